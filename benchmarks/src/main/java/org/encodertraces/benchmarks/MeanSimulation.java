package org.encodertraces.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.MeanInterval;

/**
 * How often intervals of means by Student's t hold the truth, on populations such as cosines and
 * margins have: {@code MeanSimulation [DRAWS]}, 10,000 by default.
 *
 * <p>The worst tenth is the mean of the tenth of the photos with the lowest values; its truth is
 * that of a million photos.
 */
public final class MeanSimulation {

  private record Population(String name, ToDoubleFunction<Random> draw) {}

  private static final List<Population> POPULATIONS =
      List.of(
          new Population("normal, as margins", random -> 0.05 + 0.2 * random.nextGaussian()),
          new Population(
              "cosines near 1, long tail", random -> 1 - 0.02 * -Math.log(1 - random.nextDouble())),
          new Population(
              "cosines, a tenth far off",
              random -> 1 - (random.nextDouble() < 0.1 ? 0.3 : 0.01) * random.nextDouble()),
          new Population(
              "cosines, a fiftieth far off",
              random -> 1 - (random.nextDouble() < 0.02 ? 0.3 : 0.01) * random.nextDouble()),
          new Population(
              "margins of two kinds",
              random -> (random.nextDouble() < 0.3 ? -0.3 : 0.2) + 0.05 * random.nextGaussian()));

  private MeanSimulation() {}

  /** Prints a line a population and number of photos. */
  public static void main(String[] arguments) {
    int draws = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
    for (Population population : POPULATIONS) {
      double[] many = values(population, 1_000_000, new Random(-1));
      double mean = mean(many, many.length);
      double worst = mean(many, many.length / 10);
      for (int photos : new int[] {12, 45, 100, 300, 1_000}) {
        int held = 0;
        int heldWorst = 0;
        for (int draw = 0; draw < draws; draw++) {
          double[] values = values(population, photos, new Random(draw));
          held += holds(MeanInterval.of(values), mean);
          heldWorst += holds(worstTenth(values), worst);
        }
        System.out.println(
            String.format(
                Locale.ROOT,
                "%s, %,d photos: mean held in %.1f %%, worst tenth in %.1f %% of %,d",
                population.name(),
                photos,
                100.0 * held / draws,
                100.0 * heldWorst / draws,
                draws));
      }
    }
  }

  private static int holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  /** As the table of repairs takes it: jackknife over photos. */
  private static Interval worstTenth(double[] sorted) {
    int count = lowest(sorted.length);
    int fewer = lowest(sorted.length - 1);
    double sum = 0;
    for (int i = 0; i <= fewer && i < sorted.length; i++) {
      sum += sorted[i];
    }
    double[] without = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      // The lowest of the others: without one of them the next moves up.
      without[i] = (sum - (i <= fewer ? sorted[i] : sorted[fewer])) / fewer;
    }
    return MeanInterval.ofJackknife(mean(sorted, count), without);
  }

  private static int lowest(int photos) {
    return Math.max(1, (int) Math.ceil(photos / 10.0));
  }

  private static double[] values(Population population, int photos, Random random) {
    double[] values = new double[photos];
    for (int i = 0; i < photos; i++) {
      values[i] = population.draw().applyAsDouble(random);
    }
    Arrays.sort(values);
    return values;
  }

  private static double mean(double[] sorted, int first) {
    double sum = 0;
    for (int i = 0; i < first; i++) {
      sum += sorted[i];
    }
    return sum / first;
  }
}
