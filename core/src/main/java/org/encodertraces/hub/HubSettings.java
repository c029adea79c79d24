package org.encodertraces.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.UsageException;

/**
 * Which hub, and who asks, as Hugging Face's own tools read it from the environment.
 *
 * @param endpoint {@code HF_ENDPOINT}
 * @param token {@code HF_TOKEN}; it is sent to the endpoint's host alone
 * @param offline {@code HF_HUB_OFFLINE}
 * @param patience longest time in which as good as nothing comes; half of it for an answer's first
 *     line
 */
public record HubSettings(
    URI endpoint, Optional<String> token, boolean offline, Duration patience) {

  private static final int HIGHEST_PORT = 65_535;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The settings of an environment. */
  public static HubSettings of(Map<String, String> environment) {
    String endpoint = environment.getOrDefault("HF_ENDPOINT", "").strip();
    String token = environment.getOrDefault("HF_TOKEN", "").strip();
    URI address = endpoint.isEmpty() ? URI.create("https://huggingface.co") : parsed(endpoint);
    return new HubSettings(
        address,
        token.isEmpty() ? Optional.empty() : Optional.of(sendable(token)),
        isTrue(environment.getOrDefault("HF_HUB_OFFLINE", "")),
        PATIENCE);
  }

  private static URI parsed(String endpoint) {
    try {
      URI address = new URI(endpoint.replaceAll("/+$", ""));
      if (address.getRawUserInfo() != null) {
        // Not repeated: it holds a secret.
        throw new UsageException(
            "HF_ENDPOINT: holds a name or password before the host; expected https:// and a host");
      }
      boolean usable =
          "https".equals(address.getScheme())
              && address.getHost() != null
              && address.getPort() <= HIGHEST_PORT
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      if (usable) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new UsageException(
          "HF_ENDPOINT %s: not an address: %s".formatted(endpoint, e.getReason()));
    }
    throw new UsageException(
        "HF_ENDPOINT %s: expected https:// and a host, and at most a port and a path"
            .formatted(endpoint));
  }

  /** A token that no header can hold is refused here, without repeating it. */
  private static String sendable(String token) {
    if (!token.matches("[!-~]+")) {
      throw new UsageException(
          "HF_TOKEN: holds a space, a quotation mark of print or another character that no token has");
    }
    return token;
  }

  /** As Hugging Face's tools take it. */
  private static boolean isTrue(String value) {
    return switch (value.strip().toUpperCase(Locale.ROOT)) {
      case "1", "ON", "YES", "TRUE" -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return "HubSettings[endpoint=%s, token=%s, offline=%s]"
        .formatted(endpoint, token.isPresent() ? "set" : "none", offline);
  }
}
