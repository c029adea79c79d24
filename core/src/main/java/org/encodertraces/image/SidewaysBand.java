package org.encodertraces.image;

/**
 * Some rows of a picture on their side: a line is a column of them, so that a weighted sum of
 * neighboring pixels is one of whole lines.
 */
final class SidewaysBand {

  private final RgbImage image;
  private final Taps columns;
  private final int most;
  private final LineRing red;
  private final LineRing green;
  private final LineRing blue;
  private final int[] redSums;
  private final int[] greenSums;
  private final int[] blueSums;

  /**
   * A band.
   *
   * @param most rows that it takes
   */
  SidewaysBand(RgbImage image, Taps columns, int most) {
    this.image = image;
    this.columns = columns;
    this.most = most;
    red = new LineRing(columns.most(), most);
    green = new LineRing(columns.most(), most);
    blue = new LineRing(columns.most(), most);
    redSums = new int[most];
    greenSums = new int[most];
    blueSums = new int[most];
  }

  /** Rows that it takes at most. */
  int most() {
    return most;
  }

  /**
   * Resamples {@code count} rows from {@code row} on along their length.
   *
   * @param target gets them as interleaved RGB lines, each at its row's position
   */
  void narrow(int row, int count, LineRing target) {
    int[][] rows = new int[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = target.line(row + i);
    }
    int next = columns.firstSource();
    for (int column = 0; column < columns.positions(); column++) {
      for (; next < columns.endSource(column); next++) {
        turn(row, count, next);
      }
      red.sum(columns, column, redSums, count);
      green.sum(columns, column, greenSums, count);
      blue.sum(columns, column, blueSums, count);
      for (int i = 0; i < count; i++) {
        int[] line = rows[i];
        line[3 * column] = redSums[i];
        line[3 * column + 1] = greenSums[i];
        line[3 * column + 2] = blueSums[i];
      }
    }
  }

  /** Reads a column of the source into the rings. */
  private void turn(int row, int count, int column) {
    int[] reds = red.line(column);
    int[] greens = green.line(column);
    int[] blues = blue.line(column);
    byte[] rgb = image.rgb();
    int step = image.width() * 3;
    int in = row * step + column * 3;
    for (int i = 0; i < count; i++, in += step) {
      reds[i] = rgb[in] & 0xFF;
      greens[i] = rgb[in + 1] & 0xFF;
      blues[i] = rgb[in + 2] & 0xFF;
    }
  }
}
