package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.BalancedAccuracy;
import org.encodertraces.statistics.DetectableEffect;
import org.encodertraces.statistics.DifferenceInterval;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.OwnerRelabeling;
import org.encodertraces.statistics.Places;
import org.encodertraces.statistics.ShareInterval;
import org.encodertraces.statistics.SignFlip;
import org.encodertraces.statistics.WithinPhotoRelabeling;

/** Errors of each p where there is nothing to find, and power at the effect that is printed. */
final class TestSimulation {

  /** One-sided: of a claim by itself, and of the first of 16 claims about the user's encoders. */
  private static final double[] LEVELS = {0.025, 0.0025};

  /** What the interval of an excess, and of a fall, must leave out besides none, as shares. */
  private static final double EXCESS_MARGIN = 0.001;

  private static final double FALL_MARGIN = 0.0005;

  private static final int RELABELINGS = 1599;

  /** Draws without effect, whose median detectable effect stands for what a page would print. */
  private static final int PILOTS = 200;

  private static final long PILOT_SEED = 2_000_000_000L;

  private TestSimulation() {}

  static List<ClaimRate.Case> cases() {
    List<ClaimRate.Case> cases = new ArrayList<>();
    for (int photos : IntervalSimulation.PHOTOS) {
      for (double level : LEVELS) {
        for (int classes : new int[] {3, 4, 6}) {
          for (int runs : new int[] {1, 10}) {
            for (double constant : new double[] {0.2, 0.8}) {
              processings(cases, photos, level, classes, runs, constant);
            }
          }
        }
        for (double[] proportions : new double[][] {{0.66, 0.23, 0.11}, {0.5, 0.5}, {0.9, 0.1}}) {
          for (int each : new int[] {1, 4}) {
            for (double pull : new double[] {1, 3}) {
              attributes(cases, photos, level, proportions, each, pull);
            }
          }
        }
        for (double changing : new double[] {0.05, 0.2, 0.6}) {
          falls(cases, photos, level, 1, changing);
          falls(cases, photos, level, 30, changing);
        }
        if (photos < 300) {
          for (double noise : new double[] {0.5, 0.9, 1.3}) {
            cases.add(retrieval(photos, level, noise));
          }
        }
      }
      cases.add(ranks(photos));
    }
    return cases;
  }

  private static void processings(
      List<ClaimRate.Case> cases,
      int photos,
      double level,
      int classes,
      int runs,
      double constant) {
    String label =
        "%d classes, %d runs, %.1f of photos read as one class".formatted(classes, runs, constant);
    double chance = 1.0 / classes;
    double excess =
        pilot(
            random -> {
              double[] shares = Reads.draw(random, photos, classes, runs, constant, 0).shares();
              return DetectableEffect.ofProcessing(
                  IntervalSimulation.mean(shares),
                  ShareInterval.of(shares, classes * runs),
                  classes,
                  EXCESS_MARGIN,
                  level,
                  photos);
            });
    cases.add(
        new ClaimRate.Case(
            "probe reads a processing, no trace",
            label,
            photos,
            level,
            random -> Reads.draw(random, photos, classes, runs, constant, 0).found(level)));
    double read = excess / (1 - chance);
    if (read < 1) {
      cases.add(
          new ClaimRate.Case(
              "probe reads a processing, at the detectable effect",
              label + ", level %.4f, excess %.3f".formatted(level, excess),
              photos,
              0.8,
              random -> Reads.draw(random, photos, classes, runs, constant, read).found(level)));
    }
  }

  /** What a probe that knows photos better than processings reads. */
  private record Reads(int classes, int[][] labels, int[][][] reads) {

