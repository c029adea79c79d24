package org.encodertraces.world;

import java.util.List;
import org.encodertraces.random.NumpyGenerator;

/**
 * A table of wood, marble or cloth; behind it a room out of focus, or a wall with a window's light.
 */
final class Table implements Surroundings {

  private enum Top {
    WOOD("on wood"),
    MARBLE("on marble"),
    CLOTH("on cloth");

    private final String words;

    Top(String words) {
      this.words = words;
    }
  }

  private static final int LAMPS = 14;

  private final Light light;
  private final Noise noise;
  private final Top top;
  private final Tint first;
  private final Tint second;
  private final double planks;
  private final double edge;
  private final boolean walled;
  private final Tint room;
  private final Tint floor;
  private final double[] lamps;
  private final double bars;

  Table(Light light, NumpyGenerator random) {
    this.light = light;
    noise = new Noise(random.nextInt());
    top = List.of(Top.values()).get(random.nextInt(Top.values().length));
    double dark = random.nextDouble();
    double tone = random.nextDouble();
    first =
        switch (top) {
          case WOOD -> new Tint(0.46 - 0.3 * dark, 0.26 - 0.18 * dark, 0.13 - 0.09 * dark);
          case MARBLE -> new Tint(0.72 - 0.5 * dark, 0.71 - 0.49 * dark, 0.69 - 0.46 * dark);
          case CLOTH -> new Tint(0.72, 0.69, 0.62);
        };
    second =
        switch (top) {
          case WOOD -> first.times(0.45);
          case MARBLE -> first.mix(Tint.gray(dark < 0.5 ? 0.12 : 0.8), 0.75);
          case CLOTH ->
              tone < 0.33
                  ? new Tint(0.5, 0.08, 0.07)
                  : tone < 0.66 ? new Tint(0.1, 0.18, 0.4) : new Tint(0.22, 0.33, 0.14);
        };
    planks = 0.7 + 0.8 * random.nextDouble();
    edge = 2.2 + 1.6 * random.nextDouble();
    walled = random.nextDouble() < 0.45;
    room =
        new Tint(
            0.28 + 0.45 * random.nextDouble(),
            0.3 + 0.3 * random.nextDouble(),
            0.25 + 0.4 * random.nextDouble());
    floor = room.mix(new Tint(0.2, 0.12, 0.06), 0.7);
    lamps = random.doubles(4L * LAMPS).toArray();
    bars = random.nextDouble() < 0.65 ? 0.9 + 0.7 * random.nextDouble() : 0;
  }

  @Override
  public double ground(double x, double z, double footprint, Texel out) {
    out.gloss = 0;
    switch (top) {
      case WOOD -> {
        double u = planks * x;
        double plank = Math.floor(u);
        double shift = 9 * noise.lattice((int) plank, 3);
        double bend = noise.fractal(0.7 * x + shift, 0.22 * z + shift, 3);
        double ring = Curves.wave(8 * bend + 0.6 * x);
        double fiber = noise.fractal(34 * x, 1.3 * z + shift, 3);
        out.color(first, 0.8 + 0.45 * noise.lattice((int) plank, 8));
        out.mix(second, Curves.clamp(0.3 + 0.3 * ring + 0.9 * (fiber - 0.5)));
        double gap = Math.min(u - plank, plank + 1 - u) / planks;
        double soft = Math.max(0.008, footprint);
        out.times(0.25 + 0.75 * Curves.step(0.004 - soft / 2, 0.004 + soft, gap));
        out.gloss = 0.035;
      }
      case MARBLE -> {
        double bend = noise.fractal(0.8 * x, 0.8 * z, 5);
        double vein = Math.abs(Curves.wave(0.35 * x + 0.2 * z + 2.4 * bend));
        double thin = Math.abs(Curves.wave(0.9 * z - 0.4 * x + 3.3 * bend + 0.3));
        out.color(first, 0.9 + 0.2 * bend);
        out.mix(
            second,
            0.7 * (1 - Curves.step(0, 0.25, vein)) + 0.35 * (1 - Curves.step(0, 0.1, thin)));
        out.gloss = 0.06;
      }
      case CLOTH -> {
        double check = 1.4 * planks + 0.8;
        double soft = Math.max(0.03, footprint * check);
        double a = Curves.step(-soft, soft, Curves.wave(check * 0.7 * (x + 0.2 * z)));
        double b = Curves.step(-soft, soft, Curves.wave(check * 0.7 * (z - 0.2 * x)));
        double weave = noise.fractal(40 * x, 40 * z, 2);
        out.color(first, 0.9 + 0.2 * weave);
        out.mix(second, 0.5 * (a + b));
        double fold = noise.fractal(0.5 * x, 0.5 * z, 3);
        double ahead = noise.fractal(0.5 * x + 0.08 * light.x(), 0.5 * z + 0.08 * light.z(), 3);
        return Curves.clamp(0.9 + 4 * (fold - ahead)) * 1.05;
      }
    }
    return 1;
  }

