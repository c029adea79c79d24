package org.encodertraces.encoder;

import org.encodertraces.image.RgbImage;

/**
 * A picture as float planes in JPEG's color space (BT.601, full range): [height, width] each, 0 …
 * 255 for luma, around 0 for chroma.
 */
record Planes(int width, int height, float[] luma, float[] blueChroma, float[] redChroma) {

  static Planes of(RgbImage image) {
    int pixels = image.width() * image.height();
    float[] luma = new float[pixels];
    float[] blueChroma = new float[pixels];
    float[] redChroma = new float[pixels];
    byte[] rgb = image.rgb();
    for (int i = 0; i < pixels; i++) {
      int red = rgb[3 * i] & 0xFF;
      int green = rgb[3 * i + 1] & 0xFF;
      int blue = rgb[3 * i + 2] & 0xFF;
      float y = 0.299f * red + 0.587f * green + 0.114f * blue;
      luma[i] = y;
      blueChroma[i] = (blue - y) / 1.772f;
      redChroma[i] = (red - y) / 1.402f;
    }
    return new Planes(image.width(), image.height(), luma, blueChroma, redChroma);
  }
}
