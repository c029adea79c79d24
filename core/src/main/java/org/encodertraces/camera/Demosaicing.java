package org.encodertraces.camera;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a mosaic becomes three colors a pixel. */
public enum Demosaicing {
  /** Each missing color is the mean of its nearest neighbors. */
  BILINEAR {
    @Override
    void complete(Planes planes) {
      float[] green = planes.green();
      Neighbors at = new Neighbors(planes.width(), planes.height());
      for (int y = 0; y < planes.height(); y++) {
        for (int x = 0; x < planes.width(); x++) {
          if (Mosaic.channel(x, y) != 1) {
            green[y * planes.width() + x] =
                (green[at.of(x - 1, y)]
                        + green[at.of(x + 1, y)]
                        + green[at.of(x, y - 1)]
                        + green[at.of(x, y + 1)])
                    / 4;
          }
        }
      }
      fill(planes, 0, null);
      fill(planes, 2, null);
    }
  },
  /**
   * Green along the direction of less change, red and blue by their differences to it (J. Hamilton
   * and J. Adams, US patent 5,629,734, 1997, expired).
   */
  EDGE {
    @Override
    void complete(Planes planes) {
      float[] green = planes.green();
      Neighbors at = new Neighbors(planes.width(), planes.height());
      for (int y = 0; y < planes.height(); y++) {
        for (int x = 0; x < planes.width(); x++) {
          int channel = Mosaic.channel(x, y);
          if (channel == 1) {
            continue;
          }
          float[] own = planes.plane(channel);
          int here = y * planes.width() + x;
          float west = green[at.of(x - 1, y)];
          float east = green[at.of(x + 1, y)];
          float north = green[at.of(x, y - 1)];
          float south = green[at.of(x, y + 1)];
          float curveX = 2 * own[here] - own[at.of(x - 2, y)] - own[at.of(x + 2, y)];
          float curveY = 2 * own[here] - own[at.of(x, y - 2)] - own[at.of(x, y + 2)];
          float changeX = Math.abs(west - east) + Math.abs(curveX);
          float changeY = Math.abs(north - south) + Math.abs(curveY);
          float alongX = (west + east) / 2 + curveX / 4;
          float alongY = (north + south) / 2 + curveY / 4;
          green[here] =
              changeX < changeY ? alongX : changeY < changeX ? alongY : (alongX + alongY) / 2;
        }
      }
      fill(planes, 0, green);
      fill(planes, 2, green);
    }
  },
  /** {@link #EDGE}, and then the differences of red and blue to green by a median of 3 x 3. */
  SMOOTH {
    @Override
    void complete(Planes planes) {
      EDGE.complete(planes);
      smooth(planes, planes.red());
      smooth(planes, planes.blue());
    }
  },
  /** The linear filters of H. Malvar, L. He and R. Cutler (ICASSP 2004). */
  MALVAR {
    @Override
    void complete(Planes planes) {
      MalvarFilters.complete(planes);
    }
  };

  /** Fills in what the mosaic lacks; each plane holds its own pixels of the mosaic alone. */
  abstract void complete(Planes planes);

  /**
   * Red or blue at pixels of other colors: the mean of its nearest, or of its differences to a
   * guide.
   */
  private static void fill(Planes planes, int channel, float @Nullable [] guide) {
    int width = planes.width();
    int height = planes.height();
    float[] plane = planes.plane(channel);
    int even = channel == 0 ? 0 : 1; // red lies on even columns and rows, blue on odd ones
    Neighbors at = new Neighbors(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean column = (x & 1) == even;
        boolean row = (y & 1) == even;
        if (column && row) {
          continue;
        }
        float sum = 0;
        int count = 0;
        for (int j = row ? 0 : -1; j <= 1; j += 2) {
          for (int i = column ? 0 : -1; i <= 1; i += 2) {
            int neighbor = at.of(x + i, y + j);
            sum += guide == null ? plane[neighbor] : plane[neighbor] - guide[neighbor];
            count++;
          }
        }
        int here = y * width + x;
        plane[here] = sum / count + (guide == null ? 0 : guide[here]);
      }
    }
  }

  private static void smooth(Planes planes, float[] plane) {
    int width = planes.width();
    int height = planes.height();
    float[] difference = new float[plane.length];
    for (int i = 0; i < plane.length; i++) {
      difference[i] = plane[i] - planes.green()[i];
    }
    float[] near = new float[9];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = 0; k < near.length; k++) {
          int column = Math.max(0, Math.min(width - 1, x + k % 3 - 1));
          int row = Math.max(0, Math.min(height - 1, y + k / 3 - 1));
          near[k] = difference[row * width + column];
        }
        Arrays.sort(near);
        plane[y * width + x] = planes.green()[y * width + x] + near[4];
      }
    }
  }

  /** Beyond the edge the mosaic is mirrored, which keeps its colors in their places. */
  record Neighbors(int width, int height) {
    int of(int x, int y) {
      int column = x < 0 ? -x : x >= width ? 2 * width - 2 - x : x;
      int row = y < 0 ? -y : y >= height ? 2 * height - 2 - y : y;
      return row * width + column;
    }
  }
}
