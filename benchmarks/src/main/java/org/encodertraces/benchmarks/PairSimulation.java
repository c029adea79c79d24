package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.encodertraces.benchmarks.Coverage.Case;
import org.encodertraces.benchmarks.Coverage.Estimate;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.DifferenceInterval;
import org.encodertraces.statistics.Jackknife;
import org.encodertraces.statistics.PairRate;
import org.encodertraces.statistics.ShareInterval;

/**
 * Embeddings in 24 dimensions whose photos meet each other: pairs by two cameras, copies and
 * originals. Truth is the mean over many draws of as many photos, as recall depends on their
 * number.
 */
final class PairSimulation {

  private static final int DIMENSION = 24;

  private PairSimulation() {}

  /**
   * Recall@1 by subject.
   *
   * @param same [subjects] share of its two queries that hit among the query's type
   * @param different [subjects] the same among the other type
   * @param leftOut [subjects] recall different - same without that subject
   */
  record Retrieval(double[] same, double[] different, double[] leftOut) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int photos : new int[] {45, 100}) {
      for (double noise : new double[] {0.5, 0.9, 1.3}) {
        for (double trace : new double[] {0, 1, 2}) {
          retrieval(cases, photos, noise, trace);
        }
      }
    }
    for (int photos : new int[] {45, 100}) {
      for (double noise : new double[] {0.5, 1.5}) {
        for (double plain : new double[] {0, 0.05, 0.3}) {
          for (double common : new double[] {1, 3}) {
            copies(cases, photos, noise, plain, common);
          }
        }
      }
    }
    return cases;
  }

  private static void retrieval(List<Case> cases, int photos, double noise, double trace) {
    String label = "noise %.1f, trace %.0f".formatted(noise, trace);
    cases.add(
        new Case(
            "recall@1, by subject: Korn-Graubard",
            label,
            photos,
            OptionalDouble.empty(),
            random -> {
              double[] same = retrieval(random, photos, noise, trace).same();
              return new Estimate(IntervalSimulation.mean(same), ShareInterval.of(same, 2));
            }));
    cases.add(
        new Case(
            "difference of recalls: jackknife",
            label,
            photos,
            OptionalDouble.empty(),
            random -> {
              Retrieval retrieval = retrieval(random, photos, noise, trace);
              double value = difference(retrieval);
              return new Estimate(value, Jackknife.difference(value, retrieval.leftOut()));
            }));
    cases.add(
        new Case(
            "not printed: difference of recalls by subject, galleries apart",
            label,
            photos,
            OptionalDouble.empty(),
            random -> {
              Retrieval retrieval = retrieval(random, photos, noise, trace);
              return new Estimate(
                  difference(retrieval),
                  DifferenceInterval.of(retrieval.same(), retrieval.different(), 2));
            }));
  }

  private static double difference(Retrieval retrieval) {
    return IntervalSimulation.mean(retrieval.different())
        - IntervalSimulation.mean(retrieval.same());
  }

  /** Copies with their originals; {@code plain} of the photos resemble any other. */
  private static void copies(
      List<Case> cases, int photos, double noise, double plain, double common) {
    String label = "noise %.1f, %.2f plain, common %.0f".formatted(noise, plain, common);
    for (double threshold : new double[] {0.5, 0.7, 0.9}) {
      cases.add(
          new Case(
              "rate over pairs of photos: jackknife",
              label + ", threshold " + threshold,
              photos,
              OptionalDouble.empty(),
              random -> {
                double[][] cosines = cosines(random, photos, noise, plain, common);
                long[] byCopy = new long[photos];
                long[] byOriginal = new long[photos];
                for (int copy = 0; copy < photos; copy++) {
                  for (int original = 0; original < photos; original++) {
                    if (copy != original && cosines[copy][original] >= threshold) {
                      byCopy[copy]++;
                      byOriginal[original]++;
                    }
                  }
                }
                PairRate rate = PairRate.of(byCopy, byOriginal);
                return new Estimate(rate.value(), rate.interval());
              }));
    }
    if (photos == 45) {
      cases.add(
          new Case(
              "AUC of copies against strangers: jackknife",
              label,
              photos,
              OptionalDouble.empty(),
              random -> {
                double[] areas = areas(cosines(random, photos, noise, plain, common));
                double[] leftOut = Arrays.copyOf(areas, photos);
                return new Estimate(areas[photos], Jackknife.share(areas[photos], leftOut));
              }));
    }
  }

  /** Two photos of each subject, by types of cameras that differ along one direction. */
  static Retrieval retrieval(NumpyGenerator random, int photos, double noise, double trace) {
    double[][][] rows = new double[2][photos][];
    for (int i = 0; i < photos; i++) {
      double[] subject = gaussian(random, 1);
      for (int type = 0; type < 2; type++) {
        rows[type][i] = plus(subject, gaussian(random, noise));
        rows[type][i][0] += type == 0 ? trace : -trace;
      }
    }
    double[] same = new double[photos];
    double[] different = new double[photos];
    double[] lost = new double[photos];
    double[] won = new double[photos];
    for (int type = 0; type < 2; type++) {
      for (int i = 0; i < photos; i++) {
        double[] query = rows[type][i];
        double positive = cosine(query, rows[1 - type][i]);
        for (int gallery = 0; gallery < 2; gallery++) {
          int above = 0;
          int last = i;
          for (int j = 0; j < photos; j++) {
            if (j != i && cosine(query, rows[gallery][j]) >= positive) {
              above++;
              last = j;
            }
          }
          double sign = gallery == type ? -0.5 : 0.5;
          double[] hits = gallery == type ? same : different;
          if (above == 0) {
            hits[i] += 0.5;
            lost[i] += sign;
          } else if (above == 1) {
            won[last] += sign;
          }
        }
      }
    }
    double total = Arrays.stream(different).sum() - Arrays.stream(same).sum();
    double[] leftOut = new double[photos];
    for (int i = 0; i < photos; i++) {
      leftOut[i] = (total - lost[i] + won[i]) / (photos - 1);
    }
    return new Retrieval(same, different, leftOut);
  }

  private static double[][] cosines(
      NumpyGenerator random, int photos, double noise, double plain, double common) {
    double[][] originals = new double[photos][];
    double[][] copies = new double[photos][];
    for (int i = 0; i < photos; i++) {
      originals[i] = gaussian(random, random.nextDouble() < plain ? 0.2 : 1);
      originals[i][0] += common;
      copies[i] = plus(originals[i], gaussian(random, noise));
    }
    double[][] cosines = new double[photos][photos];
    for (int copy = 0; copy < photos; copy++) {
      for (int original = 0; original < photos; original++) {
        cosines[copy][original] = cosine(copies[copy], originals[original]);
      }
    }
    return cosines;
  }

  /** AUC without each photo, and last with all. */
  private static double[] areas(double[][] cosines) {
    int photos = cosines.length;
    double[] lost = new double[photos];
    double total = 0;
    for (int own = 0; own < photos; own++) {
      for (int copy = 0; copy < photos; copy++) {
        for (int original = 0; original < photos; original++) {
          if (copy != original && cosines[own][own] > cosines[copy][original]) {
            total++;
            lost[own]++;
            if (copy != own) {
              lost[copy]++;
            }
            if (original != own) {
              lost[original]++;
            }
          }
        }
      }
    }
    double[] areas = new double[photos + 1];
    double n = photos;
    areas[photos] = total / (n * n * (n - 1));
    for (int i = 0; i < photos; i++) {
      areas[i] = (total - lost[i]) / ((n - 1) * (n - 1) * (n - 2));
    }
    return areas;
  }

  private static double[] gaussian(NumpyGenerator random, double scale) {
    double[] values = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = scale * random.nextGaussian();
    }
    return values;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      first += a[i] * a[i];
      second += b[i] * b[i];
    }
    return product / Math.sqrt(first * second);
  }
}
