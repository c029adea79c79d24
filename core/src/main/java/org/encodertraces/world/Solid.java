package org.encodertraces.world;

import org.encodertraces.random.NumpyGenerator;

/**
 * A shape as a field of distances, about one unit in radius around the origin, y upward. What is
 * returned is never more than the distance to the surface, negative inside (I. Quilez, "Distance
 * functions", for the boxes, cylinders and tori that they are made of).
 */
interface Solid {

  double distance(double x, double y, double z);

  /** Which of the object's two colors a point of its surface has: 0 or 1. */
  default int part(double x, double y, double z) {
    return 0;
  }

  private static double between(NumpyGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  static Solid ball(NumpyGenerator random) {
    double radius = between(random, 0.78, 0.95);
    return (x, y, z) -> Curves.length(x, y, z) - radius;
  }

  static Solid box(double halfX, double halfY, double halfZ, double rounding) {
    return (x, y, z) -> {
      double dx = Math.abs(x) - halfX + rounding;
      double dy = Math.abs(y) - halfY + rounding;
      double dz = Math.abs(z) - halfZ + rounding;
      double outside = Curves.length(Math.max(dx, 0), Math.max(dy, 0), Math.max(dz, 0));
      return outside + Math.min(Math.max(dx, Math.max(dy, dz)), 0) - rounding;
    };
  }

  static Solid cube(NumpyGenerator random) {
    double half = between(random, 0.58, 0.72);
    return box(
        half * between(random, 0.88, 1.12),
        half * between(random, 0.88, 1.12),
        half * between(random, 0.88, 1.12),
        between(random, 0.03, 0.16));
  }

  static Solid torus(NumpyGenerator random) {
    double ring = between(random, 0.64, 0.74);
    double tube = between(random, 0.19, 0.31);
    return (x, y, z) -> Curves.length(Curves.length(x, z) - ring, y) - tube;
  }

  private static double cylinder(
      double x, double y, double z, double radius, double half, double rounding) {
    double across = Curves.length(x, z) - radius + rounding;
    double along = Math.abs(y) - half + rounding;
    return Curves.length(Math.max(across, 0), Math.max(along, 0))
        + Math.min(Math.max(across, along), 0)
        - rounding;
  }

  static Solid mug(NumpyGenerator random) {
    double radius = between(random, 0.5, 0.62);
    double half = between(random, 0.58, 0.74);
    double wall = 0.07;
    double grip = between(random, 0.27, 0.36);
    double taper = between(random, -0.12, 0.12);
    return new Solid() {
      @Override
      public double distance(double x, double y, double z) {
        double narrow = 1 + taper * y;
        double outer = cylinder(x / narrow, y, z / narrow, radius, half, 0.05) * 0.88;
        double inner = cylinder(x / narrow, y - 0.12, z / narrow, radius - wall, half, 0.05) * 0.88;
        double along = x - radius - 0.04;
        double handle = Curves.length(Curves.length(along, 0.85 * y) - grip, z) - 0.075;
        handle = Math.max(handle, -(Curves.length(x, z) - radius + wall / 2));
        return Curves.union(Math.max(outer, -inner), handle, 0.06);
      }

      @Override
      public int part(double x, double y, double z) {
        return Curves.length(x, z) < radius * (1 + taper * y) - wall / 2 && y > -half + 0.06
            ? 1
            : 0;
      }
    };
  }

  static Solid bottle(NumpyGenerator random) {
    double radius = between(random, 0.3, 0.42);
    double shoulder = between(random, 0.08, 0.3);
    double neck = between(random, 0.1, 0.15);
    double blend = between(random, 0.15, 0.4);
    return new Solid() {
      @Override
      public double distance(double x, double y, double z) {
        double body = cylinder(x, y + 0.42, z, radius, 0.5 + shoulder / 2, 0.08);
        double throat = cylinder(x, y - 0.5, z, neck, 0.45, 0.02);
        double rim = cylinder(x, y - 0.88, z, neck + 0.035, 0.09, 0.025);
        return Math.min(Curves.union(body, throat, blend), rim);
      }

      @Override
      public int part(double x, double y, double z) {
        return y > 0.79 ? 1 : 0;
      }
    };
  }

  static Solid mushroom(NumpyGenerator random) {
    double cap = between(random, 0.68, 0.86);
    double flat = between(random, 0.62, 0.95);
    double stem = between(random, 0.17, 0.27);
    double height = between(random, 0.05, 0.3);
    return new Solid() {
      @Override
      public double distance(double x, double y, double z) {
        double up = (y - height) / flat;
        double dome = (Curves.length(x, up, z) - cap) * flat;
        double hollow = -(y - height + 0.1 - 0.18 * (x * x + z * z));
        double hat = -Curves.union(-dome, -hollow, 0.12);
        double lean = (y + 0.9) * (y + 0.9) * 0.06;
        double foot = stem * (1 + 0.35 * Curves.step(-0.3, -0.95, y));
        double stalk = cylinder(x - lean, y + 0.4, z, foot, 0.55, 0.05) * 0.9;
        return Curves.union(hat, stalk, 0.05);
      }

      @Override
      public int part(double x, double y, double z) {
        return y < height - 0.06 + 0.18 * (x * x + z * z) ? 1 : 0;
      }
    };
  }

  static Solid pebble(NumpyGenerator random) {
    double flat = between(random, 0.4, 0.75);
    double lengthy = between(random, 0.7, 1);
    return (x, y, z) -> (Curves.length(x, y / flat, z / lengthy) - 0.9) * flat;
  }

  static Solid rod(NumpyGenerator random) {
    double thick = between(random, 0.05, 0.1);
    return (x, y, z) -> {
      double beyond = Math.max(Math.abs(x) - 0.9, 0);
      return Curves.length(beyond, y, z) - thick;
    };
  }

  static Solid slab(NumpyGenerator random) {
    return box(
        between(random, 0.6, 0.9), between(random, 0.1, 0.22), between(random, 0.4, 0.6), 0.03);
  }
}
