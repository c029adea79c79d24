package org.encodertraces.camera;

/**
 * What a sensor's pixels have of their own, whatever is shot: standard normal draws from its serial
 * number and its size, [height, width] row-major.
 */
record SensorPattern(float[] responses, float[] offsets) {

  static SensorPattern of(long serial, int width, int height) {
    Draws draws = new Draws("sensor pattern", serial, width + " x " + height);
    float[] responses = new float[width * height];
    float[] offsets = new float[width * height];
    for (int i = 0; i < responses.length; i++) {
      responses[i] = (float) draws.normal();
      offsets[i] = (float) draws.normal();
    }
    return new SensorPattern(responses, offsets);
  }
}
