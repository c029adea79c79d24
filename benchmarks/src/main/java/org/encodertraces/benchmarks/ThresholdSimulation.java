package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.encodertraces.copies.KeptThreshold;
import org.encodertraces.copies.Resemblance;
import org.encodertraces.copies.StrangerPairs;
import org.encodertraces.copies.StrangersThreshold;
import org.encodertraces.copies.WrongPairs;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.PerceptualHash;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.statistics.Figure;

/**
 * How often thresholds' intervals hold the truth, on planted similarities of known distribution,
 * and what photos say of a collection a hundred times as large.
 *
 * <p>{@code ThresholdSimulation [DRAWS] [PART …]}, 1,000 draws and all parts by default: {@code
 * kept strangers clusters one times detection}.
 */
public final class ThresholdSimulation {

  /** Of planted embeddings. */
  static final int DIMENSION = 8;

  private static final List<String> PARTS =
      List.of("kept", "strangers", "clusters", "one", "times", "detection");

  private final int draws;

  private ThresholdSimulation(int draws) {
    this.draws = draws;
  }

  /** Prints a line a population. */
  public static void main(String[] arguments) throws InterruptedException {
    int draws = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
    List<String> parts =
        arguments.length < 2 ? PARTS : List.of(arguments).subList(1, arguments.length);
    ThresholdSimulation simulation = new ThresholdSimulation(draws);
    for (String part : parts) {
      switch (part) {
        case "kept" -> simulation.kept();
        case "strangers" -> {
          for (double hubs : new double[] {0, 0.02}) {
            simulation.strangers(300, hubs);
          }
        }
        case "clusters" -> simulation.clusters();
        case "one" -> simulation.fewerThanOne();
        case "times" -> simulation.atAHundredTimes();
        case "detection" -> new DetectionSimulation(draws).run();
        default -> throw new IllegalArgumentException(part + ": expected some of " + PARTS);
      }
    }
  }

  static void say(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }

  /** Copies' cosines: uniform, near 1 with a long tail, and of few values. */
  private void kept() {
    say("population | photos | share | held of %d | the lower end keeps the share", draws);
    List<DoubleUnaryOperator> quantiles =
        List.of(u -> u, u -> 1 - Math.pow(1 - u, 4) * 0.5, u -> Math.ceil(u * 50) / 50);
    List<String> names = List.of("uniform", "long tail", "50 values");
    for (int population = 0; population < quantiles.size(); population++) {
      for (int photos : new int[] {50, 120, 400, 1500}) {
        for (double share : new double[] {0.9, 0.95, 0.99}) {
          double truth = quantiles.get(population).applyAsDouble(1 - share);
          int held = 0;
          int safe = 0;
          boolean told = true;
          for (int draw = 0; draw < draws && told; draw++) {
            Random random = new Random(31L * draw + photos);
            float[] values = new float[photos];
            for (int i = 0; i < photos; i++) {
              values[i] = (float) quantiles.get(population).applyAsDouble(random.nextDouble());
            }
            Arrays.sort(values);
            KeptThreshold kept = KeptThreshold.of(values, share);
            Double low = kept.low();
            Double high = kept.high();
            told = low != null && high != null;
            if (low != null && high != null) {
              held += low <= truth + 1e-7 && truth <= high + 1e-7 ? 1 : 0;
              safe += low <= truth + 1e-7 ? 1 : 0;
            }
          }
          if (told) {
            say("%s | %d | %.2f | %d | %d", names.get(population), photos, share, held, safe);
          }
        }
      }
    }
  }

  /**
   * Pairs of strangers in directions of 8 dimensions; a share of the photos, hubs, lies towards one
   * direction and resembles each other.
   */
  private void strangers(int photos, double hubs) throws InterruptedException {
    for (double threshold : new double[] {0.6, 0.7, 0.8}) {
      double truth = 0;
      if (hubs > 0) {
        int many = 400;
        for (int draw = 0; draw < many; draw++) {
          truth += rate(photos, hubs, threshold, new Random(1_000_000L + draw)).value() / many;
        }
      } else {
        truth = 500 * (100.0 * photos - 1) * share(threshold);
      }
      int held = 0;
      double passing = 0;
      for (int draw = 0; draw < draws; draw++) {
        Figure found = rate(photos, hubs, threshold, new Random(draw));
        held += found.low() <= truth && truth <= found.high() ? 1 : 0;
        passing += found.value() / draws;
      }
      say(
          "strangers a 1,000 of %,d photos, from %d, %.0f %% hubs, threshold %.1f: truth %.1f, mean"
              + " %.1f, held %d of %d",
          100 * photos, photos, 100 * hubs, threshold, truth, passing, held, draws);
    }
  }

  private Figure rate(int photos, double hubs, double threshold, Random random)
      throws InterruptedException {
    float[][] values = directions(random, photos);
    for (float[] row : values) {
      if (random.nextDouble() < hubs) {
        row[0] += 6;
      }
    }
    WrongPairs wrong = pairs(values, threshold, Resemblance.none(), 100 * photos);
    Figure strangers = wrong.strangers();
    return strangers == null
        ? new Figure(0, 0, Double.POSITIVE_INFINITY) // refused: it says nothing that could be wrong
        : strangers;
  }

