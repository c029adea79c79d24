package org.encodertraces.acquisition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
  private static final int REDIRECTS = 3;

  /** "Service currently unavailable", "write operation failed", "search is not available". */
  private static final Set<Integer> PASSING = Set.of(10, 105, 106);

  private static final Set<Integer> KEY_REFUSED = Set.of(100, 97, 98);
  private static final int TRIES = 4;

  private final URI endpoint;
  private final String key;
  private final RetryingClient client;
  private final RetryingClient photoClient;
  private final RetryingClient.Pause pause;

  /**
   * How to ask.
   *
   * @param endpoint of the API; photos must come from Flickr's hosts or from this one
   * @param timeout for a whole answer
   */
  public record Settings(URI endpoint, int callsPerHour, Duration timeout) {}

  public FlickrApi(Settings settings, String key) {
    this(settings, key, duration -> Thread.sleep(duration.toMillis()));
  }

  FlickrApi(Settings settings, String key, RetryingClient.Pause pause) {
    this.endpoint = settings.endpoint();
    this.key = key;
    this.pause = pause;
    RandomGenerator jitter = RandomGenerator.getDefault();
    client = new RetryingClient(settings.callsPerHour(), settings.timeout(), pause, jitter);
    // Photos come from other machines and do not count against the key; as polite all the same.
    photoClient =
        new RetryingClient(
            Math.max(settings.callsPerHour(), CALLS_PER_HOUR * 4),
            settings.timeout(),
            pause,
            jitter);
  }

  /** Requests to the API so far. */
  public long calls() {
    return client.calls();
  }

  /**
   * Calls a method.
   *
   * @throws FlickrException when Flickr refuses, with its code and words
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
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        return json(method, client.send(request, method, LARGEST_ANSWER));
      } catch (FlickrException e) {
        if (!PASSING.contains(e.code()) || attempt == TRIES) {
          throw e;
        }
        pause.sleep(Duration.ofSeconds(10L * attempt));
      }
    }
  }

  private static JsonNode json(String method, RetryingClient.Answer answer) throws FlickrException {
    if (answer.status() != 200) {
      throw new FlickrException(
          answer.status(), "%s: HTTP status %d".formatted(method, answer.status()));
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new FlickrException(
          answer.status(),
          "%s: the answer is not JSON (%s)".formatted(method, shown(answer.body())));
    }
    if (json.path("stat").asText().equals("ok")) {
      return json;
    }
    int code = json.path("code").asInt(-1);
    throw new FlickrException(
        code,
        "%s: Flickr answers with code %d: %s%s"
            .formatted(
                method,
                code,
                json.path("message").asText("no message"),
                KEY_REFUSED.contains(code)
                    ? "; set FLICKR_API_KEY, or --key-file, to a key of yours"
                    : ""));
  }

  /**
   * A photo's bytes by the address that the API gave.
   *
   * @throws FlickrException when what comes is no whole picture of a size that can be, or comes
   *     from another host
   */
  public byte[] photo(URI address) throws IOException, InterruptedException {
    URI at = address;
    for (int redirect = 0; redirect <= REDIRECTS; redirect++) {
      requireKnownHost(at);
      RetryingClient.Answer answer =
          photoClient.send(HttpRequest.newBuilder(at).GET().build(), at.toString(), LARGEST_PHOTO);
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.status() / 100 == 3 && location.isPresent()) {
        URI target = at.resolve(location.get());
        if (!String.valueOf(target.getHost()).equals(at.getHost())) {
          throw new FlickrException(
              answer.status(), "redirected to another host (%s)".formatted(target.getHost()));
        }
        at = target;
        continue;
      }
      return checked(answer);
    }
    throw new FlickrException(302, "redirected more than " + REDIRECTS + " times");
  }

  private void requireKnownHost(URI address) throws FlickrException {
    String host = String.valueOf(address.getHost());
    boolean flickr =
        "https".equals(address.getScheme())
            && (host.endsWith(".staticflickr.com") || host.endsWith(".flickr.com"));
    if (!flickr && !host.equals(endpoint.getHost())) {
      throw new FlickrException(0, "not an address of Flickr's (%s)".formatted(host));
    }
  }

  private static byte[] checked(RetryingClient.Answer answer) throws FlickrException {
    if (answer.status() != 200) {
      throw new FlickrException(answer.status(), "HTTP status " + answer.status());
    }
    if (answer.cut()) {
      throw new FlickrException(200, "larger than %,d bytes".formatted(LARGEST_PHOTO));
    }
    Optional<PictureSize> size = PictureSize.of(answer.body());
    if (size.isEmpty()) {
      throw new FlickrException(
          200,
          "no whole picture: %,d bytes of %s (%s)"
              .formatted(
                  answer.body().length,
                  answer.headers().firstValue("Content-Type").orElse("no type"),
                  shown(answer.body())));
    }
    return answer.body();
  }

  /** The first letters of what came. */
  private static String shown(byte[] body) {
    String text = new String(body, 0, Math.min(40, body.length), StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^ -~]+", ".");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
