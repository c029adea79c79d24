package org.encodertraces.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Noise as a camera's mosaics show it: the variance of the difference of two flats against their
 * mean, with dark frames, by a weighted line (EMVA 1288, section 6). Patterns cancel in the
 * difference.
 */
final class PhotonTransfer {

  /** Full scale is not reached, so that nothing is clipped. */
  private static final double[] LEVELS = {0, 0.04, 0.08, 0.15, 0.25, 0.35, 0.45, 0.55};

  /** A step of the converter adds the variance of a uniform draw. */
  private static final double OF_STEP = 1 / 12.0;

  private PhotonTransfer() {}

  /** Slope and intercept at one ISO. */
  static List<Finding> measure(Camera camera, int iso, int side) {
    Shooting shooting = new Shooting(camera);
    NoiseModel model = NoiseModel.of(camera, iso);
    double[] sums = new double[5];
    for (double level : LEVELS) {
      Exposure exposure = new Exposure(0.001, iso, camera.optics().fNumber(), level);
      Mosaic first = shooting.expose(Targets.flat(side), exposure, side, side, 0, "flat a" + level);
      Mosaic second =
          shooting.expose(Targets.flat(side), exposure, side, side, 0, "flat b" + level);
      double mean = 0;
      double square = 0;
      int count = 0;
      for (int y = side / 4; y < 3 * side / 4; y++) {
        for (int x = side / 4; x < 3 * side / 4; x++) {
          double a = first.signal(x, y);
          double b = second.signal(x, y);
          mean += (a + b) / 2;
          square += (a - b) * (a - b) / 2;
          count++;
        }
      }
      mean /= count;
      double variance = square / count;
      // A variance's own standard deviation grows with it.
      double weight = 1 / (variance * variance);
      sums[0] += weight;
      sums[1] += weight * mean;
      sums[2] += weight * variance;
      sums[3] += weight * mean * mean;
      sums[4] += weight * mean * variance;
    }
    double slope =
        (sums[0] * sums[4] - sums[1] * sums[2]) / (sums[0] * sums[3] - sums[1] * sums[1]);
    double intercept = (sums[2] - slope * sums[1]) / sums[0];
    double step = 1.0 / (camera.sensor().white() - camera.sensor().blackLevel());
    List<Finding> findings = new ArrayList<>();
    String at = String.format(Locale.ROOT, " at ISO %d", iso);
    findings.add(Finding.within("shot noise" + at, model.shot(), slope, 0.05));
    findings.add(
        Finding.within(
            "read noise and step" + at, model.read() + OF_STEP * step * step, intercept, 0.05));
    return findings;
  }
}
