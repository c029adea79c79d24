package org.encodertraces.camera;

import org.encodertraces.image.LinearImage;

/** Scenes to measure cameras by. */
final class Targets {

  private static final int STEPS = 16;
  static final double DARK = 0.1;
  static final double BRIGHT = 0.6;

  private Targets() {}

  /** White everywhere. */
  static LinearImage flat(int side) {
    float[] rgb = new float[side * side * 3];
    java.util.Arrays.fill(rgb, 1);
    return new LinearImage(side, side, rgb);
  }

  /**
   * A dark and a bright half with a slanted edge between: each pixel the mean over its square.
   *
   * @param column where the edge crosses the middle row
   * @param slope columns a row
   */
  static LinearImage edge(int side, double column, double slope) {
    float[] rgb = new float[side * side * 3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double bright = 0;
        for (int j = 0; j < STEPS; j++) {
          double at = column + slope * (y + (j + 0.5) / STEPS - side / 2.0);
          bright += Math.max(0, Math.min(1, x + 1 - at));
        }
        float light = (float) (DARK + (BRIGHT - DARK) * bright / STEPS);
        for (int c = 0; c < 3; c++) {
          rgb[(y * side + x) * 3 + c] = light;
        }
      }
    }
    return new LinearImage(side, side, rgb);
  }
}
