package org.encodertraces.camera;

import org.encodertraces.image.LinearImage;

/** Reduces light to fewer pixels: each gets the mean over its own area. */
final class Reduction {

  private Reduction() {}

  /** The picture itself where it is not larger than asked for. */
  static LinearImage toAtMost(LinearImage image, int width, int height) {
    if (image.width() <= width && image.height() <= height) {
      return image;
    }
    int newWidth = Math.min(width, image.width());
    int newHeight = Math.min(height, image.height());
    float[] across = new float[newWidth * image.height() * 3];
    for (int x = 0; x < newWidth; x++) {
      double from = (double) x * image.width() / newWidth;
      double to = (double) (x + 1) * image.width() / newWidth;
      for (int y = 0; y < image.height(); y++) {
        for (int c = 0; c < 3; c++) {
          across[(y * newWidth + x) * 3 + c] =
              mean(image.rgb(), y * image.width() * 3 + c, 3, from, to, image.width());
        }
      }
    }
    float[] rgb = new float[newWidth * newHeight * 3];
    for (int y = 0; y < newHeight; y++) {
      double from = (double) y * image.height() / newHeight;
      double to = (double) (y + 1) * image.height() / newHeight;
      for (int i = 0; i < newWidth * 3; i++) {
        rgb[y * newWidth * 3 + i] = mean(across, i, newWidth * 3, from, to, image.height());
      }
    }
    return new LinearImage(newWidth, newHeight, rgb);
  }

  private static float mean(
      float[] samples, int start, int stride, double from, double to, int count) {
    double sum = 0;
    for (int i = (int) from; i < to && i < count; i++) {
      sum += samples[start + i * stride] * (Math.min(to, i + 1) - Math.max(from, i));
    }
    return (float) (sum / (to - from));
  }
}
