package org.encodertraces.flickr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.encodertraces.http.Arrival;
import org.encodertraces.http.HttpFault;

/**
 * What Flickr's API answers: the answer whole, Flickr's refusal, or something else in its place.
 *
 * <p>An answer that lacks what its method always gives is half an answer. Taken for one without
 * results, it would end a search early or leave a photo without labels for good.
 */
final class FlickrAnswer {

  /** "Service currently unavailable", "write operation failed", "search is not available". */
  private static final Set<Integer> PASSING = Set.of(10, 105, 106);

  private static final Set<Integer> KEY_REFUSED = Set.of(100, 97, 98);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private FlickrAnswer() {}

  /**
   * Reads an answer.
   *
   * @throws FlickrException when Flickr refuses
   * @throws HttpFault that may pass, when it is not whole
   */
  static JsonNode of(String method, Map<String, String> parameters, byte[] body)
      throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw HttpFault.passing(
          200, "the answer is not whole JSON (%s)".formatted(Arrival.shown(body)));
    }
    String stat = json.path("stat").asText();
    if (stat.equals("ok")) {
      if (!isWhole(method, parameters, json)) {
        throw HttpFault.passing(
            200, "the answer lacks what was asked for (%s)".formatted(Arrival.shown(body)));
      }
      return json;
    }
    if (!stat.equals("fail")) {
      throw HttpFault.passing(
          200, "the answer is not Flickr's (%s)".formatted(Arrival.shown(body)));
    }
    int code = json.path("code").asInt(-1);
    String words =
        "Flickr answers with code %d: %s"
            .formatted(code, json.path("message").asText("no message"));
    if (PASSING.contains(code)) {
      throw HttpFault.passing(200, words);
    }
    throw new FlickrException(
        code,
        "%s: %s%s"
            .formatted(
                method,
                words,
                KEY_REFUSED.contains(code)
                    ? "; set FLICKR_API_KEY, or key_file, to a key of yours"
                    : ""));
  }

  private static boolean isWhole(String method, Map<String, String> parameters, JsonNode json) {
    return switch (method) {
      case "flickr.photos.licenses.getInfo" ->
          json.path("licenses").path("license").isArray()
              && !json.path("licenses").path("license").isEmpty();
      case "flickr.photos.search" ->
          json.path("photos").path("photo").isArray()
              && isCount(json.path("photos").path("total"))
              && isCount(json.path("photos").path("pages"));
      case "flickr.photos.getExif" ->
          json.path("photo").path("exif").isArray()
              && json.path("photo").path("id").asText().equals(parameters.get("photo_id"));
      default -> true;
    };
  }

  /** Flickr writes counts as numbers and as texts. */
  private static boolean isCount(JsonNode node) {
    return node.asText().matches("\\d{1,18}");
  }
}
