package org.encodertraces.random;

import java.util.random.RandomGenerator;

/**
 * numpy's {@code default_rng(seed)}: SeedSequence, PCG64 and its bounded integers, bit for bit.
 *
 * <p>The study draws the classes of training images with {@code default_rng(seed).choice(k, n)}; to
 * repeat its numbers the same draws are needed. Sources: M. E. O'Neill, "PCG" (HMC-CS-2014-0905)
 * for the XSL-RR 128/64 output; numpy 1.24 {@code bit_generator.pyx} for the seeding; D. Lemire,
 * "Fast random integer generation in an interval" (2019) for {@link #choice}.
 *
 * <p>Not thread-safe: one instance belongs to one loop.
 */
public final class NumpyGenerator implements RandomGenerator {

  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
  private static final long LOW_32 = 0xFFFFFFFFL;

  private final long incrementHigh;
  private final long incrementLow;
  private long stateHigh;
  private long stateLow;

  private boolean hasBufferedHalf;
  private int bufferedHalf;

  /** As {@code numpy.random.default_rng(seed)}; {@code seed} must not be negative. */
  public NumpyGenerator(long seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("seed " + seed + ": expected 0 or more, as numpy does");
    }
    long[] words = SeedSequence.generate(seed, 4);
    // pcg_setseq_128_srandom: increment = (sequence << 1) | 1, then two steps around the seed.
    incrementHigh = (words[2] << 1) | (words[3] >>> 63);
    incrementLow = (words[3] << 1) | 1;
    step();
    long low = stateLow + words[1];
    long carry = Long.compareUnsigned(low, stateLow) < 0 ? 1 : 0;
    stateHigh += words[0] + carry;
    stateLow = low;
    step();
  }

  @Override
  public long nextLong() {
    step();
    return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
  }

  /** A double in [0, 1) with 53 random bits, as {@code Generator.random()}. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Half of a 64-bit draw, the low half first, as numpy's {@code next_uint32} of PCG64. */
  @Override
  public int nextInt() {
    if (hasBufferedHalf) {
      hasBufferedHalf = false;
      return bufferedHalf;
    }
    long next = nextLong();
    hasBufferedHalf = true;
    bufferedHalf = (int) (next >>> 32);
    return (int) next;
  }

  /**
   * {@code n} draws from 0 … {@code k - 1} with replacement, as {@code Generator.choice(k, n)}.
   *
   * @return [n]
   */
  public int[] choice(int k, int n) {
    if (k < 1) {
      throw new IllegalArgumentException("cannot draw from " + k + " values");
    }
    int[] draws = new int[n];
    for (int i = 0; i < n; i++) {
      draws[i] = nextBounded(k);
    }
    return draws;
  }

  /** A uniformly random order of 0 … {@code n - 1}. */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order);
    return order;
  }

  /** Shuffles in place (Fisher and Yates, from the last element down). */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextBounded(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** Lemire's method on 32-bit draws; a single value takes no draw, as in numpy. */
  private int nextBounded(int k) {
    if (k == 1) {
      return 0;
    }
    long product = (nextInt() & LOW_32) * k;
    long leftover = product & LOW_32;
    if (leftover < k) {
      long threshold = (LOW_32 - (k - 1)) % k;
      while (leftover < threshold) {
        product = (nextInt() & LOW_32) * k;
        leftover = product & LOW_32;
      }
    }
    return (int) (product >>> 32);
  }

  private void step() {
    long high =
        unsignedMultiplyHigh(stateLow, MULTIPLIER_LOW)
            + stateHigh * MULTIPLIER_LOW
            + stateLow * MULTIPLIER_HIGH;
    long low = stateLow * MULTIPLIER_LOW;
    stateLow = low + incrementLow;
    long carry = Long.compareUnsigned(stateLow, low) < 0 ? 1 : 0;
    stateHigh = high + incrementHigh + carry;
  }

  /** Math.unsignedMultiplyHigh is Java 18; this is its definition. */
  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
