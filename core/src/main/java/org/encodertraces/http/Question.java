package org.encodertraces.http;

import java.io.IOException;

/** What is asked until its answer can be read. */
public interface Question<T> {

  /** The next try's question: one that goes on where the last stopped asks for the rest. */
  Ask ask() throws IOException;

  /**
   * Reads an answer whose status is neither "busy" nor a redirect to follow.
   *
   * @throws HttpFault when it is not the answer; a passing one is asked for again
   * @throws IOException for what is not the network's fault, which ends the asking
   */
  T read(Arrival arrival) throws IOException, InterruptedException;

  /** Whether enough came since the last call for a cut connection to count as the first. */
  default boolean advanced() {
    return false;
  }
}
