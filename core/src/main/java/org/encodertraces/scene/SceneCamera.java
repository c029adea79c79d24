package org.encodertraces.scene;

import org.encodertraces.image.RgbImage;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.random.StableUniform;

/**
 * Photographs a scene: framing, exposure, white balance, vignette, sensor noise and the sRGB curve,
 * all from the seed.
 */
public final class SceneCamera {

  /** Samples a pixel along each axis: edges are soft, as a lens leaves them. */
  private static final int SUPERSAMPLING = 2;

  private SceneCamera() {}

  /** The {@code number}-th picture of a scene; the same for the same arguments. */
  public static RgbImage photograph(Scene scene, int number, long seed, int width, int height) {
    NumpyGenerator random =
        new NumpyGenerator(
            (long) (StableUniform.of("scene", seed, scene.name() + "/" + number) * 0x1.0p53));
    Scene.Painting painting = scene.paint(random);
    double zoom = 0.75 + 0.5 * random.nextDouble();
    double left = (1 - zoom) * random.nextDouble();
    double top = (1 - zoom) * random.nextDouble();
    double exposure = 0.7 + 0.6 * random.nextDouble();
    double warmth = 0.15 * (random.nextDouble() - 0.5);
    double vignette = 0.5 * random.nextDouble();
    double grain = 0.004 + 0.016 * random.nextDouble();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double red = 0;
        double green = 0;
        double blue = 0;
        for (int sample = 0; sample < SUPERSAMPLING * SUPERSAMPLING; sample++) {
          double u = (x + (sample % SUPERSAMPLING + 0.5) / SUPERSAMPLING) / width;
          int line = sample / SUPERSAMPLING;
          double v = (y + (line + 0.5) / SUPERSAMPLING) / height;
          Color light = painting.at(left + zoom * u, top + zoom * v);
          red += light.red();
          green += light.green();
          blue += light.blue();
        }
        double dx = 2.0 * x / width - 1;
        double dy = 2.0 * y / height - 1;
        double scale =
            exposure * (1 - vignette * (dx * dx + dy * dy) / 2) / (SUPERSAMPLING * SUPERSAMPLING);
        int at = (y * width + x) * 3;
        rgb[at] = developed(red * scale * (1 + warmth), grain, random);
        rgb[at + 1] = developed(green * scale, grain, random);
        rgb[at + 2] = developed(blue * scale * (1 - warmth), grain, random);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /**
   * Adds noise that grows with the light, as photons do, and applies a gamma of 2 (close to sRGB).
   */
  private static byte developed(double light, double grain, NumpyGenerator random) {
    double normal =
        random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
    double noisy = light + 1.7 * normal * grain * Math.sqrt(Math.max(0, light) + 0.02);
    return (byte) Math.round(255 * Math.sqrt(Math.max(0, Math.min(1, noisy))));
  }
}
