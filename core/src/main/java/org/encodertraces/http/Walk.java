package org.encodertraces.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * One try: sends a question and follows where it is sent on, never from https to http, not in
 * circles, and with secrets for the first host alone.
 */
record Walk(HttpClient client, Time time, Rate rate) {

  private static final int HIGHEST_PORT = 65_535;

  /** A renamed repository, its cache and the host that holds the bytes are three. */
  private static final int REDIRECTS = 5;

  Arrival to(Ask ask, Limits limits, Instant deadline) throws IOException, InterruptedException {
    Instant end = earlier(time.now().plus(limits.whole()), deadline);
    URI at = ask.address();
    Set<URI> seen = new HashSet<>(Set.of(at));
    for (int redirects = 0; ; redirects++) {
      rate.keep();
      HttpResponse<BodyStream> response = send(ask, at, limits, end);
      boolean taken = false;
      try {
        if (!Arrival.isRedirect(response.statusCode())) {
          taken = true;
          return new Arrival(response, at, ask.address());
        }
        URI target = target(at, response);
        if (!ask.redirects().follow(at, target, response.headers())) {
          taken = true;
          return new Arrival(response, at, ask.address());
        }
        requireSafe(response.statusCode(), at, target);
        if (!seen.add(target)) {
          throw HttpFault.ending(
              response.statusCode(), "redirects in a circle, at " + host(target));
        }
        if (redirects == REDIRECTS) {
          throw HttpFault.ending(
              response.statusCode(), "redirected more than %d times".formatted(REDIRECTS));
        }
        at = target;
      } finally {
        if (!taken) {
          response.body().close();
        }
      }
    }
  }

  private HttpResponse<BodyStream> send(Ask ask, URI at, Limits limits, Instant end)
      throws HttpFault, InterruptedException {
    Duration left = Duration.between(time.now(), end);
    Duration patience = left.compareTo(limits.first()) < 0 ? left : limits.first();
    if (patience.isNegative() || patience.isZero()) {
      throw HttpFault.passing("no whole answer within " + Limits.words(limits.whole()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(patience)
            .header("User-Agent", "encoder-traces")
            .method(
                ask.method(),
                ask.form().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    if (ask.form().isPresent()) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    ask.headers().forEach(request::header);
    if (Ask.sameOrigin(at, ask.address()) && "https".equalsIgnoreCase(at.getScheme())) {
      ask.secrets().forEach(request::header);
    }
    try {
      return client.send(request.build(), head -> new BodyStream(time, limits, end));
    } catch (IOException e) {
      throw Breakage.ofSend(e, host(at), patience);
    }
  }

  private static URI target(URI at, HttpResponse<BodyStream> response) throws HttpFault {
    String location = response.headers().firstValue("Location").orElse("");
    try {
      URI target = at.resolve(location);
      if (target.getPort() > HIGHEST_PORT) {
        throw new IllegalArgumentException("port " + target.getPort());
      }
      if (!location.isBlank() && target.getHost() != null) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      throw HttpFault.ending("a redirect to what is no address", e);
    }
    throw HttpFault.ending(response.statusCode(), "a redirect to nowhere");
  }

  /** A server that was asked over http, as local ones are, may send on to itself. */
  private static void requireSafe(int status, URI from, URI to) throws HttpFault {
    boolean safe = "https".equalsIgnoreCase(to.getScheme()) || Ask.sameOrigin(from, to);
    if (!safe) {
      throw HttpFault.ending(
          status, "redirected to %s at %s; expected https".formatted(to.getScheme(), host(to)));
    }
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
