package org.encodertraces.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.http.Arrival;
import org.encodertraces.http.Ask;
import org.encodertraces.http.HttpFault;
import org.encodertraces.http.Redirects;

/** Where a hub's files are, how they are asked for, and what its refusals mean. */
record HubAddress(HubSettings settings) {

  /** A question for a file; it carries the token for the hub, and for no other host. */
  Ask ask(String method, HubFile file, Redirects redirects) {
    // Packed bytes have neither the length nor the place that the hub tells.
    Ask ask = Ask.of(method, of(file), redirects).with("Accept-Encoding", "identity");
    return settings
        .token()
        .map(token -> ask.withSecret("Authorization", "Bearer " + token))
        .orElse(ask);
  }

  /** Its name in messages. */
  String words(HubFile file) {
    return "%s of %s at %s"
        .formatted(
            file.file(), file.repository(), settings.endpoint().getHost().toLowerCase(Locale.ROOT));
  }

  /** A refusal in words that say what to do. */
  HttpFault refusal(Arrival arrival) {
    int status = arrival.status();
    if (!arrival.atHome()) {
      return HttpFault.ending(
          status,
          "%s, to which the hub sends on, answers with HTTP status %d"
              .formatted(arrival.address().getHost(), status));
    }
    String token = settings.token().isPresent() ? "the token of HF_TOKEN" : "a token in HF_TOKEN";
    String error = arrival.header("X-Error-Code").orElse("");
    boolean gated = error.contains("Gated");
    return HttpFault.ending(
        status,
        switch (status) {
          case 401 ->
              gated
                  ? "the hub does not allow it (401); accept the model's terms on its page, with "
                      + token
                  : error.contains("Repo")
                      ? "no such repository, or a private one that needs %s (401)".formatted(token)
                      : "the hub does not know the asker (401); it needs " + token;
          case 403 ->
              "the hub does not allow it (403); accept the model's terms on its page, with "
                  + token;
          case 404 -> "no such repository, revision or file (404), or a private one";
          case 407 -> "the proxy asks who you are (407)";
          default -> "HTTP status " + status;
        });
  }

  /** A page for people in a file's place. */
  static HttpFault page(Arrival arrival) {
    return HttpFault.ending(
        arrival.status(),
        "%s answers with a web page and not with the file; does the network ask to sign in first?"
            .formatted(arrival.address().getHost()));
  }

  private URI of(HubFile file) {
    return URI.create(
        "%s/%s/resolve/%s/%s"
            .formatted(
                settings.endpoint(),
                encoded(file.repository()),
                encoded(file.revision()),
                encoded(file.file())));
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
