package org.encodertraces.camera;

/**
 * One number of a camera, as asked for and as measured on what it shot.
 *
 * @param tolerance how far apart the two may be
 */
public record Finding(String what, double requested, double recovered, double tolerance) {

  /** Within a share of what was asked for. */
  static Finding within(String what, double requested, double recovered, double share) {
    return new Finding(what, requested, recovered, share * Math.abs(requested));
  }

  /** Whether they agree. */
  public boolean agrees() {
    return Math.abs(requested - recovered) <= tolerance;
  }
}
