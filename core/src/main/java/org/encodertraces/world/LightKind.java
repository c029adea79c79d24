package org.encodertraces.world;

import org.encodertraces.random.NumpyGenerator;

/**
 * Kinds of light, for scenes under the sky and inside. Exposure values are of the order that
 * photographers' tables of exposure give.
 */
enum LightKind {
  BRIGHT("in bright light"),
  SOFT("in soft light"),
  EVENING("in evening light"),
  LOW("in low light");

  private final String words;

  LightKind(String words) {
    this.words = words;
  }

  /** Draws direction, colors and strength. */
  Light draw(NumpyGenerator random, boolean inside) {
    double side = random.nextDouble() < 0.5 ? -1 : 1;
    double around = 0.25 + 0.75 * random.nextDouble(); // 0 behind the viewer, 1 from the side
    double height = random.nextDouble();
    double warm = random.nextDouble();
    return switch (this) {
      case BRIGHT ->
          make(
              side,
              around,
              0.6 + 0.7 * height,
              new Tint(2.3, 2.1, 1.8 + 0.2 * warm),
              inside ? new Tint(0.34, 0.35, 0.37) : new Tint(0.24, 0.42, 0.8),
              inside ? new Tint(0.42, 0.4, 0.36) : new Tint(0.6, 0.72, 0.88),
              inside ? 14 : 26,
              (inside ? 8.5 : 14) + warm);
      case SOFT ->
          make(
              side,
              around,
              0.9 + 0.9 * height,
              new Tint(0.62, 0.62, 0.61),
              inside ? new Tint(0.62, 0.63, 0.66) : new Tint(0.75, 0.8, 0.87),
              inside ? new Tint(0.55, 0.53, 0.5) : new Tint(0.82, 0.84, 0.86),
              3,
              (inside ? 6.5 : 12) + warm);
      case EVENING ->
          make(
              side,
              0.6 + 0.7 * around,
              0.24 + 0.2 * height,
              new Tint(2.6, 1.35 + 0.3 * warm, 0.55 + 0.15 * warm),
              inside ? new Tint(0.26, 0.24, 0.28) : new Tint(0.2, 0.25, 0.5),
              inside ? new Tint(0.4, 0.3, 0.24) : new Tint(0.95, 0.52, 0.3),
              18,
              (inside ? 6 : 10) + warm);
      case LOW ->
          make(
              side,
              around,
              0.5 + 0.7 * height,
              inside ? new Tint(1.7, 1.05 + 0.2 * warm, 0.5) : new Tint(0.5, 0.62, 0.95),
              inside ? new Tint(0.1, 0.09, 0.1) : new Tint(0.1, 0.17, 0.36),
              inside ? new Tint(0.16, 0.11, 0.08) : new Tint(0.3, 0.34, 0.5),
              inside ? 7 : 9,
              (inside ? 3.5 : 4) + warm);
    };
  }

  private Light make(
      double side,
      double around,
      double height,
      Tint source,
      Tint zenith,
      Tint horizon,
      double sharpness,
      double exposure) {
    double x = side * around;
    double z = -(1.05 - around);
    double length = Curves.length(x, height, z);
    return new Light(
        x / length,
        height / length,
        z / length,
        source,
        zenith,
        horizon,
        sharpness,
        exposure,
        words);
  }
}
