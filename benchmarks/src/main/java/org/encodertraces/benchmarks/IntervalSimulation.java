package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.encodertraces.benchmarks.Coverage.Case;
import org.encodertraces.benchmarks.Coverage.Estimate;
import org.encodertraces.statistics.BalancedAccuracy;
import org.encodertraces.statistics.DifferenceInterval;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.RandomSplits;
import org.encodertraces.statistics.ShareInterval;
import org.encodertraces.statistics.ToleranceBound;

/** Populations of outcomes by photo, near 0 and 100 % too, for the intervals of their means. */
final class IntervalSimulation {

  /** Test photos of a small folder, a middling and a large one. */
  static final int[] PHOTOS = {45, 100, 300};

  private static final double[] SHARES = {0.005, 0.02, 0.05, 1 / 6.0, 0.5, 0.95, 0.98, 0.995};
  private static final double[] ALIKE = {0.02, 0.3, 0.9};

  /** Cells of a probe on JPEG with one run, with ten, and of kNN with a processing shared. */
  private static final int[] CELLS = {6, 30, 60};

  private static final double[][] PROPORTIONS = {
    {0.5, 0.5},
    {0.9, 0.1},
    {0.66, 0.23, 0.11},
    {0.34, 0.33, 0.33},
    {0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04, 0.02}
  };

  private IntervalSimulation() {}

