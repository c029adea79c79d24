package org.encodertraces.camera;

/**
 * Variance of a pixel as a function of its signal x, both with 1 for full scale: {@code shot * x +
 * read}.
 *
 * <p>T. Brooks et al., "Unprocessing images for learned raw denoising" (CVPR 2019), fitted to the
 * mosaics of the Darmstadt set: log read = 2.18 log shot + 1.20, standard deviation 0.26, for shot
 * from 0.0001 to 0.012; natural logarithms.
 */
public record NoiseModel(double shot, double read) {

  static final double LOWEST_SHOT = 1e-4;
  static final double HIGHEST_SHOT = 0.012;
  static final double SLOPE = 2.18;
  static final double INTERCEPT = 1.20;
  static final double DEVIATION = 0.26;

  /** Of a camera at an ISO: shot noise grows with the gain, read noise along the line. */
  public static NoiseModel of(Camera camera, int iso) {
    double shot = camera.sensor().shotNoise() * iso / camera.sensor().baseIso();
    return new NoiseModel(
        shot,
        StrictMath.exp(SLOPE * StrictMath.log(shot) + INTERCEPT + camera.sensor().readNoise()));
  }
}
