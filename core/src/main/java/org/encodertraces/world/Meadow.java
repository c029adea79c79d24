package org.encodertraces.world;

import org.encodertraces.random.NumpyGenerator;

/** Grass with flowers, hills and woods behind, under the sky. */
final class Meadow implements Surroundings {

  private final Light light;
  private final Sky sky;
  private final Noise noise;
  private final Tint grass;
  private final Tint dry;
  private final Tint flower;
  private final double flowers;
  private final double[] ridges = new double[4];
  private final double dapple;

  Meadow(Light light, NumpyGenerator random) {
    this.light = light;
    noise = new Noise(random.nextInt());
    sky =
        new Sky(
            light,
            new Noise(random.nextInt()),
            0.35 + 0.25 * random.nextDouble(),
            0.5 + 0.5 * random.nextDouble());
    double season = random.nextDouble();
    grass = new Tint(0.1 + 0.14 * season, 0.24, 0.035);
    dry = new Tint(0.3, 0.27, 0.08);
    flower = random.nextDouble() < 0.5 ? new Tint(0.85, 0.8, 0.75) : new Tint(0.85, 0.6, 0.08);
    flowers = 0.9 * random.nextDouble();
    for (int i = 0; i < ridges.length; i++) {
      ridges[i] = 40 * random.nextDouble();
    }
    dapple = random.nextDouble() < 0.4 ? 1 : 0;
  }

  @Override
  public double ground(double x, double z, double footprint, Texel out) {
    double patch = noise.fractal(0.7 * x, 0.7 * z, 3);
    double blades = blade(x, z, footprint);
    out.color(grass, 1);
    out.mix(dry, Curves.clamp(1.8 * (patch - 0.35)));
    out.times(0.35 + 1.25 * blades);
    out.gloss = 0;
    flowers(x, z, footprint, out);
    double ahead = blade(x + 0.05 * light.x(), z + 0.05 * light.z(), footprint);
    return Curves.clamp(0.62 + 1.5 * (blades - ahead)) * 1.25;
  }

  /** Blades of grass, each of its own height: what stands in a meadow has no clean edge below. */
  @Override
  public double grown(double x, double z) {
    double blade = noise.at(23 * x + 310, 9 * z);
    return 0.03 + 0.15 * blade * blade + 0.06 * noise.at(4 * x + 50, 4 * z);
  }

  private double blade(double x, double z, double footprint) {
    // Tufts lean: the lattice is finer across than along.
    double coarse = noise.fractal(3.1 * x, 2.6 * z, 2);
    double detail = 1 - Curves.clamp(footprint * 22 - 0.3);
    double fine =
        detail <= 0
            ? 0.5
            : 0.5 + detail * (noise.fractal(26 * x + 6 * coarse, 9 * z, 3) - 0.5) * 1.5;
    return Curves.clamp(0.45 * coarse + 0.55 * fine);
  }

  private void flowers(double x, double z, double footprint, Texel out) {
    double column = Math.floor(3.2 * x);
    double row = Math.floor(3.2 * z);
    double draw = noise.lattice((int) column, (int) row + 9001);
    if (draw < flowers * noise.fractal(0.35 * x, 0.35 * z + 50, 2)) {
      double cx = column + 0.2 + 0.6 * noise.lattice((int) column, (int) row + 77);
      double cz = row + 0.2 + 0.6 * noise.lattice((int) column + 77, (int) row);
      double radius = 0.09 + 0.12 * draw;
      double distance = Curves.length(3.2 * x - cx, 3.2 * z - cz);
      double soft = 0.03 + 3.2 * footprint;
      double share = 1 - Curves.step(radius - soft, radius + soft, distance);
      out.mix(flower, share * Math.min(1, radius / soft));
    }
  }

  @Override
  public Tint groundTint() {
    return new Tint(grass.red() * 0.7, grass.green() * 0.7, grass.blue() * 0.7);
  }

  @Override
  public void backdrop(double dx, double dy, double dz, Texel out) {
    double across = dx / Math.max(dz, 0.2);
    double up = dy / Math.max(dz, 0.2);
    for (int layer = 0; layer < 3; layer++) {
      double far = 1 - 0.36 * layer;
      double ridge =
          0.015 + 0.11 * far * noise.fractal(1.1 * across / far + ridges[layer], 3.3 * layer, 3);
      double crowns = layer == 0 ? 0 : 0.035 * noise.fractal(38 * across, layer * 7.7, 3);
      if (up < ridge + crowns && layer == 2) {
        woods(across, up, ridge + crowns, out);
        return;
      }
      if (layer < 2 && up < ridge + crowns && !nearer(across, up, layer)) {
        double leaves = noise.fractal(60 * across, 90 * up, 3);
        out.color(new Tint(0.1, 0.19, 0.07), (0.5 + leaves) * sunlit(0.55));
        out.mix(light.horizon(), 0.72 - 0.3 * layer);
        return;
      }
    }
    sky.color(dx, dy, dz, true, out);
  }

  private boolean nearer(double across, double up, int layer) {
    for (int next = layer + 1; next < 3; next++) {
      double far = 1 - 0.36 * next;
      double ridge =
          0.015 + 0.11 * far * noise.fractal(1.1 * across / far + ridges[next], 3.3 * next, 3);
      if (up < ridge + 0.035 * noise.fractal(38 * across, next * 7.7, 3)) {
        return true;
      }
    }
    return false;
  }

  private void woods(double across, double up, double top, Texel out) {
    double leaves = noise.fractal(90 * across, 120 * up, 4);
    double edge = Curves.step(0, 0.03, top - up);
    out.color(new Tint(0.07, 0.15, 0.035), (0.35 + 1.5 * leaves * (1 - 0.5 * edge)) * sunlit(0.8));
    out.mix(light.horizon(), 0.12);
  }

  private double sunlit(double share) {
    return share * light.source().luminance() + 0.4 * light.horizon().luminance();
  }

  @Override
  public void mirrored(double dx, double dy, double dz, Texel out) {
    sky.color(dx, dy, dz, false, out);
  }

  @Override
  public double passes(double x, double y, double z) {
    if (dapple == 0) {
      return 1;
    }
    double along = y / light.y();
    double u = x - along * light.x();
    double v = z - along * light.z();
    return 0.25 + 0.75 * Curves.step(0.42, 0.58, noise.fractal(1.3 * u + 80, 1.3 * v, 3));
  }

  @Override
  public void haze(double distance, Texel out) {
    out.mix(light.horizon(), 0.55 * (1 - Curves.fall(distance / 70)));
  }

  @Override
  public String words() {
    return "on grass";
  }
}
