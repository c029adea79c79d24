package org.encodertraces.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The JDK's exceptions of broken connections, told apart and put in words. */
final class Breakage {

  private Breakage() {}

  /**
   * Of a request whose answer never began.
   *
   * @param patience that was had for its first line
   */
  static HttpFault ofSend(IOException e, String host, Duration patience) {
    if (e instanceof HttpConnectTimeoutException) {
      return HttpFault.passing("no connection to %s in time".formatted(host), e);
    }
    if (e instanceof HttpTimeoutException) {
      return HttpFault.passing(
          "no answer from %s within %s".formatted(host, Limits.words(patience)), e);
    }
    if (cause(e, UnresolvedAddressException.class).isPresent()) {
      return HttpFault.passing(
          "no host %s is found; is there a network, and is the name right?".formatted(host), e);
    }
    Optional<Throwable> certificate = cause(e, CertificateException.class);
    if (certificate.isPresent()) {
      return HttpFault.ending(
          "the certificate that %s shows is not trusted (%s); is something between here and there that answers in its place?"
              .formatted(host, reason(certificate.get())),
          e);
    }
    // A handshake that the other side drops may pass; one that either side refuses will not.
    if (cause(e, SSLException.class).isPresent() && cause(e, EOFException.class).isEmpty()) {
      return HttpFault.ending(
          "no TLS with %s: %s".formatted(host, reason(cause(e, SSLException.class).get())), e);
    }
    if (cause(e, ConnectException.class).isPresent()) {
      return HttpFault.passing("%s takes no connection".formatted(host), e);
    }
    return HttpFault.passing("the connection to %s broke (%s)".formatted(host, reason(e)), e);
  }

  /** Of an answer that stopped in the middle. */
  static HttpFault ofBody(Throwable e, long received) {
    return HttpFault.passing(
        "the connection broke after %,d bytes (%s)".formatted(received, reason(e)), e);
  }

  private static <T extends Throwable> Optional<Throwable> cause(Throwable e, Class<T> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
