package org.encodertraces.benchmarks;

import org.encodertraces.random.NumpyGenerator;

/** Outcomes by photo with a known truth: what a probe or neighbors might give on a test part. */
final class PhotoOutcomes {

  private PhotoOutcomes() {}

  /**
   * Shares of right cells whose long-run mean is {@code mean}; two cells of one photo correlate by
   * {@code alike}. Beta-binomial, drawn cell by cell from Polya's urn.
   *
   * @return [photos]
   */
  static double[] shares(NumpyGenerator random, int photos, int cells, double mean, double alike) {
    double[] shares = new double[photos];
    double start = alike == 0 ? 1e12 : (1 - alike) / alike;
    for (int photo = 0; photo < photos; photo++) {
      int right = 0;
      for (int cell = 0; cell < cells; cell++) {
        right += random.nextDouble() < (mean * start + right) / (start + cell) ? 1 : 0;
      }
      shares[photo] = (double) right / cells;
    }
    return shares;
  }

  /**
   * Differences of shares where few photos change: by one cell to all of them, each as likely, or
   * by all.
   *
   * @param changing share of the photos that change at all
   * @param falling share of those that fall
   * @return [photos]
   */
  static double[] changes(
      NumpyGenerator random,
      int photos,
      int cells,
      double changing,
      double falling,
      boolean whole) {
    double[] changes = new double[photos];
    for (int photo = 0; photo < photos; photo++) {
      if (random.nextDouble() < changing) {
        int size = whole ? cells : 1 + (int) (random.nextDouble() * cells);
        changes[photo] = (random.nextDouble() < falling ? -size : size) / (double) cells;
      }
    }
    return changes;
  }

  /** The long-run mean of {@link #changes}. */
  static double meanChange(int cells, double changing, double falling, boolean whole) {
    return changing * (1 - 2 * falling) * (whole ? 1 : (cells + 1) / (2.0 * cells));
  }

  /** [photos] labels in these proportions, each class once or more; sorted. */
  static int[] labels(int photos, double[] proportions) {
    int[] labels = new int[photos];
    int at = 0;
    for (int label = 0; label < proportions.length; label++) {
      int last = label == proportions.length - 1 ? photos - at : 0;
      int count = Math.max(last, Math.max(1, (int) Math.round(proportions[label] * photos)));
      for (int i = 0; i < count && at < photos; i++) {
        labels[at++] = label;
      }
    }
    return labels;
  }

  /** [photos] owners of {@code each} neighboring photos of one label. */
  static int[] owners(int[] labels, int each) {
    int[] owners = new int[labels.length];
    int owner = 0;
    int taken = 0;
    for (int i = 0; i < labels.length; i++) {
      if (i > 0 && (labels[i] != labels[i - 1] || taken == each)) {
        owner++;
        taken = 0;
      }
      owners[i] = owner;
      taken++;
    }
    return owners;
  }

  /**
   * 1 or 0 for photos read right or wrong; two photos of one owner correlate by {@code alike}.
   *
   * @param recall [classes] in the long run
   */
  static double[] read(
      NumpyGenerator random, int[] labels, int[] owners, double[] recall, double alike) {
    double[] right = new double[labels.length];
    double start = alike == 0 ? 1e12 : (1 - alike) / alike;
    double seen = 0;
    double seenRight = 0;
    for (int i = 0; i < labels.length; i++) {
      if (i > 0 && owners[i] != owners[i - 1]) {
        seen = 0;
        seenRight = 0;
      }
      double chance = (recall[labels[i]] * start + seenRight) / (start + seen);
      right[i] = random.nextDouble() < chance ? 1 : 0;
      seen++;
      seenRight += right[i];
    }
    return right;
  }
}
