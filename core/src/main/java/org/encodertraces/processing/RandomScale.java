package org.encodertraces.processing;

import org.encodertraces.random.StableUniform;

/**
 * The scale of the interpolation processings: 1 + U(-0.2, 0.2), one draw a photo.
 *
 * <p>The draw belongs to the photo's id and the seed alone, and the four filters share it, so that
 * the classes of the parameter differ by nothing but the filter.
 */
public final class RandomScale {

  private static final double SPREAD = 0.2;

  private RandomScale() {}

  /** The scale of photo {@code id}, in [0.8, 1.2). */
  public static double of(long seed, String id) {
    return 1 - SPREAD + 2 * SPREAD * StableUniform.of("interpolation scale", seed, id);
  }
}
