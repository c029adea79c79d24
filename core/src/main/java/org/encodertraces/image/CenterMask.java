package org.encodertraces.image;

import java.util.Arrays;

/**
 * Paints a centered rectangle black: hides what a picture shows, keeps the traces of its border.
 *
 * <p>Its sides are sqrt(ratio) of the picture's, bounds rounded half to even (protocol, section 2).
 */
public final class CenterMask {

  private CenterMask() {}

  /**
   * The masked picture.
   *
   * @param ratio share of the area that is painted, above 0 and up to 1
   */
  public static RgbImage paint(RgbImage image, double ratio) {
    int width = image.width();
    int height = image.height();
    double side = Math.sqrt(ratio);
    int left = (int) Math.rint((width - width * side) / 2);
    int right = (int) Math.rint((width + width * side) / 2);
    int top = (int) Math.rint((height - height * side) / 2);
    int bottom = (int) Math.rint((height + height * side) / 2);
    byte[] rgb = image.rgb().clone();
    for (int row = top; row < bottom; row++) {
      int start = row * width * 3;
      Arrays.fill(rgb, start + left * 3, start + right * 3, (byte) 0);
    }
    return new RgbImage(width, height, rgb);
  }
}
