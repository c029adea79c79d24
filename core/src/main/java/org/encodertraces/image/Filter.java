package org.encodertraces.image;

import java.util.List;
import java.util.Optional;

/**
 * Pillow's resampling filters, with the support (in source pixels at scale 1) and the formulas of
 * its {@code Resample.c}.
 */
public enum Filter {
  /** The sample at the center, no average: {@link Resampling} picks it without weights. */
  NEAREST(0) {
    @Override
    double weight(double x) {
      throw new UnsupportedOperationException("nearest has no weights");
    }
  },
  BOX(0.5) {
    @Override
    double weight(double x) {
      return x > -0.5 && x <= 0.5 ? 1 : 0;
    }
  },
  BILINEAR(1) {
    @Override
    double weight(double x) {
      double distance = Math.abs(x);
      return distance < 1 ? 1 - distance : 0;
    }
  },
  HAMMING(1) {
    @Override
    double weight(double x) {
      double distance = Math.abs(x);
      if (distance == 0) {
        return 1;
      }
      if (distance >= 1) {
        return 0;
      }
      double angle = distance * Math.PI;
      // Pillow's constants are single-precision literals.
      return Math.sin(angle) / angle * (0.54f + 0.46f * Math.cos(angle));
    }
  },
  BICUBIC(2) {
    private static final double A = -0.5;

    @Override
    double weight(double x) {
      double distance = Math.abs(x);
      if (distance < 1) {
        return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
      }
      if (distance < 2) {
        return (((distance - 5) * distance + 8) * distance - 4) * A;
      }
      return 0;
    }
  },
  LANCZOS(3) {
    @Override
    double weight(double x) {
      return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
  };

  private final double support;

  Filter(double support) {
    this.support = support;
  }

  /** Filters by the number that Pillow gives them, 0 … 5. */
  private static final List<Filter> BY_PILLOW_NUMBER =
      List.of(NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX, HAMMING);

  /** The filter of Pillow's number; empty for a number that is none. */
  public static Optional<Filter> ofPillow(int number) {
    return number >= 0 && number < BY_PILLOW_NUMBER.size()
        ? Optional.of(BY_PILLOW_NUMBER.get(number))
        : Optional.empty();
  }

  /** Pillow's number, as {@code resample} of a preprocessor's JSON names filters. */
  public int pillowNumber() {
    return BY_PILLOW_NUMBER.indexOf(this);
  }

  /** Half the width of the filter in source pixels when nothing is scaled down. */
  double support() {
    return support;
  }

  /** The filter's value at distance {@code x} from its center. */
  abstract double weight(double x);

  private static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return Math.sin(angle) / angle;
  }
}
