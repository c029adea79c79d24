package org.encodertraces.world;

/**
 * A solid at its place: turned, scaled and set down.
 *
 * <p>{@code turn} is the rotation from the solid's own axes to the world's, [3, 3] row-major;
 * {@code x, y, z} where its origin lies; {@code radius} of a ball around it that holds all of it.
 */
record Body(
    Solid solid,
    Surface surface,
    double[] turn,
    double x,
    double y,
    double z,
    double scale,
    double radius) {

  /** Half of the largest solid's diagonal, in its own units. */
  private static final double REACH = 1.3;

  private static final int COLUMNS = 24;

  /** A solid set down at (x, z) so that its lowest point touches the ground. */
  static Body onGround(
      Solid solid, Surface surface, double[] turn, double x, double z, double scale) {
    Body floating = new Body(solid, surface, turn, x, 0, z, scale, REACH * scale);
    double lowest = REACH * scale;
    for (int i = 0; i < COLUMNS * COLUMNS; i++) {
      double px = x + ((i % COLUMNS + 0.5) / COLUMNS * 2 - 1) * REACH * scale;
      int row = i / COLUMNS;
      double pz = z + ((row + 0.5) / COLUMNS * 2 - 1) * REACH * scale;
      double py = -REACH * scale;
      while (py < lowest) {
        double distance = floating.distance(px, py, pz);
        if (distance < 0.002 * scale) {
          lowest = py;
          break;
        }
        py += distance;
      }
    }
    // A little into the ground, as things in grass and sand are.
    return new Body(solid, surface, turn, x, -lowest - 0.012 * scale, z, scale, floating.radius);
  }

  double distance(double px, double py, double pz) {
    double dx = px - x;
    double dy = py - y;
    double dz = pz - z;
    return solid.distance(
            (turn[0] * dx + turn[3] * dy + turn[6] * dz) / scale,
            (turn[1] * dx + turn[4] * dy + turn[7] * dz) / scale,
            (turn[2] * dx + turn[5] * dy + turn[8] * dz) / scale)
        * scale;
  }

  /** The color at a point of the surface. */
  void color(double px, double py, double pz, double footprint, Texel out) {
    double dx = px - x;
    double dy = py - y;
    double dz = pz - z;
    double ox = (turn[0] * dx + turn[3] * dy + turn[6] * dz) / scale;
    double oy = (turn[1] * dx + turn[4] * dy + turn[7] * dz) / scale;
    double oz = (turn[2] * dx + turn[5] * dy + turn[8] * dz) / scale;
    surface.color(ox, oy, oz, solid.part(ox, oy, oz), footprint / scale, out);
  }

  /**
   * Where a ray enters and leaves the ball around the body, into {@code span}; false if nowhere.
   */
  boolean span(double ox, double oy, double oz, double dx, double dy, double dz, double[] span) {
    double cx = x - ox;
    double cy = y - oy;
    double cz = z - oz;
    double middle = cx * dx + cy * dy + cz * dz;
    double square = radius * radius - (cx * cx + cy * cy + cz * cz - middle * middle);
    if (square <= 0) {
      return false;
    }
    double half = Math.sqrt(square);
    span[0] = Math.max(0, middle - half);
    span[1] = middle + half;
    return span[1] > 0;
  }
}