  /** Clusters of near-duplicates: each photo begins one of 2 or 3 with a small chance. */
  private void clusters() throws InterruptedException {
    int photos = 300;
    for (double begins : new double[] {0.01, 0.05}) {
      // A cluster of two has a pair, one of three has three.
      double pairsPerPhoto = begins * (0.7 + 0.3 * 3);
      double photosPerPhoto = 1 + begins * (0.7 + 0.3 * 2);
      double truth = 1000 * pairsPerPhoto / photosPerPhoto;
      int held = 0;
      int refused = 0;
      double mean = 0;
      double strangersTruth = 500 * (100.0 * photos - 1) * share(0.7);
      int total = 0;
      for (int draw = 0; draw < draws; draw++) {
        Random random = new Random(draw);
        List<float[]> rows = new ArrayList<>();
        List<Long> hashes = new ArrayList<>();
        while (rows.size() < photos) {
          float[] row = directions(random, 1)[0];
          long hash = random.nextLong();
          int members = random.nextDouble() < begins ? random.nextDouble() < 0.3 ? 3 : 2 : 1;
          for (int i = 0; i < members && rows.size() < photos; i++) {
            rows.add(row.clone());
            hashes.add(hash);
          }
        }
        Resemblance resemblance = Resemblance.of(hashes.stream().map(PerceptualHash::new).toList());
        WrongPairs wrong = pairs(rows.toArray(float[][]::new), 0.7, resemblance, 100 * photos);
        Figure near = wrong.nearDuplicates();
        held += near.low() <= truth && truth <= near.high() ? 1 : 0;
        mean += near.value() / draws;
        Double low = wrong.low();
        Double high = wrong.high();
        if (low == null || high == null) {
          refused++;
        } else {
          double whole = truth + strangersTruth;
          total += low <= whole && whole <= high ? 1 : 0;
        }
      }
      say(
          "near-duplicates a 1,000 photos, %.2f of photos begin a cluster: truth %.2f, mean %.2f,"
              + " held %d of %d; both terms held %d of %d",
          begins, truth, mean, held, draws, total, draws - refused);
    }
  }

  /** The threshold of one in 1,000. */
  private void fewerThanOne() throws InterruptedException {
    for (int photos : new int[] {500, 2000}) {
      for (int collection : new int[] {50, photos / 5}) {
        double rate = 1 / (500 * (collection - 1.0));
        double truth = quantile(rate);
        int held = 0;
        int told = 0;
        int twoSided = 0;
        int few = Math.max(1, draws / (photos / 500));
        for (int draw = 0; draw < few; draw++) {
          StrangersThreshold found =
              StrangersThreshold.of(
                  of(directions(new Random(draw), photos), new float[0], Resemblance.none()),
                  collection);
          Double low = found.low();
          Double high = found.high();
          if (low != null) {
            told++;
            held += low <= truth && (high == null || truth <= high) ? 1 : 0;
            twoSided += high == null ? 0 : 1;
          }
        }
        say(
            "fewer than one in 1,000 of %,d, from %,d photos: truth %.4f, held %d of %d (%d"
                + " two-sided)",
            collection, photos, truth, held, told, twoSided);
      }
    }
  }

  /** What 300 photos say of 30,000, and what 30,000 show. */
  private void atAHundredTimes() throws InterruptedException {
    int photos = 300;
    for (double threshold : new double[] {0.6, 0.8}) {
      WrongPairs small =
          pairs(directions(new Random(1), photos), threshold, Resemblance.none(), 100 * photos);
      WrongPairs large =
          pairs(
              directions(new Random(2), 100 * photos), threshold, Resemblance.none(), 100 * photos);
      Figure said = small.strangers();
      say(
          "threshold %.1f: %d photos say %s of %,d; these show %.1f",
          threshold,
          photos,
          String.valueOf(said),
          100 * photos,
          1000.0 * large.strangersPassing() / (100 * photos));
    }
  }

  private WrongPairs pairs(
      float[][] values, double threshold, Resemblance resemblance, int collection)
      throws InterruptedException {
    float at = (float) threshold;
    return of(values, new float[] {at}, resemblance).wrongPairs(at, collection);
  }

  private StrangerPairs of(float[][] values, float[] thresholds, Resemblance resemblance)
      throws InterruptedException {
    try (UnitRows rows = new UnitRows(values.length, DIMENSION);
        Engine engine = Engine.ofMachine()) {
      for (int i = 0; i < values.length; i++) {
        rows.put(i, values[i], 0);
      }
      return StrangerPairs.of(rows, resemblance, thresholds, engine);
    }
  }

  /** Rows without a direction of their own. */
  static float[][] directions(Random random, int photos) {
    float[][] values = new float[photos][DIMENSION];
    for (float[] row : values) {
      for (int i = 0; i < DIMENSION; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  /** The share of pairs of random directions at or above a cosine. */
  private static double share(double cosine) {
    return 0.5
        * BetaDistribution.of((DIMENSION - 1) / 2.0, 0.5)
            .cumulativeProbability(1 - cosine * cosine);
  }

  private static double quantile(double rate) {
    return Math.sqrt(
        1 - BetaDistribution.of((DIMENSION - 1) / 2.0, 0.5).inverseCumulativeProbability(2 * rate));
  }
}
