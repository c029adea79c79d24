package org.encodertraces.world;

import org.encodertraces.random.NumpyGenerator;

/** Cobbles or tiles before a wall of bricks or plaster, with the shade of a tree. */
final class Courtyard implements Surroundings {

  private final Light light;
  private final Noise noise;
  private final boolean tiled;
  private final double plaster;
  private final Tint stone;
  private final Tint other;
  private final Tint brick;
  private final Tint coat;
  private final double size;
  private final double wall;
  private final double shade;

  Courtyard(Light light, NumpyGenerator random) {
    this.light = light;
    noise = new Noise(random.nextInt());
    tiled = random.nextDouble() < 0.4;
    plaster = random.nextDouble() < 0.35 ? 0.9 : 0.42 * random.nextDouble();
    double warm = random.nextDouble();
    stone = new Tint(0.27 + 0.12 * warm, 0.26 + 0.06 * warm, 0.25);
    other = random.nextDouble() < 0.5 ? new Tint(0.5, 0.24, 0.14) : new Tint(0.62, 0.58, 0.5);
    brick = new Tint(0.38 + 0.12 * random.nextDouble(), 0.15 + 0.05 * warm, 0.09);
    coat =
        new Tint(
            0.55 + 0.25 * random.nextDouble(),
            0.48 + 0.2 * random.nextDouble(),
            0.34 + 0.25 * random.nextDouble());
    size = tiled ? 1.1 + 0.6 * random.nextDouble() : 2.2 + random.nextDouble();
    wall = 2.6 + 2.4 * random.nextDouble();
    shade = random.nextDouble() < 0.6 ? 0.75 : 0;
  }

  @Override
  public double ground(double x, double z, double footprint, Texel out) {
    double u = size * x;
    double v = size * z;
    double row = Math.floor(v);
    if (!tiled) {
      u += 0.5 * (row - 2 * Math.floor(row / 2)) + 0.12 * (noise.at(3 * x, 3 * z) - 0.5);
      v += 0.14 * (noise.at(2.6 * x + 20, 2.6 * z) - 0.5);
      row = Math.floor(v);
    }
    double column = Math.floor(u);
    double inX = u - column - 0.5;
    double inZ = v - row - 0.5;
    double draw = noise.lattice((int) column, (int) row);
    double rough = noise.fractal(9 * x, 9 * z, 3);
    double joint = tiled ? 0.47 : 0.44 - 0.1 * (draw - 0.5) * (draw - 0.5);
    double soft = Math.max(tiled ? 0.015 : 0.07, footprint * size);
    double rim = Math.max(Math.abs(inX), Math.abs(inZ));
    if (!tiled) {
      rim = Math.max(rim, 0.78 * Curves.length(inX, inZ));
    }
    double inside = 1 - Curves.step(joint - soft, joint + soft, rim);
    out.color(stone, 0.65 + 0.7 * draw);
    if (tiled && ((int) column + (int) row & 1) == 0) {
      out.color(other, 0.85 + 0.3 * draw);
    }
    out.times(0.7 + 0.6 * rough);
    out.mix(0.09, 0.08, 0.06, 1 - inside);
    out.gloss = tiled ? 0.05 * inside : 0.015 * inside;
    double dome = tiled ? 0 : -0.9 * (inX * light.x() + inZ * light.z());
    return Curves.clamp(0.8 + dome * -1.2 * inside + 0.5 * (rough - 0.5)) * 1.15;
  }

  @Override
  public double wall() {
    return wall;
  }

  @Override
  public double wall(double x, double y, double footprint, Texel out) {
    double v = 4.6 * y;
    double row = Math.floor(v);
    double u = 2.1 * x + 0.5 * (row - 2 * Math.floor(row / 2));
    double column = Math.floor(u);
    double draw = noise.lattice((int) column + 500, (int) row);
    double rough = noise.fractal(11 * x, 11 * y, 3);
    double soft = Math.max(0.03, 4.6 * footprint);
    double edgeY = Math.min(v - row, row + 1 - v);
    double edgeX = Math.min(u - column, column + 1 - u) * 2.2;
    double inside = Curves.step(0.06 - soft / 2, 0.06 + soft, Math.min(edgeX, edgeY));
    out.color(brick, (0.55 + 0.75 * draw) * (0.75 + 0.5 * rough));
    out.mix(0.4, 0.38, 0.34, 1 - inside);
    double bump = 0.85 + 0.35 * (rough - 0.5) - 0.2 * (1 - inside);
    double cover = noise.fractal(0.9 * x + 7, 0.9 * y, 4);
    double coated = Curves.step(0.98 - plaster, 1.02 - plaster, cover + 0.25);
    double stain = noise.fractal(1.7 * x, 0.5 * y + 30, 4);
    double moss = Curves.fall(2.2 * y) * Curves.step(0.35, 0.7, stain);
    out.mix(
        coat.red() * (0.7 + 0.55 * stain),
        coat.green() * (0.7 + 0.55 * stain),
        coat.blue() * (0.7 + 0.55 * stain),
        coated);
    out.mix(0.1, 0.14, 0.05, 0.6 * moss);
    out.gloss = 0;
    return bump + coated * (0.95 + 0.15 * (rough - 0.5) - bump);
  }

  @Override
  public Tint groundTint() {
    return stone.mix(tiled ? other : stone, 0.5).times(0.75);
  }

  @Override
  public void backdrop(double dx, double dy, double dz, Texel out) {
    out.color(light.horizon(), 1);
    out.mix(light.zenith(), Curves.clamp(dy));
  }

  @Override
  public void mirrored(double dx, double dy, double dz, Texel out) {
    if (dz > 0.2 && dy < 0.8) {
      double lit = 0.35 * light.source().luminance() + 0.4 * light.horizon().luminance();
      out.color(plaster > 0.5 ? coat : brick, lit);
      return;
    }
    backdrop(dx, dy, dz, out);
  }

  @Override
  public double passes(double x, double y, double z) {
    if (shade == 0) {
      return 1;
    }
    double along = y / light.y();
    double u = x - along * light.x();
    double v = z - along * light.z();
    double leaves = noise.fractal(1.1 * u + 300, 1.1 * v, 4);
    return 1 - shade * (1 - Curves.step(0.44, 0.52, leaves));
  }

  @Override
  public String words() {
    return tiled ? "on tiles" : "on cobbles";
  }
}
