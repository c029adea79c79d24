package org.encodertraces.image;

/**
 * What each output position along one axis takes from the source: {@code weights} is [positions,
 * most], of which the first {@code counts[i]} of row i are used, on source positions from {@code
 * starts[i]}.
 *
 * <p>Weights are fixed-point with {@link #PRECISION_BITS} bits after the point. Source: Pillow 9.4
 * {@code Resample.c}, {@code precompute_coeffs} and {@code normalize_coeffs_8bpc}.
 */
record Taps(int most, int[] starts, int[] counts, int[] weights) {

  /** 32 bits less 8 of the sample and 2 of head-room for the overshoot of negative lobes. */
  static final int PRECISION_BITS = 32 - 8 - 2;

  /** The taps of positions {@code from} to {@code from + positions - 1} of the resized axis. */
  static Taps of(int sourceSize, int targetSize, Filter filter, int from, int positions) {
    if (sourceSize == targetSize) {
      return each(from, positions);
    }
    double scale = (double) sourceSize / targetSize;
    double filterScale = Math.max(1, scale);
    double support = filter.support() * filterScale;
    int most = (int) Math.ceil(support) * 2 + 1;
    int[] starts = new int[positions];
    int[] counts = new int[positions];
    int[] fixed = new int[positions * most];
    double[] weights = new double[most];
    double inverseFilterScale = 1 / filterScale;
    for (int i = 0; i < positions; i++) {
      double center = (from + i + 0.5) * scale;
      int start = Math.max(0, (int) (center - support + 0.5));
      int count = Math.min(sourceSize, (int) (center + support + 0.5)) - start;
      double sum = 0;
      for (int k = 0; k < count; k++) {
        weights[k] = filter.weight((k + start - center + 0.5) * inverseFilterScale);
        sum += weights[k];
      }
      for (int k = 0; k < count; k++) {
        double weight = sum == 0 ? weights[k] : weights[k] / sum;
        fixed[i * most + k] = (int) (Math.copySign(0.5, weight) + weight * (1 << PRECISION_BITS));
      }
      starts[i] = start;
      counts[i] = count;
    }
    return new Taps(most, starts, counts, fixed);
  }

  /** An axis that keeps its size: Pillow leaves the pass out, and a weight of one does the same. */
  private static Taps each(int from, int positions) {
    int[] starts = new int[positions];
    int[] counts = new int[positions];
    int[] weights = new int[positions];
    for (int i = 0; i < positions; i++) {
      starts[i] = from + i;
      counts[i] = 1;
      weights[i] = 1 << PRECISION_BITS;
    }
    return new Taps(1, starts, counts, weights);
  }

  int positions() {
    return starts.length;
  }

  /** The first source position that any output takes. */
  int firstSource() {
    return starts[0];
  }

  /** One past the last source position that output {@code position} takes. */
  int endSource(int position) {
    return starts[position] + counts[position];
  }

  /** One past the last source position that any output takes. */
  int endSource() {
    return endSource(positions() - 1);
  }
}
