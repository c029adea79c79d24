package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.Jackknife;
import org.encodertraces.statistics.MeanInterval;

/**
 * What the neighbors of photos are, in galleries of other photos that each carry one processing
 * drawn uniformly, ten draws (docs/repair.md, "Neighbors"). A query photo stands under every
 * processing.
 *
 * @param sameProcessing [photos] share of the ten nearest that carry the query's processing
 * @param copyFirst [photos] share of queries whose nearest photo of all is the query's own, under
 *     another processing
 * @param reciprocalRank [photos] mean of one over the rank of the query's own photo
 * @param microAp µAP of finding copies, pooled over all queries
 * @param robustness what content classes let tell; none where photos have none
 * @param neighbors that were looked at: ten, or all others of fewer
 */
record Neighborhood(
    double[] sameProcessing,
    double[] copyFirst,
    double[] reciprocalRank,
    Figure microAp,
    Optional<Robustness> robustness,
    int processings,
    int neighbors) {

  static final int DRAWS = 10;

  /** Neighbors that are looked at. */
  static final int NEAREST = 10;

  /** Percent of the ten nearest that carry the query's processing; chance is one in processings. */
  Figure sameProcessingPercent() {
    return Figure.percent(sameProcessing, DRAWS * processings * neighbors);
  }

  Figure copyFirstPercent() {
    return Figure.percent(copyFirst, DRAWS * (processings - 1));
  }

  /**
   * Looks.
   *
   * @param vectors of length 1
   * @param firstQuery photos from this one on are queries; the gallery holds all others
   */
  static Neighborhood of(HeldVectors vectors, int firstQuery, Similarities similarities) {
    return new Look(vectors, firstQuery, similarities).run();
  }

  /** The ten draws. */
  private static final class Look {

    /** Photos from which on the worst tenth is told: of fewer its interval is too short. */
    private static final int LEAST_FOR_WORST = 100;

    private final HeldVectors vectors;
    private final int firstQuery;
    private final Similarities similarities;
    private final int photos;
    private final int queries;
    private final int processings;
    private final double[] same;
    private final double[] first;
    private final double[] reciprocal;
    private final double[] classOther;
    private final double[] otherSame;
    private final double[] undefined;
    private final double[] margins;
    private final int[] marginCounts;
    private double microAp;
    private final double[] microApWithout;
    private final Nearest nearest = new Nearest(NEAREST);

    Look(HeldVectors vectors, int firstQuery, Similarities similarities) {
      this.vectors = vectors;
      this.firstQuery = firstQuery;
      this.similarities = similarities;
      photos = vectors.photos();
      queries = photos - firstQuery;
      processings = vectors.processings();
      same = new double[queries];
      first = new double[queries];
      reciprocal = new double[queries];
      classOther = new double[queries];
      otherSame = new double[queries];
      undefined = new double[queries];
      margins = new double[queries];
      marginCounts = new int[queries];
      microApWithout = new double[queries];
    }

    Neighborhood run() {
      for (int draw = 0; draw < DRAWS; draw++) {
        look(new NumpyGenerator(draw).choice(processings, photos));
      }
      int neighbors = Math.min(NEAREST, photos - 1);
      divide(same, DRAWS * processings * neighbors);
      divide(undefined, DRAWS * processings);
      divide(first, DRAWS * (processings - 1));
      divide(reciprocal, DRAWS * (processings - 1));
      Figure pooled =
          Figure.of(100 * microAp, Jackknife.share(microAp, microApWithout).scaled(100));
      return new Neighborhood(
          same, first, reciprocal, pooled, robustness(), processings, neighbors);
    }

    /** From counts to shares, so that a share of all is 1 and not nearly so. */
    private static void divide(double[] counts, int cells) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] /= cells;
      }
    }

    private void look(int[] drawn) {
      int d = vectors.dimension();
      float[] gallery = new float[photos * d];
      for (int photo = 0; photo < photos; photo++) {
        vectors.read(photo, drawn[photo], gallery, photo * d);
      }
      CopyPrecision copies = new CopyPrecision(vectors, firstQuery, drawn);
      for (int p = 0; p < processings; p++) {
        int processing = p;
        similarities.of(
            Arrays.copyOfRange(vectors.rows().get(p), firstQuery * d, photos * d),
            gallery,
            d,
            (query, cosines, from) -> {
              look(query, processing, cosines, from, drawn);
              if (drawn[firstQuery + query] != processing) {
                copy(query, cosines, from);
                copies.add(query, cosines, from);
              }
            });
      }
      microAp += copies.value() / DRAWS;
      for (int i = 0; i < queries; i++) {
        microApWithout[i] += copies.without(i) / DRAWS;
      }
    }

    private void look(int query, int processing, float[] cosines, int from, int[] drawn) {
      int own = firstQuery + query;
      boolean classes = vectors.contentClasses() > 1;
      float bestClass = Float.NEGATIVE_INFINITY;
      float bestTrace = Float.NEGATIVE_INFINITY;
      nearest.clear();
      for (int photo = 0; photo < photos; photo++) {
        if (photo != own) {
          float cosine = cosines[from + photo];
          nearest.offer(photo, cosine);
          if (classes) {
            boolean sameClass = vectors.content(photo) == vectors.content(own);
            boolean sameTrace = drawn[photo] == processing;
            if (sameClass && !sameTrace) {
              bestClass = Math.max(bestClass, cosine);
            } else if (!sameClass && sameTrace) {
              bestTrace = Math.max(bestTrace, cosine);
            }
          }
        }
      }
      if (bestClass > Float.NEGATIVE_INFINITY && bestTrace > Float.NEGATIVE_INFINITY) {
        margins[query] += bestClass - bestTrace;
        marginCounts[query]++;
      }
      int so = 0;
      int os = 0;
      int alike = 0;
      for (int rank = 0; rank < nearest.count(); rank++) {
        int photo = nearest.column(rank);
        boolean sameTrace = drawn[photo] == processing;
        boolean sameClass = vectors.content(photo) == vectors.content(own);
        alike += sameTrace ? 1 : 0;
        so += sameClass && !sameTrace ? 1 : 0;
        os += !sameClass && sameTrace ? 1 : 0;
      }
      same[query] += alike;
      classOther[query] += so;
      otherSame[query] += os;
      undefined[query] += so + os == 0 ? 1 : 0;
    }

    private void copy(int query, float[] cosines, int from) {
      int own = firstQuery + query;
      float cosine = cosines[from + own];
      int nearer = 0;
      for (int photo = 0; photo < photos; photo++) {
        nearer += photo != own && cosines[from + photo] >= cosine ? 1 : 0;
      }
      first[query] += nearer == 0 ? 1 : 0;
      reciprocal[query] += 1.0 / (nearer + 1);
    }

    private Optional<Robustness> robustness() {
      if (vectors.contentClasses() < 2) {
        return Optional.empty();
      }
      double so = Arrays.stream(classOther).sum();
      double os = Arrays.stream(otherSame).sum();
      double[] without = new double[queries];
      for (int i = 0; i < queries; i++) {
        double all = so + os - classOther[i] - otherSame[i];
        without[i] = all == 0 ? 0 : (so - classOther[i]) / all;
      }
      List<Double> defined = new ArrayList<>();
      for (int i = 0; i < queries; i++) {
        if (marginCounts[i] > 0) {
          defined.add(margins[i] / marginCounts[i]);
        }
      }
      if (so + os == 0 || defined.size() < 2) {
        return Optional.empty();
      }
      double[] values = defined.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double index = so / (so + os);
      return Optional.of(
          new Robustness(
              Figure.of(index, Jackknife.share(index, without)),
              Figure.percent(undefined, DRAWS * processings),
              Figure.of(Figure.mean(values), MeanInterval.of(values)),
              values.length < LEAST_FOR_WORST
                  ? Optional.empty()
                  : Optional.of(worstTenth(values))));
    }

    private static Figure worstTenth(double[] sorted) {
      double[] without = new double[sorted.length];
      for (int i = 0; i < sorted.length; i++) {
        double[] others = new double[sorted.length - 1];
        System.arraycopy(sorted, 0, others, 0, i);
        System.arraycopy(sorted, i + 1, others, i, others.length - i);
        without[i] = lowest(others);
      }
      double value = lowest(sorted);
      Interval interval = MeanInterval.ofJackknife(value, without);
      return Figure.of(value, interval);
    }

    private static double lowest(double[] sorted) {
      int count = Math.max(1, (int) Math.ceil(sorted.length / 10.0));
      return Figure.mean(Arrays.copyOf(sorted, count));
    }
  }
}
