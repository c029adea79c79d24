package org.encodertraces.http;

import java.net.URI;
import java.net.http.HttpHeaders;

/** What a question makes of a redirect; {@link Web} bounds their number and sees to loops. */
@FunctionalInterface
public interface Redirects {

  /** Follows wherever https leads. */
  Redirects ANYWHERE = (from, to, headers) -> true;

  /**
   * Whether to follow; if not, the redirect is itself the answer.
   *
   * @param headers of the redirect
   * @throws HttpFault when it must not lead there
   */
  boolean follow(URI from, URI to, HttpHeaders headers) throws HttpFault;
}
