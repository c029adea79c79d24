package org.encodertraces.repair;

import java.util.Map;

/** What came of fitting a method. */
public sealed interface Fit {

  Method method();

  /**
   * A repair.
   *
   * @param rank directions that go; 0 for methods that take none away
   * @param chosen what was chosen on the way, by name, such as the weight of {@code whiten}
   */
  record Done(Method method, int rank, Repair repair, Map<String, Double> chosen) implements Fit {}

  /**
   * None.
   *
   * @param reason in words
   */
  record LeftOut(Method method, String reason) implements Fit {}
}
