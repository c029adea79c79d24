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

  /** A Poisson count, by inversion where it is small. */
  double poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > MANY) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * normal()));
    }
    double term = StrictMath.exp(-mean);
    double left = random.nextDouble() - term;
    int count = 0;
    while (left > 0 && count < 400) {
      count++;
      term *= mean / count;
      left -= term;
    }
    return count;
  }
}
