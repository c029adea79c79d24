package org.encodertraces.flickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.encodertraces.http.Arrival;
import org.encodertraces.http.Ask;
import org.encodertraces.http.HttpFault;
import org.encodertraces.http.Limits;
import org.encodertraces.http.Question;
import org.encodertraces.http.Rate;
import org.encodertraces.http.Time;
import org.encodertraces.http.Web;
import org.encodertraces.image.PictureSize;

/**
 * Flickr's REST API and the photos it names.
 *
 * <p>The key goes in the body of each request, so that no address holds it, and into no message.
 */
public final class FlickrApi {

  /** Where the API answers. */
  public static final URI ENDPOINT = URI.create("https://api.flickr.com/services/rest/");

  /** What Flickr allows a key (flickr.com/services/developer/api). */
  public static final int CALLS_PER_HOUR = 3_600;

  private static final int LARGEST_ANSWER = 32 << 20;
  private static final int LARGEST_PHOTO = 50_000_000;

  /** Where Flickr sends whoever asks for a photo that is gone. */
  private static final String PLACEHOLDER = "photo_unavailable";

  private static final int TRIES = 6;
  private static final int PHOTO_TRIES = 4;

  private final URI endpoint;
  private final String key;
  private final Rate rate;
  private final Web web;
  private final Web photoWeb;
  private final Limits limits;
  private final Limits photoLimits;

  /**
   * How to ask.
   *
   * @param endpoint of the API; photos must come from Flickr's hosts or from this one
   * @param timeout for a whole answer
   */
  public record Settings(URI endpoint, int callsPerHour, Duration timeout) {}

  /**
   * An asker.
   *
   * @param say hears why and until when there is a wait
   */
  public FlickrApi(Settings settings, String key, Consumer<String> say) {
    this(settings, key, Time.SYSTEM, say);
  }

  FlickrApi(Settings settings, String key, Time time, Consumer<String> say) {
    this.endpoint = settings.endpoint();
    this.key = key;
    HttpClient client = Web.client();
    rate = Rate.perHour(settings.callsPerHour(), time);
    web = new Web(client, time, rate, say);
    // Photos come from other machines and do not count against the key; as polite all the same.
    Rate photoRate = Rate.perHour(Math.max(settings.callsPerHour(), CALLS_PER_HOUR * 4), time);
    photoWeb = new Web(client, time, photoRate, say);
    Duration timeout = settings.timeout();
    Duration total = timeout.multipliedBy(2).plusMinutes(1);
    limits = new Limits(TRIES, timeout, timeout, total, timeout, 1);
    photoLimits = new Limits(PHOTO_TRIES, timeout, timeout, total, timeout, 1);
  }

  /** Requests to the API so far. */
  public long calls() {
    return rate.calls();
  }

  /**
   * Calls a method.
   *
   * @throws FlickrException when Flickr refuses, with its code and words
   * @throws HttpFault when no whole answer came, however often it was asked
   */
  public JsonNode call(String method, Map<String, String> parameters)
      throws IOException, InterruptedException {
    Map<String, String> form = new TreeMap<>(parameters);
    form.put("method", method);
    form.put("api_key", key);
    form.put("format", "json");
    form.put("nojsoncallback", "1");
    String body =
        form.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    Question<JsonNode> question =
        new Question<>() {
          @Override
          public Ask ask() {
            return Ask.post(endpoint, body, FlickrApi::refuseRedirect);
          }

          @Override
          public JsonNode read(Arrival arrival) throws IOException {
            if (arrival.status() != 200) {
              throw new FlickrException(
                  arrival.status(), "%s: HTTP status %d".formatted(method, arrival.status()));
            }
            return FlickrAnswer.of(method, parameters, arrival.all(LARGEST_ANSWER));
          }
        };
    return web.ask(method, question, limits);
  }

  /** The API never redirects: who does stands between. */
  private static boolean refuseRedirect(URI from, URI to, HttpHeaders headers) throws HttpFault {
    throw HttpFault.passing(302, "redirected to " + to.getHost() + ", which is not Flickr's API");
  }

  /**
   * A photo's bytes by the address that the API gave.
   *
   * @param promised by the API, where it told a size
   * @throws FlickrException when the address is not Flickr's
   * @throws HttpFault of kind FINAL when Flickr has no such photo; any other when what came, try
   *     after try, was not the whole photo
   */
  public byte[] photo(URI address, Optional<PictureSize> promised)
      throws IOException, InterruptedException {
    if (!isKnown(address)) {
      throw new FlickrException(0, "not an address of Flickr's (%s)".formatted(address.getHost()));
    }
    Question<byte[]> question =
        new Question<>() {
          @Override
          public Ask ask() {
            return Ask.of("GET", address, FlickrApi.this::followPhoto);
          }

          @Override
          public byte[] read(Arrival arrival) throws IOException {
            return picture(arrival, promised);
          }
        };
    return photoWeb.ask(address.toString(), question, photoLimits);
  }

  private boolean followPhoto(URI from, URI to, HttpHeaders headers) throws HttpFault {
    if (String.valueOf(to.getPath()).contains(PLACEHOLDER)) {
      throw HttpFault.ending(410, "no longer on Flickr");
    }
    if (!isKnown(to)) {
      throw HttpFault.passing(302, "redirected to another host (%s)".formatted(to.getHost()));
    }
    return true;
  }

  private boolean isKnown(URI address) {
    String host = String.valueOf(address.getHost());
    boolean flickr =
        "https".equals(address.getScheme())
            && (host.endsWith(".staticflickr.com") || host.endsWith(".flickr.com"));
    boolean endpoints =
        host.equals(endpoint.getHost()) && endpoint.getScheme().equals(address.getScheme());
    return flickr || endpoints;
  }

  private static byte[] picture(Arrival arrival, Optional<PictureSize> promised)
      throws IOException {
    if (arrival.status() != 200) {
      throw HttpFault.ending(arrival.status(), "HTTP status " + arrival.status());
    }
    byte[] bytes = arrival.all(LARGEST_PHOTO);
    Optional<PictureSize> size = PictureSize.of(bytes);
    if (size.isEmpty()) {
      throw HttpFault.passing(
          200,
          "no whole picture (%,d bytes of %s: %s)"
              .formatted(
                  bytes.length,
                  arrival.type().isEmpty() ? "no type" : arrival.type(),
                  Arrival.shown(bytes)));
    }
    if (promised.isPresent() && !fits(size.get(), promised.get(), arrival.address())) {
      throw HttpFault.passing(
          200,
          "another picture (%d x %d; Flickr promised %d x %d)"
              .formatted(
                  size.get().width(),
                  size.get().height(),
                  promised.get().width(),
                  promised.get().height()));
    }
    return bytes;
  }

  /** Originals lie as they were uploaded; the API tells their size as it shows them, upright. */
  private static boolean fits(PictureSize size, PictureSize promised, URI address) {
    PictureSize turned = new PictureSize(/* width= */ size.height(), /* height= */ size.width());
    boolean original = String.valueOf(address.getPath()).matches(".*_o\\.\\w+");
    return promised.equals(size) || (original && promised.equals(turned));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
