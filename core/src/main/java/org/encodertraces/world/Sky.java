package org.encodertraces.world;

/** The sky of a light: a gradient, clouds, and the glow around the source. */
record Sky(Light light, Noise noise, double cover, double scale) {

  void color(double dx, double dy, double dz, boolean clouds, Texel out) {
    double up = Math.max(dy, 0);
    out.color(light.horizon(), 1);
    out.mix(light.zenith(), 1 - Curves.power(1 - Math.min(up, 1), 2));
    double toward = dx * light.x() + dy * light.y() + dz * light.z();
    double glow = Curves.fall(14 * (1 - toward));
    out.add(light.source(), 0.28 * glow);
    if (clouds && up > 0.004) {
      double reach = scale / (up + 0.12);
      double x = dx * reach;
      double z = dz * reach;
      double density = noise.fractal(x, z, 5);
      double lit = noise.fractal(x + 0.12 * light.x(), z + 0.12 * light.z(), 4);
      double share = Curves.step(1 - cover, 1.28 - cover, density) * Curves.step(0, 0.1, up);
      double bright = 0.75 + 1.1 * (density - lit);
      out.mix(
          bright * (0.32 * light.source().red() + 0.55 * light.horizon().red()),
          bright * (0.32 * light.source().green() + 0.55 * light.horizon().green()),
          bright * (0.32 * light.source().blue() + 0.55 * light.horizon().blue()),
          0.9 * share);
    }
  }
}
