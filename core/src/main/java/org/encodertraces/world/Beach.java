package org.encodertraces.world;

import org.encodertraces.random.NumpyGenerator;

/** Rippled sand, a line of foam, the sea and the sky. */
final class Beach implements Surroundings {

  private final Light light;
  private final Sky sky;
  private final Noise noise;
  private final Tint sand;
  private final Tint water;
  private final double shore;
  private final double slant;
  private final double ripple;

  Beach(Light light, NumpyGenerator random) {
    this.light = light;
    noise = new Noise(random.nextInt());
    sky =
        new Sky(
            light,
            new Noise(random.nextInt()),
            0.3 + 0.25 * random.nextDouble(),
            0.35 + 0.4 * random.nextDouble());
    double dark = random.nextDouble();
    sand = new Tint(0.56 - 0.2 * dark, 0.45 - 0.19 * dark, 0.3 - 0.15 * dark);
    water = new Tint(0.015, 0.1 + 0.08 * random.nextDouble(), 0.12 + 0.08 * random.nextDouble());
    shore = 3.2 + 4 * random.nextDouble();
    slant = 0.7 * (random.nextDouble() - 0.5);
    ripple = 3 + 4 * random.nextDouble();
  }

  @Override
  public double ground(double x, double z, double footprint, Texel out) {
    double wash = noise.fractal(0.5 * x, 3, 3) + 0.3 * noise.fractal(2 * x, 9, 2);
    double line = z + slant * x - shore - 1.6 * (wash - 0.5);
    out.gloss = 0;
    if (line > 0) {
      sea(x, z, line, footprint, out);
      return -1;
    }
    double grains = 1 - Curves.clamp(footprint * 30 - 0.2);
    double grain = grains <= 0 ? 0.5 : 0.5 + grains * (noise.fractal(30 * x, 30 * z, 2) - 0.5);
    double here = waves(x, z);
    double ahead = waves(x + 0.06 * light.x(), z + 0.06 * light.z());
    double wet = Curves.step(-1.3, -0.1, line);
    out.color(sand, (0.8 + 0.4 * grain) * (1 - 0.55 * wet));
    out.gloss = 0.3 * wet * wet;
    return Curves.clamp(0.8 + (1 - wet) * 1.8 * (here - ahead) + 0.3 * (grain - 0.5)) * 1.15;
  }

  /** A little sand drifted against what lies in it. */
  @Override
  public double grown(double x, double z) {
    return 0.015 + 0.06 * noise.fractal(2.5 * x + 90, 2.5 * z, 3);
  }

  private double waves(double x, double z) {
    double bend = noise.fractal(0.8 * x, 0.8 * z, 3);
    return 0.35 * Curves.wave(ripple * 0.35 * (z + 0.3 * x) + 2.2 * bend) + bend;
  }

  private void sea(double x, double z, double line, double footprint, Texel out) {
    double swell = 1 / (1 + 3 * footprint);
    double tiltZ =
        swell * (noise.fractal(1.6 * x, 4.2 * z, 3) - noise.fractal(1.6 * x, 4.2 * z + 0.5, 3));
    double tiltX = swell * (noise.fractal(2.5 * x, 3 * z + 40, 2) - 0.5) * 0.4;
    // What a wave mirrors: the sky, nearer to the horizon the flatter one looks.
    double up = Curves.clamp(0.12 + 1.3 / (1 + 0.5 * line) * 0.35 + 1.1 * tiltZ);
    double dx = 0.3 * tiltX;
    double dz = Math.sqrt(Math.max(0, 1 - up * up));
    sky.color(dx, up, dz, false, out);
    double mirror = 0.2 + 0.6 * Curves.step(0, 30, line) - 1.0 * tiltZ;
    double red = out.red;
    double green = out.green;
    double blue = out.blue;
    double day = 0.5 * light.source().luminance() + 0.5 * light.zenith().luminance();
    out.color(water, day);
    out.mix(new Tint(0.1, 0.3, 0.28).times(day), 0.6 * Curves.fall(0.8 * line));
    out.mix(red, green, blue, Curves.clamp(mirror));
    // Glitter where the source's mirror image lies.
    double toward = Math.abs(light.x()) * 0.5;
    double spark = noise.fractal(9 * x / (1 + 4 * footprint), 14 * z / (1 + 4 * footprint), 2);
    out.add(light.source(), Curves.step(0.66 + 0.1 * toward, 0.78 + 0.1 * toward, spark) * 0.5);
    double foam = noise.fractal(3.4 * x, 5 * z, 4);
    double froth =
        Curves.step(0.42, 0.55, foam + 0.5 * Curves.fall(3 * line) - 0.12)
            * Curves.fall(1.1 * line);
    double crest = Curves.step(0.62, 0.7, noise.fractal(0.6 * x, 1.9 * z, 4)) * 0.35;
    double white = 0.35 * light.source().luminance() + 0.5 * light.zenith().luminance() + 0.1;
    out.mix(white * 0.95, white, white, Curves.clamp(0.9 * froth + crest * swell));
  }

  @Override
  public Tint groundTint() {
    return sand.times(0.8);
  }

  @Override
  public void backdrop(double dx, double dy, double dz, Texel out) {
    sky.color(dx, dy, dz, true, out);
  }

  @Override
  public void mirrored(double dx, double dy, double dz, Texel out) {
    sky.color(dx, dy, dz, false, out);
  }

  @Override
  public void haze(double distance, Texel out) {
    out.mix(light.horizon(), 0.5 * (1 - Curves.fall(distance / 150)));
  }

  @Override
  public String words() {
    return "on sand";
  }
}
