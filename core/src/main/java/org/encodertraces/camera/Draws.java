package org.encodertraces.camera;

import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.random.StableUniform;

/** Random draws of one purpose, seed and id; equal bits on every platform. Not thread-safe. */
final class Draws {

  /** Above, a Poisson count is drawn as a normal one: their third moments differ by 4 %. */
  private static final double MANY = 40;

  private final NumpyGenerator random;
  private double spare;
  private boolean hasSpare;

  Draws(String purpose, long seed, String id) {
    random = new NumpyGenerator((long) (StableUniform.of(purpose, seed, id) * 0x1.0p53));
  }

  double uniform() {
    return random.nextDouble();
  }

  /** Standard normal (Marsaglia's polar method). */
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * random.nextDouble() - 1;
      v = 2 * random.nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  }

  /**
   * A Poisson count, from one normal draw whatever the mean: two cameras that share their draws get
   * more photons at the same pixels. By inversion where it is small.
   */
  double poisson(double mean) {
    double normal = normal();
    if (mean <= 0) {
      return 0;
    }
    if (mean > MANY) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * normal));
    }
    double term = StrictMath.exp(-mean);
    double left = below(normal) - term;
    int count = 0;
    while (left > 0 && count < 400) {
      count++;
      term *= mean / count;
      left -= term;
    }
    return count;
  }

  /**
   * Share of normal draws below one (M. Abramowitz and I. Stegun, 26.2.17: to 7.5e-8), kept below
   * 1.
   */
  private static double below(double normal) {
    double size = Math.abs(normal);
    double t = 1 / (1 + 0.2316419 * size);
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = 0.3989422804014327 * StrictMath.exp(-0.5 * size * size) * polynomial;
    return normal > 0 ? 1 - tail : tail;
  }
}
