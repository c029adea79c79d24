package org.encodertraces.camera;

/** Bilinear interpolation corrected by the known color's Laplacian, in filters of 5 x 5. */
final class MalvarFilters {

  // Figure 2 of the paper, in eighths; rows and columns -2 … 2.

  private static final double[] GREEN = {
    0, 0, -1, 0, 0, 0, 0, 2, 0, 0, -1, 2, 4, 2, -1, 0, 0, 2, 0, 0, 0, 0, -1, 0, 0
  };

  /** Red or blue at green, its neighbors beside it in the row. */
  private static final double[] BESIDE = {
    0, 0, 0.5, 0, 0, 0, -1, 0, -1, 0, -1, 4, 5, 4, -1, 0, -1, 0, -1, 0, 0, 0, 0.5, 0, 0
  };

  /** Red at blue, and blue at red. */
  private static final double[] ACROSS = {
    0, 0, -1.5, 0, 0, 0, 2, 0, 2, 0, -1.5, 0, 6, 0, -1.5, 0, 2, 0, 2, 0, 0, 0, -1.5, 0, 0
  };

  private MalvarFilters() {}

  static void complete(Planes planes) {
    int width = planes.width();
    int height = planes.height();
    float[] mosaic = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        mosaic[at] = planes.plane(Mosaic.channel(x, y))[at];
      }
    }
    Demosaicing.Neighbors near = new Demosaicing.Neighbors(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int channel = Mosaic.channel(x, y);
        if (channel == 1) {
          boolean redBeside = (y & 1) == 0;
          planes.red()[at] = sum(mosaic, near, x, y, BESIDE, redBeside);
          planes.blue()[at] = sum(mosaic, near, x, y, BESIDE, !redBeside);
        } else {
          planes.green()[at] = sum(mosaic, near, x, y, GREEN, true);
          planes.plane(2 - channel)[at] = sum(mosaic, near, x, y, ACROSS, true);
        }
      }
    }
  }

  private static float sum(
      float[] mosaic, Demosaicing.Neighbors near, int x, int y, double[] filter, boolean upright) {
    double sum = 0;
    for (int j = -2; j <= 2; j++) {
      for (int i = -2; i <= 2; i++) {
        double weight = filter[upright ? (j + 2) * 5 + i + 2 : (i + 2) * 5 + j + 2];
        if (weight != 0) {
          sum += weight * mosaic[near.of(x + i, y + j)];
        }
      }
    }
    return (float) (sum / 8);
  }
}