    /**
     * Draws; runs repeat nine cells of ten.
     *
     * @param constant share of photos that are read as one class under every processing
     * @param right share of cells that are read correctly whatever else
     */
    static Reads draw(
        NumpyGenerator random, int photos, int classes, int runs, double constant, double right) {
      int[][] labels = new int[photos][];
      int[][][] reads = new int[runs][photos][classes];
      for (int photo = 0; photo < photos; photo++) {
        labels[photo] = IntStream.range(0, classes).toArray();
        boolean same = random.nextDouble() < constant;
        // Squared: some classes are read more often than others.
        int one = (int) (classes * Math.pow(random.nextDouble(), 2));
        for (int cell = 0; cell < classes; cell++) {
          int guess = same ? one : (int) (classes * Math.pow(random.nextDouble(), 2));
          boolean planted = random.nextDouble() < right;
          int read = planted ? cell : guess;
          for (int run = 0; run < runs; run++) {
            int other = (int) (classes * random.nextDouble());
            boolean keeps = run == 0 || planted || random.nextDouble() < 0.9;
            reads[run][photo][cell] = keeps ? read : other;
          }
        }
      }
      return new Reads(classes, labels, reads);
    }

    double[] shares() {
      double[] shares = new double[labels.length];
      for (int photo = 0; photo < shares.length; photo++) {
        int right = 0;
        for (int[][] run : reads) {
          for (int cell = 0; cell < classes; cell++) {
            right += run[photo][cell] == labels[photo][cell] ? 1 : 0;
          }
        }
        shares[photo] = (double) right / (classes * reads.length);
      }
      return shares;
    }

    boolean found(double level) {
      Interval interval = ShareInterval.of(shares(), classes * reads.length);
      return interval.low() - 1.0 / classes >= EXCESS_MARGIN
          && WithinPhotoRelabeling.p(labels, reads) <= level;
    }
  }

  private static void attributes(
      List<ClaimRate.Case> cases,
      int photos,
      double level,
      double[] proportions,
      int each,
      double pull) {
    int[] labels = PhotoOutcomes.labels(photos, proportions);
    int[] owners = PhotoOutcomes.owners(labels, each);
    int classes = proportions.length;
    String label =
        "%d classes, the largest %.0f %%, owners of %d%s"
            .formatted(
                classes, 100 * proportions[0], each, pull > 1 ? ", mostly read as the first" : "");
    cases.add(
        new ClaimRate.Case(
            "probe reads an attribute, no trace",
            label,
            photos,
            level,
            random ->
                attributeFound(
                    labels,
                    owners,
                    classes,
                    attribute(random, labels, owners, classes, pull, 0),
                    level)));
    double excess =
        pilot(
            random -> {
              BalancedAccuracy accuracy =
                  balanced(
                      labels, owners, classes, attribute(random, labels, owners, classes, pull, 0));
              return DetectableEffect.ofAttribute(
                  accuracy.value(),
                  accuracy.interval(),
                  accuracy.classes(),
                  accuracy.majority(),
                  EXCESS_MARGIN,
                  level,
                  photos);
            });
    double read = excess / (1 - 1.0 / classes);
    // What the relabelings cannot resolve, the page says, and prints no detectable effect.
    boolean resolved =
        OwnerRelabeling.of(labels, labels, owners, classes, RELABELINGS, 0).resolves(level / 4);
    if (read < 1 && resolved) {
      cases.add(
          new ClaimRate.Case(
              "probe reads an attribute, at the detectable effect",
              label + ", level %.4f, excess %.3f".formatted(level, excess),
              photos,
              0.8,
              random ->
                  attributeFound(
                      labels,
                      owners,
                      classes,
                      attribute(random, labels, owners, classes, pull, read),
                      level)));
    }
  }

  /**
   * Reads that favor the first class by this power, and are alike for half of an owner's photos.
   */
  private static int[] attribute(
      NumpyGenerator random, int[] labels, int[] owners, int classes, double pull, double right) {
    int[] reads = new int[labels.length];
    int ofOwner = 0;
    for (int i = 0; i < reads.length; i++) {
      if (i == 0 || owners[i] != owners[i - 1]) {
        ofOwner = (int) (classes * Math.pow(random.nextDouble(), pull));
      }
      int guess =
          random.nextDouble() < 0.5
              ? ofOwner
              : (int) (classes * Math.pow(random.nextDouble(), pull));
      reads[i] = random.nextDouble() < right ? labels[i] : guess;
    }
    return reads;
  }

