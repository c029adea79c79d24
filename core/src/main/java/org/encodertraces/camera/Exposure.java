package org.encodertraces.camera;

import java.util.Arrays;
import org.encodertraces.image.LinearImage;

/**
 * What a camera's automatic chose for a scene.
 *
 * @param seconds and {@code iso} of the standard's thirds of stops, as Exif tells them
 * @param fNumber the camera's
 * @param scale from the scene's light to the sensor's full scale
 */
public record Exposure(double seconds, int iso, double fNumber, double scale) {

  /**
   * Nominal times in thirds of stops, as cameras show them; beyond 1/8000 s by electronic shutter,
   * as phones need it with a wide aperture in the sun.
   */
  private static final double[] TIMES = times();

  private static final int[] ISOS = {
    25, 32, 40, 50, 64, 80, 100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000, 1250, 1600,
    2000, 2500, 3200, 4000, 5000, 6400
  };

  /** Full scale gets what lies so far above a gray card (ISO 12232: saturation-based speed). */
  private static final double GRAY_OF_FULL_SCALE = 0.18 / 1.414;

  private static final double GRAY = 0.18;

  /** Where the meter puts the mean of the logarithms, a share of full scale. */
  private static final double METERED = 0.12;

  /** Share of samples that may be brighter than full scale. */
  private static final double BRIGHT = 0.985;

  private static double[] times() {
    int[] parts = {
      32000, 25600, 20000, 16000, 12800, 10000, 8000, 6400, 5000, 4000, 3200, 2500, 2000, 1600,
      1250, 1000, 800, 640, 500, 400, 320, 250, 200, 160, 125, 100, 80, 60, 50, 40, 30, 25, 20, 15,
      13, 10, 8, 6, 5, 4, 3, 2
    };
    return Arrays.stream(parts).mapToDouble(part -> 1.0 / part).toArray();
  }

  /**
   * Meters a scene: the mean of its light's logarithms is put at 12 % of full scale, unless more
   * than 1.5 % of it would be clipped.
   *
   * @param exposureValue the scene's brightness, as {@code Scene.exposureValue}
   */
  public static Exposure automatic(Camera camera, LinearImage light, double exposureValue) {
    float[] rgb = light.rgb();
    int pixels = rgb.length / 3;
    float[] brightest = new float[pixels];
    double logarithms = 0;
    for (int i = 0; i < pixels; i++) {
      double green = 0.25 * rgb[3 * i] + 0.6 * rgb[3 * i + 1] + 0.15 * rgb[3 * i + 2];
      logarithms += StrictMath.log(1e-4 + green);
      brightest[i] = Math.max(rgb[3 * i], Math.max(rgb[3 * i + 1], rgb[3 * i + 2]));
    }
    Arrays.sort(brightest);
    double mean = StrictMath.exp(logarithms / pixels);
    double bright = Math.max(1e-4, brightest[(int) Math.min(pixels - 1, BRIGHT * pixels)]);
    return of(camera, Math.min(METERED / mean, 1 / bright), exposureValue);
  }

  /** The nearest setting that gives a scale from light to full scale. */
  static Exposure of(Camera camera, double scale, double exposureValue) {
    double n = camera.optics().fNumber();
    // At the metered exposure t * ISO / 100 = N^2 / 2^EV, a gray card lies at GRAY_OF_FULL_SCALE.
    double standard = n * n / StrictMath.pow(2, exposureValue) * 100;
    double product = standard * scale * GRAY / GRAY_OF_FULL_SCALE;
    Camera.Sensor sensor = camera.sensor();
    double wanted = Math.min(product / sensor.baseIso(), sensor.longestExposure());
    double seconds = TIMES[0];
    for (double time : TIMES) {
      if (Math.abs(StrictMath.log(time / wanted)) < Math.abs(StrictMath.log(seconds / wanted))
          && time <= sensor.longestExposure() * 1.001) {
        seconds = time;
      }
    }
    int iso = sensor.baseIso();
    for (int candidate : ISOS) {
      if (candidate >= sensor.baseIso()
          && candidate <= sensor.highestIso()
          && Math.abs(StrictMath.log(candidate * seconds / product))
              < Math.abs(StrictMath.log(iso * seconds / product)) - 1e-9) {
        iso = candidate;
      }
    }
    return new Exposure(seconds, iso, n, seconds * iso / standard * GRAY_OF_FULL_SCALE / GRAY);
  }
}
