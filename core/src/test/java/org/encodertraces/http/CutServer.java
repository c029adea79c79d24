package org.encodertraces.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Promises the length of a file, or of its rest, and hangs up before all of it came. */
public final class CutServer implements AutoCloseable {
  private static final long BEFORE_THE_CUT_MILLIS = 100;

  /** WireMock's own, for its stubs. */
  private static final char[] PASSWORD = "password".toCharArray();

  private final HttpServer server;
  private final String scheme;
  private final byte[] file;
  private volatile int end;

  /** A server of this file over https, or http. */
  public CutServer(boolean https, byte[] file) {
    this.file = file;
    scheme = https ? "https" : "http";
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (https) {
        HttpsServer secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server = secure;
      } else {
        server = HttpServer.create(any, 0);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** From now on nothing from this byte on comes. */
  public URI cutAt(int offset) {
    end = offset;
    return URI.create("%s://127.0.0.1:%d/".formatted(scheme, server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    int from =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
            .map(range -> Integer.parseInt(range.replaceAll("\\D", "")))
            .orElse(0);
    exchange.getResponseHeaders().add("ETag", "\"one\"");
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
    exchange.getResponseBody().write(file, from, Math.max(0, Math.min(end, file.length) - from));
    exchange.getResponseBody().flush();
    try {
      // A client of JDK 25 drops what it has not handed over yet when the connection breaks.
      Thread.sleep(BEFORE_THE_CUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static SSLContext tls() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("JKS");
    try (InputStream in = CutServer.class.getResourceAsStream("/keystore")) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
