package org.encodertraces.camera;

import org.encodertraces.image.LinearImage;

/**
 * The lens: a scene's light as it falls on the sensor.
 *
 * <p>A point of the photo at distance r from the center (1 in the corners) shows what an ideal lens
 * shows at {@code r (1 + d r^2) / (1 + max(d, 0))}, red and blue by their lateral shares farther
 * out; the divisor is the zoom that leaves no empty corner. Light falls off as {@code 1 / (1 + a
 * r^2)^2}, the shape of the fourth power of a cosine. Blur is Gaussian: the lens's own, which grows
 * with the aperture, and diffraction's.
 */
public final class Lens {

  /** Corner light a stop: slope of the medians over lensfun's lenses (docs/world.md). */
  private static final double LIGHT_A_STOP = 0.15;

  /** Standard deviation of the Gaussian nearest to an Airy disk, in units of wavelength x N. */
  private static final double AIRY = 0.42;

  /** Green light in micrometers over a small sensor's pixel of 1.5 micrometers. */
  private static final double WAVELENGTH = 0.55 / 1.5;

  private final Camera.Optics optics;
  private final double zoom;

  public Lens(Camera camera) {
    optics = camera.optics();
    zoom = 1 / (1 + Math.max(optics.distortion(), 0));
  }

  /**
   * Where an ideal lens would show what this one shows at a place of the photo: the factor from
   * that place to the ideal one, both from the center and in halves of the diagonal.
   *
   * @param channel 0 red, 1 green, 2 blue
   */
  public double factor(double u, double v, int channel) {
    double lateral = channel == 0 ? optics.lateralRed() : channel == 2 ? optics.lateralBlue() : 0;
    // A color that lies farther out shows what lies nearer to the center.
    return zoom * (1 + optics.distortion() * (u * u + v * v)) / (1 + lateral);
  }

  /** Light at a distance from the center (1 in the corners), a share of the center's. */
  public double light(double r) {
    double a = 1 / Math.sqrt(cornerLight()) - 1;
    double base = 1 + a * r * r;
    return 1 / (base * base);
  }

  /** In the corners at the aperture in use. */
  public double cornerLight() {
    double stops = 2 * StrictMath.log(optics.fNumber() / optics.widest()) / StrictMath.log(2);
    return Math.min(1, optics.cornerLight() + LIGHT_A_STOP * stops);
  }

  /** Standard deviation of the blur in sensor pixels. */
  public double blur() {
    double own = optics.blur() * optics.widest() / optics.fNumber();
    double diffraction = AIRY * WAVELENGTH * optics.fNumber();
    return Math.sqrt(own * own + diffraction * diffraction);
  }

  /**
   * The light on the sensor.
   *
   * @param scene in the camera's colors
   * @param seconds of exposure, for the hand's motion
   * @param angle of that motion, in turns
   */
  Planes project(LinearImage scene, int width, int height, double seconds, double angle) {
    LinearImage fitting = Reduction.toAtMost(scene, width, height);
    Planes planes = new Planes(width, height);
    double half = Math.sqrt((double) width * width + (double) height * height) / 2;
    for (int channel = 0; channel < 3; channel++) {
      float[] plane = planes.plane(channel);
      for (int y = 0; y < height; y++) {
        double v = (y + 0.5 - height / 2.0) / half;
        for (int x = 0; x < width; x++) {
          double u = (x + 0.5 - width / 2.0) / half;
          double factor = factor(u, v, channel);
          double sourceX = (0.5 + u * factor * half / width) * fitting.width() - 0.5;
          double sourceY = (0.5 + v * factor * half / height) * fitting.height() - 0.5;
          plane[y * width + x] =
              (float)
                  (Cubic.at(fitting, sourceX, sourceY, channel) * light(Math.sqrt(u * u + v * v)));
        }
      }
      Blur.gaussian(plane, width, height, blur());
      Blur.motion(plane, width, height, optics.shake() * seconds * width, angle);
    }
    return planes;
  }
}
