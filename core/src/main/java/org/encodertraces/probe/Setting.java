package org.encodertraces.probe;

/**
 * Settings that were tried, and the accuracy in percent on the part of the training photos held out
 * for tuning: NaN when training diverged, or when the settings were given.
 */
public sealed interface Setting {

  double valAccuracy();

  /** SGD's learning rate and weight decay. */
  record Sgd(double lr, double wd, double valAccuracy) implements Setting {}

  /**
   * Logistic regression's C.
   *
   * @param objective of the fit with seed 0; NaN while tuning
   */
  record Logistic(double c, double objective, double valAccuracy) implements Setting {}
}
