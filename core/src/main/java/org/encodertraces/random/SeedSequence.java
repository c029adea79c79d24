package org.encodertraces.random;

/**
 * numpy's SeedSequence with a pool of four words: turns a small seed into well-mixed state.
 *
 * <p>Source: numpy 1.24 {@code bit_generator.pyx}, after O'Neill's {@code seed_seq_fe}. Arithmetic
 * is modulo 2^32.
 */
final class SeedSequence {

  private static final int POOL_SIZE = 4;
  private static final int INIT_A = 0x43b0d7e5;
  private static final int MULT_A = 0x931e8875;
  private static final int INIT_B = 0x8b51f9dd;
  private static final int MULT_B = 0x58f38ded;
  private static final int MIX_MULT_L = 0xca01f9dd;
  private static final int MIX_MULT_R = 0x4973f715;
  private static final int X_SHIFT = 16;

  private final int[] pool = new int[POOL_SIZE];
  private int hashConstant = INIT_A;

  private SeedSequence(long seed) {
    // A seed of at most 64 bits is one or two words; the rest of the pool is hashed zeros.
    int[] entropy = {(int) seed, (int) (seed >>> 32), 0, 0};
    for (int i = 0; i < POOL_SIZE; i++) {
      pool[i] = hash(entropy[i]);
    }
    for (int source = 0; source < POOL_SIZE; source++) {
      for (int target = 0; target < POOL_SIZE; target++) {
        if (source != target) {
          pool[target] = mix(pool[target], hash(pool[source]));
        }
      }
    }
  }

  /** {@code SeedSequence(seed).generate_state(words, uint64)}. */
  static long[] generate(long seed, int words) {
    SeedSequence sequence = new SeedSequence(seed);
    long[] state = new long[words];
    int constant = INIT_B;
    for (int i = 0; i < 2 * words; i++) {
      int value = sequence.pool[i % POOL_SIZE] ^ constant;
      constant *= MULT_B;
      value *= constant;
      value ^= value >>> X_SHIFT;
      state[i / 2] |= (value & 0xFFFFFFFFL) << (32 * (i % 2));
    }
    return state;
  }

  private int hash(int value) {
    int hashed = value ^ hashConstant;
    hashConstant *= MULT_A;
    hashed *= hashConstant;
    return hashed ^ (hashed >>> X_SHIFT);
  }

  private static int mix(int x, int y) {
    int mixed = x * MIX_MULT_L - y * MIX_MULT_R;
    return mixed ^ (mixed >>> X_SHIFT);
  }
}
