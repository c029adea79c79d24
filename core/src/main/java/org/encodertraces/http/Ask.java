package org.encodertraces.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One question.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param headers that go wherever a redirect leads
 * @param secrets headers that go to the first address's scheme, host and port alone, and never over
 *     plain http
 * @param form body of a POST, URL-encoded
 */
public record Ask(
    String method,
    URI address,
    Map<String, String> headers,
    Map<String, String> secrets,
    Optional<String> form,
    Redirects redirects) {

  /** A question without body or secrets. */
  public static Ask of(String method, URI address, Redirects redirects) {
    return new Ask(method, address, Map.of(), Map.of(), Optional.empty(), redirects);
  }

  /** A form that is sent. */
  public static Ask post(URI address, String form, Redirects redirects) {
    return new Ask("POST", address, Map.of(), Map.of(), Optional.of(form), redirects);
  }

  /** With a header more. */
  public Ask with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Ask(method, address, more, secrets, form, redirects);
  }

  /** With a header that must reach nobody else. */
  public Ask withSecret(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(secrets);
    more.put(name, value);
    return new Ask(method, address, headers, more, form, redirects);
  }

  /** Whether two addresses have scheme, host and port in common. */
  public static boolean sameOrigin(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
        && String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
        && port(one) == port(other);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
  }

  /** Without body and secrets. */
  @Override
  public String toString() {
    return method + " " + address.getHost();
  }
}
