package org.encodertraces.camera;

import java.util.ArrayList;
import java.util.List;

/**
 * The profile across a slanted edge, from the pixels of one color of mosaics (ISO 12233): light by
 * distance from the edge in quarters of a pixel.
 *
 * @param light by bin; bin i holds distances from {@code (i - bins / 2) / 4} on
 */
record EdgeProfile(double[] light) {

  private static final int BINS_A_PIXEL = 4;

  /** Pixels on each side of the edge. */
  private static final int REACH = 14;

  /** Pixels on each side that the edge's own blur reaches. */
  private static final int NEAR = 6;

  /**
   * Measures.
   *
   * @param column where the edge is thought to cross the middle row, {@code slope} columns a row
   * @param rows above and below the middle
   */
  static EdgeProfile of(List<Mosaic> mosaics, int channel, double column, double slope, int rows) {
    int bins = 2 * REACH * BINS_A_PIXEL;
    double[] sums = new double[bins];
    int[] counts = new int[bins];
    double cosine = 1 / Math.sqrt(1 + slope * slope);
    for (Mosaic mosaic : mosaics) {
      int middle = mosaic.height() / 2;
      for (int y = middle - rows; y < middle + rows; y++) {
        double edge = column + slope * (y + 0.5 - middle);
        for (int x = (int) edge - REACH - 2; x < edge + REACH + 2; x++) {
          if (x < 0 || x >= mosaic.width() || Mosaic.channel(x, y) != channel) {
            continue;
          }
          int bin = (int) Math.floor(((x + 0.5 - edge) * cosine + REACH) * BINS_A_PIXEL);
          if (bin >= 0 && bin < bins) {
            sums[bin] += mosaic.signal(x, y);
            counts[bin]++;
          }
        }
      }
    }
    double[] light = new double[bins];
    for (int i = 0; i < bins; i++) {
      light[i] = counts[i] == 0 ? (i == 0 ? 0 : light[i - 1]) : sums[i] / counts[i];
    }
    return new EdgeProfile(light);
  }

  /** How far to the right of where it was thought the edge lies, in pixels across it. */
  double shift() {
    int n = light.length;
    int from = n / 2 - NEAR * BINS_A_PIXEL;
    int to = n / 2 + NEAR * BINS_A_PIXEL;
    double dark = 0;
    double bright = 0;
    for (int i = 0; i < from; i++) {
      dark += light[i] / from;
      bright += light[n - 1 - i] / from;
    }
    // The bright side's area near the edge: as far as a sharp edge in its place would reach.
    double area = 0;
    for (int i = from; i < to; i++) {
      area += (light[i] - dark) / (bright - dark);
    }
    return (n / 2.0 - from - area) / BINS_A_PIXEL;
  }

  /** Where the modulation has fallen to a half, in cycles a pixel. */
  double mtf50() {
    List<Double> frequencies = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (double f = 0; f <= 0.6; f += 0.005) {
      frequencies.add(f);
      values.add(mtf(f));
    }
    return crossing(frequencies, values);
  }

  static double crossing(List<Double> frequencies, List<Double> values) {
    for (int i = 1; i < values.size(); i++) {
      double before = values.get(i - 1) / values.get(0);
      double after = values.get(i) / values.get(0);
      if (before >= 0.5 && after < 0.5) {
        double share = (before - 0.5) / (before - after);
        return frequencies.get(i - 1) + share * (frequencies.get(i) - frequencies.get(i - 1));
      }
    }
    return Double.NaN;
  }

  /** Modulation at a frequency, in any unit; the bins' width and the difference's are undone. */
  private double mtf(double frequency) {
    double re = 0;
    double im = 0;
    int n = light.length - 1;
    for (int i = 0; i < n; i++) {
      double change = light[i + 1] - light[i];
      double window = 0.54 + 0.46 * StrictMath.cos(2 * Math.PI * (i + 0.5 - n / 2.0) / n);
      double phase = 2 * Math.PI * frequency * i / BINS_A_PIXEL;
      re += change * window * StrictMath.cos(phase);
      im += change * window * StrictMath.sin(phase);
    }
    double bin = sinc(frequency / BINS_A_PIXEL);
    return Math.sqrt(re * re + im * im) / (bin * bin);
  }

  static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }
}
