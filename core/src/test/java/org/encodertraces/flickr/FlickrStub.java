package org.encodertraces.flickr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;

/**
 * A local server that answers as Flickr's API and its photo hosts do, or as badly as a test asks.
 */
final class FlickrStub implements AutoCloseable {

  static final String KEY = "0123456789abcdef0123456789abcdef";

  /** Of every photo, as the search says and as comes. */
  static final int WIDTH = 8;

  static final int HEIGHT = 6;

  /** A photo on the stub. */
  record Photo(long id, String owner, long uploadTime, String license) {}

  private final WireMockServer server;
  private final List<Photo> photos = new ArrayList<>();

  /** Forms of all API calls, in order. */
  final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();

  /** Paths of all photo requests, in order. */
  final List<String> photoRequests = new CopyOnWriteArrayList<>();

  /** An answer that stands in for the usual one. */
  Function<Map<String, String>, Optional<ResponseDefinition>> override = form -> Optional.empty();

  Function<String, Optional<ResponseDefinition>> photoOverride = path -> Optional.empty();

  /** Which photos a search finds; changes when a test wants pages that shift. */
  Function<List<Photo>, List<Photo>> view = found -> found;

  FlickrStub() {
    server =
        new WireMockServer(options().dynamicPort().extensions(new Answers()).gzipDisabled(true));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.port() + "/services/rest/");
  }

  void add(Photo photo) {
    photos.add(photo);
  }

  long calls(String method) {
    return calls.stream().filter(form -> method.equals(form.get("method"))).count();
  }

  static ResponseDefinition json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body).build();
  }

  private final class Answers implements ResponseDefinitionTransformerV2 {
    /** One request at a time, so that an answer may depend on what was asked before it. */
    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
      String path = event.getRequest().getUrl();
      if (!path.startsWith("/services/rest")) {
        photoRequests.add(path);
        return photoOverride.apply(path).orElseGet(FlickrStub::jpeg);
      }
      Map<String, String> form = form(event.getRequest().getBodyAsString());
      calls.add(form);
      return override.apply(form).orElseGet(() -> json(answer(form)));
    }

    @Override
    public String getName() {
      return "flickr";
    }
  }

  private static ResponseDefinition jpeg() {
    return aResponse()
        .withHeader("Content-Type", "image/jpeg")
        .withBody(picture(WIDTH, HEIGHT))
        .build();
  }

  static byte[] picture(int width, int height) {
    RgbImage image = new RgbImage(width, height, new byte[width * height * 3]);
    return Jpeg.encode(image, 90, Chroma.SUBSAMPLED_420);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : List.of(body.split("&", -1))) {
      int at = pair.indexOf('=');
      form.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private String answer(Map<String, String> form) {
    if (!KEY.equals(form.get("api_key"))) {
      return "{\"stat\": \"fail\", \"code\": 100, \"message\": \"Invalid API Key (Key has invalid"
          + " format)\"}";
    }
    return switch (String.valueOf(form.get("method"))) {
      case "flickr.photos.licenses.getInfo" ->
          """
          {"licenses": {"license": [
            {"id": "0", "name": "All Rights Reserved", "url": ""},
            {"id": "4", "name": "CC BY 2.0", "url": "https://creativecommons.org/licenses/by/2.0/"},
            {"id": "5", "name": "CC BY-SA 2.0", "url": "https://creativecommons.org/licenses/by-sa/2.0/"},
            {"id": "9", "name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
            {"id": "11", "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
          ]}, "stat": "ok"}
          """;
      case "flickr.photos.search" -> search(form);
      case "flickr.photos.getExif" -> exif(Long.parseLong(form.getOrDefault("photo_id", "0")));
      default -> "{\"stat\": \"fail\", \"code\": 112, \"message\": \"Method not found\"}";
    };
  }

  private String search(Map<String, String> form) {
    long from = Long.parseLong(form.getOrDefault("min_upload_date", "0"));
    long to = Long.parseLong(form.getOrDefault("max_upload_date", "0"));
    List<String> licenses = List.of(form.getOrDefault("license", "").split(",", -1));
    List<Photo> found =
        view.apply(
            photos.stream()
                .filter(p -> p.uploadTime() >= from && p.uploadTime() <= to)
                .filter(p -> licenses.contains(p.license()))
                .toList());
    int perPage = Integer.parseInt(form.getOrDefault("per_page", "100"));
    int page = Integer.parseInt(form.getOrDefault("page", "1"));
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ObjectNode node = root.putObject("photos");
    node.put("page", page).put("pages", (found.size() + perPage - 1) / perPage);
    node.put("perpage", perPage).put("total", Integer.toString(found.size()));
    ArrayNode list = node.putArray("photo");
    for (int i = (page - 1) * perPage; i < Math.min(page * perPage, found.size()); i++) {
      Photo photo = found.get(i);
      list.addObject()
          .put("id", Long.toString(photo.id()))
          .put("owner", photo.owner())
          .put("license", photo.license())
          .put("dateupload", Long.toString(photo.uploadTime()))
          .put("url_l", "http://localhost:%d/1/%d_b.jpg".formatted(server.port(), photo.id()))
          .put("width_l", WIDTH)
          .put("height_l", Integer.toString(HEIGHT)); // Flickr writes both ways
    }
    root.put("stat", "ok");
    return root.toString();
  }

  static String exif(long id) {
    return """
    {"photo": {"id": "%d", "camera": "Canon EOS 450D", "exif": [
      {"tagspace": "IFD0", "tag": "Make", "raw": {"_content": "Canon"}},
      {"tagspace": "IFD0", "tag": "Model", "raw": {"_content": "Canon EOS 450D"}},
      {"tagspace": "ExifIFD", "tag": "ExposureTime", "raw": {"_content": "1/125"}},
      {"tagspace": "ExifIFD", "tag": "FNumber", "raw": {"_content": "5.6"}, "clean": {"_content": "f/5.6"}},
      {"tagspace": "ExifIFD", "tag": "ISO", "raw": {"_content": "%d"}},
      {"tagspace": "ExifIFD", "tag": "FocalLength", "raw": {"_content": "18.0 mm"}},
      {"tagspace": "ExifIFD", "tag": "Flash", "raw": {"_content": "Off, Did not fire"}},
      {"tagspace": "ExifIFD", "tag": "DateTimeOriginal", "raw": {"_content": "2010:05:30 15:56:01"}}
    ]}, "stat": "ok"}
    """
        .formatted(id, 100 + 100 * (id % 3));
  }

  @Override
  public void close() {
    server.stop();
  }
}
