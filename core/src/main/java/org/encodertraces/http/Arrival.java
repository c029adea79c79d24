package org.encodertraces.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** An answer whose head is here and whose body is on its way. */
public final class Arrival implements AutoCloseable {

  private final HttpResponse<BodyStream> response;
  private final URI address;
  private final boolean atHome;

  /**
   * An answer.
   *
   * @param address that answered, after all redirects
   * @param first that was asked
   */
  Arrival(HttpResponse<BodyStream> response, URI address, URI first) {
    this.response = response;
    this.address = address;
    this.atHome = Ask.sameOrigin(address, first);
  }

  public int status() {
    return response.statusCode();
  }

  /** Whether it sends on, to where the question did not follow. */
  public boolean isRedirect() {
    return isRedirect(status());
  }

  static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  public HttpHeaders headers() {
    return response.headers();
  }

  /** Who answered, after all redirects. */
  public URI address() {
    return address;
  }

  /** Whether the host that was asked has answered itself. */
  public boolean atHome() {
    return atHome;
  }

  public Optional<String> header(String name) {
    return headers().firstValue(name);
  }

  /** The length of what was asked for, where the answer tells it. */
  public OptionalLong length() {
    return isEncoded() ? OptionalLong.empty() : number(headers(), "Content-Length");
  }

  /** A header that is a count. */
  public static OptionalLong number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /**
   * Whether the server itself marks the body's end, so that a short one is meant and was not cut.
   */
  public boolean marksItsEnd() {
    return response.version() == HttpClient.Version.HTTP_2
        || isEncoded()
        || header("Transfer-Encoding").isPresent()
        || header("Content-Length").isPresent();
  }

  /** Whether it says that it is a page for people. */
  public boolean isPage() {
    String type = type();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  /** The declared type, or "". */
  public String type() {
    return header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  private boolean isEncoded() {
    return !encoding().isEmpty() && !encoding().equals("identity");
  }

  private String encoding() {
    return header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the bytes of the body are those of the file, and not packed. */
  public boolean isPlain() {
    return !isEncoded();
  }

  /**
   * The body, unpacked.
   *
   * @throws HttpFault when it is packed in a way that nobody asked for
   */
  public InputStream body() throws IOException {
    if (!isEncoded()) {
      return response.body();
    }
    if (encoding().equals("gzip") || encoding().equals("x-gzip")) {
      return new GZIPInputStream(response.body(), 1 << 14);
    }
    throw HttpFault.ending(status(), "the answer is packed as %s".formatted(encoding()));
  }

  /**
   * The whole body.
   *
   * @throws HttpFault when it is longer, or stops early
   */
  public byte[] all(int most) throws IOException {
    InputStream in = body();
    byte[] bytes = in.readNBytes(most);
    if (bytes.length == most && in.read() >= 0) {
      throw HttpFault.ending(status(), "larger than %,d bytes".formatted(most));
    }
    return bytes;
  }

  /** The first letters of what came, fit for a message. */
  public static String shown(byte[] body) {
    String text = new String(body, 0, Math.min(40, body.length), StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^ -~]+", ".");
  }

  @Override
  public void close() {
    response.body().close();
  }
}
