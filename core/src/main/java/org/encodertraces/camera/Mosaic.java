package org.encodertraces.camera;

/**
 * What a sensor gives: {@code values} is [height, width], row-major, one unsigned value a pixel,
 * under a Bayer pattern of red, green / green, blue from the top left.
 *
 * @param black value of no light
 * @param white value of full scale
 */
public record Mosaic(int width, int height, char[] values, int black, int white) {

  /** The color of a pixel: 0 red, 1 green, 2 blue. */
  public static int channel(int x, int y) {
    return (x & 1) + (y & 1);
  }

  /** A pixel's signal, 1 for full scale. */
  public double signal(int x, int y) {
    return (values[y * width + x] - black) / (double) (white - black);
  }
}
