package org.encodertraces.embedding;

/**
 * x → L2(Wx + b): what a repair is, whichever method fitted it. Whoever applies it scales x to
 * length 1 first where it was fitted {@link FittedOn.Unit on unit vectors}, and takes x as stored
 * where it was fitted {@link FittedOn.Raw on raw ones}.
 *
 * @param dimension d
 * @param weight W, [d, d] float32, row-major: row i makes the i-th coordinate
 * @param bias b, [d] float32
 * @param fittedOn which vectors it expects
 */
public record AffineMap(int dimension, float[] weight, float[] bias, FittedOn fittedOn) {

  /** Which vectors a map was fitted on. */
  public sealed interface FittedOn {

    /** Vectors scaled to length 1. */
    record Unit() implements FittedOn {}

    /**
     * Vectors as stored.
     *
     * @param lowest the smallest length that the map takes
     * @param highest the largest
     */
    record Raw(double lowest, double highest) implements FittedOn {}
  }

  public AffineMap {
    if (weight.length != dimension * dimension || bias.length != dimension) {
      throw new IllegalArgumentException(
          "a map of dimension %d has %d weights and %d biases"
              .formatted(dimension, weight.length, bias.length));
    }
  }
}
