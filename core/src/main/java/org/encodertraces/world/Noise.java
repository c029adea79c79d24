package org.encodertraces.world;

/**
 * Smooth random fields: value noise on a lattice, summed over octaves. Integer hashes and
 * polynomials alone, so that every platform draws the same picture.
 */
public final class Noise {

  private final int seed;

  /** The fields of a seed. */
  public Noise(int seed) {
    this.seed = seed;
  }

  /** A field in [0, 1) that varies over distances of 1. */
  public double at(double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double u = smooth(x - column);
    double v = smooth(y - row);
    double top = lerp(lattice(column, row), lattice(column + 1, row), u);
    double bottom = lerp(lattice(column, row + 1), lattice(column + 1, row + 1), u);
    return lerp(top, bottom, v);
  }

  /** The sum of {@code octaves} fields, each twice as fine and half as strong, in [0, 1). */
  public double fractal(double x, double y, int octaves) {
    double sum = 0;
    double strength = 0.5;
    double total = 0;
    for (int i = 0; i < octaves; i++) {
      sum += strength * at(x + 17.3 * i, y - 9.1 * i);
      total += strength;
      x *= 2;
      y *= 2;
      strength /= 2;
    }
    return sum / total;
  }

  /** An independent value in [0, 1) for each lattice point. */
  public double lattice(int column, int row) {
    int h = seed + column * 0x9E3779B1 + row * 0x85EBCA77;
    h ^= h >>> 15;
    h *= 0x2C1B3C6D;
    h ^= h >>> 12;
    h *= 0x297A2D39;
    h ^= h >>> 15;
    return (h >>> 8) * 0x1.0p-24;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