  private static BalancedAccuracy balanced(int[] labels, int[] owners, int classes, int[] reads) {
    double[] right =
        IntStream.range(0, reads.length).mapToDouble(i -> reads[i] == labels[i] ? 1 : 0).toArray();
    return BalancedAccuracy.of(labels, right, owners, classes);
  }

  private static boolean attributeFound(
      int[] labels, int[] owners, int classes, int[] reads, double level) {
    BalancedAccuracy accuracy = balanced(labels, owners, classes, reads);
    return accuracy.interval().low() - accuracy.chance() >= EXCESS_MARGIN
        && OwnerRelabeling.of(labels, reads, owners, classes, RELABELINGS, 0).p() <= level;
  }

  private static void falls(
      List<ClaimRate.Case> cases, int photos, double level, int cells, double changing) {
    String label = "%.2f of photos change, %d cells".formatted(changing, cells);
    cases.add(
        new ClaimRate.Case(
            "neighbors fall, no trace",
            label,
            photos,
            level,
            random ->
                fallFound(
                    PhotoOutcomes.changes(random, photos, cells, changing, 0.5, false),
                    cells,
                    level)));
    double fall =
        pilot(
            random -> {
              double[] changes = PhotoOutcomes.changes(random, photos, cells, changing, 0.5, false);
              Interval interval = DifferenceInterval.of(changes, cells);
              return DetectableEffect.excess(FALL_MARGIN, level, interval.halfWidth());
            });
    double falling = 0.5 + 0.5 * fall / -PhotoOutcomes.meanChange(cells, changing, 1, false);
    if (falling <= 1) {
      cases.add(
          new ClaimRate.Case(
              "neighbors fall, at the detectable effect",
              label + ", level %.4f, fall %.3f".formatted(level, fall),
              photos,
              0.8,
              random ->
                  fallFound(
                      PhotoOutcomes.changes(random, photos, cells, changing, falling, false),
                      cells,
                      level)));
    }
  }

  private static boolean fallFound(double[] changes, int cells, double level) {
    int[] fallen = Arrays.stream(changes).mapToInt(c -> (int) Math.rint(-c * cells)).toArray();
    return -DifferenceInterval.of(changes, cells).high() >= FALL_MARGIN
        && SignFlip.pOfRise(fallen) <= level;
  }

  private static ClaimRate.Case retrieval(int photos, double level, double noise) {
    return new ClaimRate.Case(
        "camera type pulls, no trace",
        "noise %.1f".formatted(noise),
        photos,
        level,
        random -> {
          PairSimulation.Retrieval drawn = PairSimulation.retrieval(random, photos, noise, 0);
          return SignFlip.pOfRise(drawn.same(), drawn.different(), 2) <= level;
        });
  }

  private static ClaimRate.Case ranks(int photos) {
    return new ClaimRate.Case(
        "ranks: any of five equal encoders told apart",
        "six cells, share 0.3",
        photos,
        0.05,
        random -> {
          double[][] shares = new double[5][];
          double[] common = PhotoOutcomes.shares(random, photos, 6, 0.3, 0.3);
          for (int encoder = 0; encoder < shares.length; encoder++) {
            double[] own = PhotoOutcomes.shares(random, photos, 6, 0.3, 0.3);
            for (int photo = 0; photo < photos; photo++) {
              own[photo] = random.nextDouble() < 0.5 ? common[photo] : own[photo];
            }
            shares[encoder] = own;
          }
          return Places.of(shares, 6).stream()
              .anyMatch(place -> place.best() > 1 || place.worst() < shares.length);
        });
  }

  /** The median over draws of what a page would print. */
  private static double pilot(ToDoubleFunction<NumpyGenerator> printed) {
    double[] sorted =
        IntStream.range(0, PILOTS)
            .mapToDouble(i -> printed.applyAsDouble(new NumpyGenerator(PILOT_SEED + i)))
            .sorted()
            .toArray();
    return sorted[PILOTS / 2];
  }
}
