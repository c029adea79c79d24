package org.encodertraces.image;

import java.util.Arrays;

/** Both passes of a separable resize in float32, rounded to 8 bits once, half to even. */
final class FloatPasses {

  private FloatPasses() {}

  static RgbImage both(RgbImage image, FloatTaps columns, FloatTaps rows) {
    int width = columns.positions();
    int height = rows.positions();
    // Only rows that an output takes are narrowed: without antialias these are few.
    boolean[] taken = new boolean[image.height()];
    for (int y = 0; y < height; y++) {
      for (int tap = 0; tap < rows.most(); tap++) {
        taken[rows.source(y, tap)] |= rows.weight(y, tap) != 0;
      }
    }
    float[][] narrowed = new float[image.height()][];
    for (int y = 0; y < image.height(); y++) {
      if (taken[y]) {
        narrowed[y] = narrow(image, y, columns);
      }
    }
    byte[] rgb = new byte[width * height * 3];
    float[] sums = new float[width * 3];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      for (int tap = 0; tap < rows.most(); tap++) {
        float weight = rows.weight(y, tap);
        if (weight != 0) {
          float[] line = narrowed[rows.source(y, tap)];
          for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * line[i];
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        rgb[y * sums.length + i] = (byte) (int) Math.rint(Math.max(0, Math.min(255, sums[i])));
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static float[] narrow(RgbImage image, int y, FloatTaps columns) {
    float[] line = new float[columns.positions() * 3];
    byte[] rgb = image.rgb();
    int start = y * image.width() * 3;
    for (int x = 0; x < columns.positions(); x++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int tap = 0; tap < columns.most(); tap++) {
        float weight = columns.weight(x, tap);
        if (weight != 0) {
          int at = start + columns.source(x, tap) * 3;
          red += weight * (rgb[at] & 0xFF);
          green += weight * (rgb[at + 1] & 0xFF);
          blue += weight * (rgb[at + 2] & 0xFF);
        }
      }
      line[3 * x] = red;
      line[3 * x + 1] = green;
      line[3 * x + 2] = blue;
    }
    return line;
  }
}
