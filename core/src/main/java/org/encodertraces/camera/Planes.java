package org.encodertraces.camera;

/**
 * Three planes of a picture on its way through a camera: {@code red}, {@code green} and {@code
 * blue} are [height, width], row-major. Stages change them in place.
 */
record Planes(int width, int height, float[] red, float[] green, float[] blue) {

  Planes(int width, int height) {
    this(
        width,
        height,
        new float[width * height],
        new float[width * height],
        new float[width * height]);
  }

  float[] plane(int channel) {
    return channel == 0 ? red : channel == 1 ? green : blue;
  }
}
