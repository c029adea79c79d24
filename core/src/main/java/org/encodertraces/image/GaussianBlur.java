package org.encodertraces.image;

/**
 * Pillow's {@code ImageFilter.GaussianBlur}, bit for bit: three passes of an extended box blur
 * along rows, then three along columns, in 24-bit fixed point, each pass rounded to 8 bits.
 *
 * <p>Source: Pillow 9.4 {@code BoxBlur.c}; the box of a Gaussian is from Gwosdek et al.,
 * "Theoretical foundations of Gaussian convolution by extended box filtering", SSVM 2011, equations
 * 7, 11 and 14.
 */
public final class GaussianBlur {

  private static final int PASSES = 3;
  private static final int PRECISION_BITS = 24;
  private static final int ONE = 1 << PRECISION_BITS;
  private static final int HALF = ONE >> 1;

  private GaussianBlur() {}

  /**
   * The blurred picture.
   *
   * @param radius standard deviation in pixels; 0 leaves the picture as it is
   */
  public static RgbImage blur(RgbImage image, double radius) {
    if (!(radius >= 0)) {
      throw new IllegalArgumentException("blur radius " + radius + ": expected 0 or more");
    }
    if (radius == 0) {
      return image;
    }
    Box box = Box.ofGaussian((float) radius);
    int width = image.width();
    int height = image.height();
    byte[] samples = image.rgb().clone();
    byte[] line = new byte[Math.max(width, height)];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < height; y++) {
        blurLine(samples, y * width * 3 + channel, 3, width, line, box);
      }
      for (int x = 0; x < width; x++) {
        blurLine(samples, x * 3 + channel, width * 3, height, line, box);
      }
    }
    return new RgbImage(width, height, samples);
  }

  /** All passes over one line of samples, {@code stride} apart from {@code offset} on. */
  private static void blurLine(
      byte[] samples, int offset, int stride, int length, byte[] line, Box box) {
    int last = length - 1;
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < length; i++) {
        line[i] = samples[offset + i * stride];
      }
      // The box around the pixel before the first; beyond an end, the end's sample repeats.
      int sum = (line[0] & 0xFF) * (box.radius + 1);
      for (int i = 0; i < box.radius; i++) {
        sum += line[Math.min(i, last)] & 0xFF;
      }
      for (int i = 0; i < length; i++) {
        int left = line[Math.max(i - box.radius - 1, 0)] & 0xFF;
        sum += (line[Math.min(i + box.radius, last)] & 0xFF) - left;
        int right = line[Math.min(i + box.radius + 1, last)] & 0xFF;
        // At most 255 << 24: beyond the sign bit, so the shift is unsigned.
        int blurred = sum * box.inner + (left + right) * box.outer + HALF;
        samples[offset + i * stride] = (byte) (blurred >>> PRECISION_BITS);
      }
    }
  }

  /**
   * A box of fractional radius.
   *
   * @param radius whole pixels on each side with the weight {@code inner}
   * @param outer weight of the one pixel beyond on each side
   */
  private record Box(int radius, int inner, int outer) {

    static Box ofGaussian(float deviation) {
      float variance = deviation * deviation / PASSES;
      float length = (float) Math.sqrt(12.0 * variance + 1.0);
      float floor = (float) Math.floor((length - 1.0) / 2.0);
      float part = (2 * floor + 1) * (floor * (floor + 1) - 3 * variance);
      part /= 6 * (variance - (floor + 1) * (floor + 1));
      float radius = floor + part;
      int inner = (int) (ONE / (radius * 2 + 1));
      int outer = (ONE - (2 * whole(radius) + 1) * inner) / 2;
      return new Box(whole(radius), inner, outer);
    }

    private static int whole(float radius) {
      return (int) radius;
    }
  }
}
