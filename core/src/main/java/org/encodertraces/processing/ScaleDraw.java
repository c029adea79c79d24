package org.encodertraces.processing;

import java.math.BigDecimal;
import org.encodertraces.random.StableUniform;

/** Where a {@link Operation.RandomScale} takes a photo's scale from. */
public sealed interface ScaleDraw {

  /** A scale from {@code low} to {@code high}. */
  double between(double low, double high);

  /**
   * One draw a photo. It belongs to the photo's id and the seed alone, and every filter shares it,
   * so that the classes of a parameter differ by nothing but the filter.
   */
  record OfPhoto(long seed, String id) implements ScaleDraw {

    @Override
    public double between(double low, double high) {
      // In decimals: 1.2 - 0.8 in doubles is not the 0.4 that the text says.
      double span = BigDecimal.valueOf(high).subtract(BigDecimal.valueOf(low)).doubleValue();
      return low + span * StableUniform.of("interpolation scale", seed, id);
    }
  }

  /** The same scale for every photo, whatever the range. */
  record Fixed(double scale) implements ScaleDraw {

    @Override
    public double between(double low, double high) {
      return scale;
    }
  }
}
