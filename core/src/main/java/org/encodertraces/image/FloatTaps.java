package org.encodertraces.image;

/**
 * What each output position along one axis takes from the source, in float32: {@code most} pairs of
 * a source position and a weight, unused ones of weight 0.
 */
final class FloatTaps {

  private final int most;
  private final int[] sources;
  private final float[] weights;

  FloatTaps(int positions, int most) {
    this.most = most;
    sources = new int[positions * most];
    weights = new float[positions * most];
  }

  void put(int position, int tap, int source, float weight) {
    sources[position * most + tap] = source;
    weights[position * most + tap] = weight;
  }

  int positions() {
    return weights.length / most;
  }

  int most() {
    return most;
  }

  int source(int position, int tap) {
    return sources[position * most + tap];
  }

  float weight(int position, int tap) {
    return weights[position * most + tap];
  }
}