  /** What the program prints. */
  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int photos : PHOTOS) {
      for (double mean : SHARES) {
        cases.add(share("share, one answer a photo: Clopper-Pearson", photos, 1, mean, 0));
        for (int cells : CELLS) {
          for (double alike : ALIKE) {
            cases.add(share("share, several answers: Korn-Graubard", photos, cells, mean, alike));
          }
        }
      }
      for (double changing : new double[] {0.005, 0.02, 0.1, 0.4}) {
        for (double falling : new double[] {1, 0.8, 0.5}) {
          cases.add(
              change("paired difference, one answer: Tango", photos, 1, changing, falling, true));
          for (int cells : CELLS) {
            cases.add(
                change(
                    "paired difference, several answers", photos, cells, changing, falling, false));
            cases.add(
                change(
                    "paired difference, several answers", photos, cells, changing, falling, true));
          }
        }
      }
      for (double[] proportions : PROPORTIONS) {
        if (photos * Arrays.stream(proportions).min().orElse(0) >= 1) {
          balanced(cases, photos, proportions);
        }
      }
      cases.add(threshold(photos));
    }
    for (int photos : new int[] {150, 500}) {
      for (double distance : new double[] {0, 0.5, 1.5}) {
        cases.add(splits(photos, distance));
      }
    }
    return cases;
  }

  /** What it printed before: for comparison. */
  static List<Case> bootstrapCases() {
    List<Case> cases = new ArrayList<>();
    for (int photos : PHOTOS) {
      for (double mean : SHARES) {
        for (double alike : ALIKE) {
          cases.add(
              new Case(
                  "not printed: percentile bootstrap of a share",
                  "share %.3f, alike %.2f, 6 cells".formatted(mean, alike),
                  photos,
                  OptionalDouble.of(mean),
                  random -> bootstrap(PhotoOutcomes.shares(random, photos, 6, mean, alike))));
        }
      }
      for (double changing : new double[] {0.02, 0.1, 0.4}) {
        cases.add(
            new Case(
                "not printed: percentile bootstrap of a difference",
                "%.3f of photos change, all fall, 6 cells".formatted(changing),
                photos,
                OptionalDouble.of(PhotoOutcomes.meanChange(6, changing, 1, false)),
                random -> bootstrap(PhotoOutcomes.changes(random, photos, 6, changing, 1, false))));
      }
    }
    return cases;
  }

  private static Estimate bootstrap(double[] values) {
    return new Estimate(mean(values), PhotoBootstrap.ofMean(values, 0));
  }

  private static Case share(String kind, int photos, int cells, double mean, double alike) {
    return new Case(
        kind,
        "share %.3f, alike %.2f, %d cells".formatted(mean, alike, cells),
        photos,
        OptionalDouble.of(mean),
        random -> {
          double[] shares = PhotoOutcomes.shares(random, photos, cells, mean, alike);
          return new Estimate(mean(shares), ShareInterval.of(shares, cells));
        });
  }

  private static Case change(
      String kind, int photos, int cells, double changing, double falling, boolean whole) {
    return new Case(
        kind,
        "%.3f of photos change, %.1f of them fall, %d cells%s"
            .formatted(changing, falling, cells, whole ? " at once" : ""),
        photos,
        OptionalDouble.of(PhotoOutcomes.meanChange(cells, changing, falling, whole)),
        random -> {
          double[] changes = PhotoOutcomes.changes(random, photos, cells, changing, falling, whole);
          return new Estimate(mean(changes), DifferenceInterval.of(changes, cells));
        });
  }

  private static void balanced(List<Case> cases, int photos, double[] proportions) {
    int[] labels = PhotoOutcomes.labels(photos, proportions);
    int classes = proportions.length;
    double[] guess = proportions;
    double[] majority = new double[classes];
    majority[0] = 1;
    double[] even = filled(classes, 0.8);
    double[] nearlyAll = filled(classes, 0.97);
    double[] half = filled(classes, 0.5);
    for (double[] recall : List.of(guess, majority, half, even, nearlyAll)) {
      for (int each : new int[] {1, 4}) {
        int[] owners = PhotoOutcomes.owners(labels, each);
        for (double alike : each == 1 ? new double[] {0} : new double[] {0.3, 0.9}) {
          cases.add(
              new Case(
                  "balanced accuracy",
                  "%d classes, the largest %.0f %%, recalls %.2f … %.2f, owners of %d, alike %.1f"
                      .formatted(
                          classes,
                          100 * proportions[0],
                          recall[0],
                          recall[classes - 1],
                          each,
                          alike),
                  photos,
                  OptionalDouble.of(mean(recall)),
                  random -> {
                    double[] right = PhotoOutcomes.read(random, labels, owners, recall, alike);
                    BalancedAccuracy accuracy = BalancedAccuracy.of(labels, right, owners, classes);
                    return new Estimate(accuracy.value(), accuracy.interval());
                  }));
        }
      }
    }
  }

  /** One-sided: the share that the threshold keeps lies above its lower bound. */
  private static Case threshold(int photos) {
    int kept = (int) Math.ceil(0.99 * photos);
    ToleranceBound bound = ToleranceBound.of(kept, photos);
    return new Case(
        "share of new copies kept, lower bound of 95 %",
        "threshold that kept %d".formatted(kept),
        photos,
        OptionalDouble.of(0),
        random -> {
          double[] uniform = random.doubles(photos).sorted().toArray();
          double share = 1 - uniform[photos - kept];
          // Covered where the share that is kept reaches the bound; told as distance from it.
          return new Estimate(share, new Interval(bound.low() - share, 1 - share));
        });
  }

  /**
   * Ten random splits of one folder, a nearest-mean classifier of two classes in 24 dimensions; the
   * truth is its accuracy on average over folders, trained on four fifths of one.
   */
  private static Case splits(int photos, double distance) {
    return new Case(
        "accuracy over training and test: ten splits, Nadeau-Bengio",
        "classes %.1f apart".formatted(distance),
        photos,
        OptionalDouble.empty(),
        random -> {
          double[][] rows = new double[photos][24];
          for (int i = 0; i < photos; i++) {
            for (int j = 0; j < rows[i].length; j++) {
              rows[i][j] = random.nextGaussian() + (j == 0 && i % 2 == 1 ? distance : 0);
            }
          }
          double[] accuracies = new double[10];
          for (int split = 0; split < accuracies.length; split++) {
            accuracies[split] = nearestMean(rows, random.permutation(photos), photos / 5);
          }
          return new Estimate(mean(accuracies), RandomSplits.interval(accuracies, 0.25));
        });
  }

  private static double nearestMean(double[][] rows, int[] order, int test) {
    int dimension = rows[0].length;
    double[][] means = new double[2][dimension];
    int[] counts = new int[2];
    for (int i = test; i < order.length; i++) {
      counts[order[i] % 2]++;
      for (int j = 0; j < dimension; j++) {
        means[order[i] % 2][j] += rows[order[i]][j];
      }
    }
    int right = 0;
    for (int i = 0; i < test; i++) {
      double nearer = 0;
      for (int j = 0; j < dimension; j++) {
        double zero = rows[order[i]][j] - means[0][j] / counts[0];
        double one = rows[order[i]][j] - means[1][j] / counts[1];
        nearer += zero * zero - one * one;
      }
      right += (nearer > 0 ? 1 : 0) == order[i] % 2 ? 1 : 0;
    }
    return (double) right / test;
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
