package org.encodertraces.image;

/**
 * Pillow's {@code ImageEnhance.Sharpness}, bit for bit: the picture blended with (below 1) or away
 * from (above 1) its smoothed self.
 *
 * <p>Source: Pillow 9.4 {@code ImageFilter.SMOOTH} (3 x 3, weights 1 and 5, sum 13), {@code
 * ImagingFilter3x3} (the border keeps its samples) and {@code ImagingBlend}.
 */
public final class Sharpness {

  private static final int KERNEL_SUM = 13;

  private Sharpness() {}

  /**
   * The picture at sharpness {@code factor}: 0 is smoothed, 1 as it is, more is sharper.
   *
   * @param factor 0 or more
   */
  public static RgbImage enhance(RgbImage image, double factor) {
    if (!(factor >= 0)) {
      throw new IllegalArgumentException("sharpness factor " + factor + ": expected 0 or more");
    }
    int width = image.width();
    int height = image.height();
    if (factor == 1 || width < 3 || height < 3) {
      return image;
    }
    float alpha = (float) factor;
    byte[] source = image.rgb();
    byte[] target = source.clone();
    int stride = width * 3;
    for (int row = 1; row < height - 1; row++) {
      int end = (row + 1) * stride - 3;
      for (int i = row * stride + 3; i < end; i++) {
        int center = source[i] & 0xFF;
        int sum =
            neighborSum(source, i - stride)
                + neighborSum(source, i)
                + neighborSum(source, i + stride)
                + 4 * center;
        // Pillow adds 0.5 and truncates in floats; the sum is never halfway between two integers
        // because 13 is odd, so integers give the same.
        int smooth = (2 * sum + KERNEL_SUM) / (2 * KERNEL_SUM);
        float blended = smooth + alpha * (center - smooth);
        target[i] = (byte) Math.max(0, Math.min(255, (int) blended));
      }
    }
    return new RgbImage(width, height, target);
  }

  private static int neighborSum(byte[] samples, int i) {
    return (samples[i - 3] & 0xFF) + (samples[i] & 0xFF) + (samples[i + 3] & 0xFF);
  }
}
