package org.encodertraces.image;

/**
 * 64 bits that tell what a picture looks like from afar: whether each of 9 x 8 gray cells is
 * brighter than its left neighbor (the "difference hash"). Copies differ in few bits, whatever
 * their size and compression.
 */
public record PerceptualHash(long bits) {

  private static final int WIDTH = 9;
  private static final int HEIGHT = 8;

  /** Bits in which two pictures of one scene, saved twice, may differ. */
  public static final int SAME_PICTURE = 4;

  /** The hash of a picture. */
  public static PerceptualHash of(RgbImage image) {
    RgbImage small = Resampling.resize(image, WIDTH, HEIGHT, Filter.BOX);
    long bits = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 1; x < WIDTH; x++) {
        bits = bits << 1 | (luminance(small, x, y) > luminance(small, x - 1, y) ? 1 : 0);
      }
    }
    return new PerceptualHash(bits);
  }

  /** Bits in which two hashes differ: 0 … 64. */
  public int distance(PerceptualHash other) {
    return Long.bitCount(bits ^ other.bits);
  }

  /** Rec. 601, in thousandths. */
  private static int luminance(RgbImage image, int x, int y) {
    return 299 * image.sample(x, y, 0) + 587 * image.sample(x, y, 1) + 114 * image.sample(x, y, 2);
  }
}
