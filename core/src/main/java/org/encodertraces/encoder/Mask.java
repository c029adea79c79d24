package org.encodertraces.encoder;

import java.util.Arrays;
import org.encodertraces.image.RgbImage;

/**
 * Paints a centered rectangle black: hides what a picture shows, keeps the traces of its border.
 *
 * <p>Its sides are sqrt(ratio) of the picture's, bounds rounded half to even (protocol, section 2).
 */
final class Mask {

  private Mask() {}

  static RgbImage paint(RgbImage image, double ratio) {
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