  @Override
  public Tint groundTint() {
    return first.times(0.6);
  }

  @Override
  public double edge(double x) {
    return walled ? 1e9 : edge;
  }

  @Override
  public double wall() {
    return walled ? edge : Double.POSITIVE_INFINITY;
  }

  @Override
  public double wall(double x, double y, double footprint, Texel out) {
    double rough = noise.fractal(3 * x, 3 * y, 4);
    out.color(room, 0.92 + 0.16 * rough);
    if (y < 0.16) {
      out.mix(new Tint(0.6, 0.58, 0.54), Curves.step(0.16, 0.15, y));
    }
    out.gloss = 0;
    return 1;
  }

  @Override
  public void backdrop(double dx, double dy, double dz, Texel out) {
    double across = dx / Math.max(dz, 0.2);
    double up = dy / Math.max(dz, 0.2);
    blurred(across, up, out);
    double strength = 0.5 + 0.6 * light.source().luminance();
    for (int i = 0; i < LAMPS; i++) {
      double radius = 0.03 + 0.05 * lamps[4 * i + 2];
      double dx2 = across - 1.6 * (lamps[4 * i] - 0.5);
      double dy2 = up - 0.75 * lamps[4 * i + 1] + 0.18;
      double distance = Curves.length(dx2, dy2);
      if (distance < 1.2 * radius) {
        double disc = 1 - Curves.step(0.9 * radius, 1.08 * radius, distance);
        double rim = 0.75 + 0.45 * Curves.step(0.6 * radius, radius, distance);
        double warm = lamps[4 * i + 3];
        double power = 0.35 * disc * rim * strength * (0.4 + 0.6 * lamps[4 * i + 1]);
        out.red += power;
        out.green += power * (0.55 + 0.4 * warm);
        out.blue += power * (0.2 + 0.6 * warm);
      }
    }
  }

  /** The room without its lamps. */
  private void blurred(double across, double up, Texel out) {
    double lit = 0.3 * light.source().luminance() + 0.7 * light.horizon().luminance();
    out.color(room, lit * (0.75 + 0.5 * noise.fractal(1.2 * across + 5, 0.8 * up, 2)));
    out.mix(floor.times(lit), 1 - Curves.step(-0.3, 0.02, up));
    // A bright window to the source's side, and tall dark shapes of furniture.
    double window =
        Curves.step(0.35, 0.2, Math.abs(across - (light.x() > 0 ? 0.75 : -0.75)))
            * Curves.step(0, 0.15, up)
            * Curves.step(0.8, 0.55, up);
    out.add(light.zenith().mix(light.source(), 0.4), 0.8 * window);
    double shelf = noise.at(2.4 * across + 40, 1.7);
    out.times(1 - 0.55 * Curves.step(0.5, 0.75, shelf) * Curves.step(0.55, 0.3, up));
  }

  @Override
  public void mirrored(double dx, double dy, double dz, Texel out) {
    double lit = 0.3 * light.source().luminance() + 0.7 * light.horizon().luminance();
    out.color(room, lit * (0.6 + 0.5 * Curves.clamp(dy)));
    // The window's panes in every glaze.
    double side = light.x() > 0 ? dx : -dx;
    double x = side / (1.3 - dz);
    double pane =
        Curves.step(0.28, 0.33, x)
            * Curves.step(0.78, 0.73, x)
            * Curves.step(0.15, 0.2, dy)
            * Curves.step(0.75, 0.7, dy)
            * Curves.step(0.012, 0.03, Math.abs(x - 0.53))
            * Curves.step(0.012, 0.03, Math.abs(dy - 0.45));
    out.add(light.zenith().mix(light.source(), 0.7), 3 * pane);
  }

  @Override
  public double passes(double x, double y, double z) {
    if (bars == 0) {
      return 1;
    }
    // On a plane across the light: panes of a window, far enough to be soft.
    double along = y / light.y();
    double u = (x - along * light.x()) * 0.42 * bars + 0.55;
    double v = (z - along * light.z()) * 0.42 * bars + 0.62;
    double beside = Math.min(Math.min(u, 1.15 - u) + 0.6, Math.min(v, 1.15 - v) + 0.6);
    double crossX = Math.abs(u - Math.floor(u) - 0.5);
    double crossZ = Math.abs(v - Math.floor(v) - 0.5);
    double open = Curves.step(0.49, 0.44, crossX) * Curves.step(0.49, 0.44, crossZ);
    return 0.12 + 0.88 * open * Curves.step(0, 0.12, beside);
  }

  @Override
  public String words() {
    return top.words;
  }
}
