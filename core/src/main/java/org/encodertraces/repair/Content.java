package org.encodertraces.repair;

import java.util.Arrays;
import java.util.List;
import org.encodertraces.linalg.internal.Lapack;

/** What is left of content in vectors of length 1. */
final class Content {

  private static final int NEIGHBORS = 10;

  private Content() {}

  /** [queries] whether most of the ten nearest other photos are of the photo's class: 0 or 1. */
  static double[] byNeighbors(HeldVectors plain, int firstQuery, Similarities similarities) {
    int photos = plain.photos();
    double[] right = new double[photos - firstQuery];
    int[] votes = new int[plain.contentClasses()];
    int[][] nearest = nearest(plain, firstQuery, similarities);
    for (int query = 0; query < right.length; query++) {
      Arrays.fill(votes, 0);
      for (int photo : nearest[query]) {
        votes[plain.content(photo)]++;
      }
      int best = 0;
      for (int c = 1; c < votes.length; c++) {
        best = votes[c] > votes[best] ? c : best;
      }
      right[query] = best == plain.content(firstQuery + query) ? 1 : 0;
    }
    return right;
  }

  /** [queries][ten, or fewer] the nearest other photos. */
  static int[][] nearest(HeldVectors plain, int firstQuery, Similarities similarities) {
    int d = plain.dimension();
    int photos = plain.photos();
    int[][] found = new int[photos - firstQuery][];
    Nearest nearest = new Nearest(NEIGHBORS);
    similarities.of(
        Arrays.copyOfRange(plain.rows().get(0), firstQuery * d, photos * d),
        plain.rows().get(0),
        d,
        (query, cosines, from) -> {
          nearest.clear();
          for (int photo = 0; photo < photos; photo++) {
            if (photo != firstQuery + query) {
              nearest.offer(photo, cosines[from + photo]);
            }
          }
          found[query] = new int[nearest.count()];
          Arrays.setAll(found[query], nearest::column);
        });
    return found;
  }

  /** [queries] share of the nearest other photos that are not among those of before. */
  static double[] changed(int[][] before, int[][] after) {
    double[] shares = new double[before.length];
    for (int query = 0; query < before.length; query++) {
      int[] old = before[query];
      long kept =
          Arrays.stream(after[query])
              .filter(photo -> Arrays.stream(old).anyMatch(other -> other == photo))
              .count();
      shares[query] = 1 - (double) kept / Math.max(1, old.length);
    }
    return shares;
  }

  /** [test photos] whether a linear classifier of the train photos is right: 0 or 1. */
  static double[] linear(HeldVectors train, HeldVectors test, Lapack lapack) {
    LabeledVectors tested = LabeledVectors.byContent(test);
    int[] read = LinearAuditor.train(LabeledVectors.byContent(train), lapack).read(tested);
    double[] right = new double[read.length];
    for (int i = 0; i < read.length; i++) {
      right[i] = read[i] == tested.labels()[i] ? 1 : 0;
    }
    return right;
  }

  /** Draws of which class is learned under which processing. */
  static final int CONFOUNDED_DRAWS = 2;

  /**
   * The share of a test photo's processings under which a linear classifier is right that learned
   * each class under one processing alone: what a classifier makes of a collection whose classes
   * came by different ways.
   */
  static double[] confounded(HeldVectors train, HeldVectors test, Lapack lapack) {
    int processings = train.processings();
    double[] shares = new double[test.photos()];
    for (int draw = 0; draw < CONFOUNDED_DRAWS; draw++) {
      int d = train.dimension();
      float[] rows = new float[train.photos() * d];
      int[] of = new int[train.photos()];
      for (int i = 0; i < of.length; i++) {
        of[i] = i;
        int processing = (train.content(i) + draw * (1 + processings / 2)) % processings;
        train.read(i, processing, rows, i * d);
      }
      LinearAuditor classifier =
          LinearAuditor.train(
              new LabeledVectors(d, rows, train.content(), of, train.contentClasses()), lapack);
      for (float[] under : test.rows()) {
        int[] read =
            classifier.read(
                LabeledVectors.byContent(
                    new HeldVectors(d, List.of(under), test.content(), test.contentClasses())));
        for (int i = 0; i < read.length; i++) {
          shares[i] += read[i] == test.content(i) ? 1 : 0;
        }
      }
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= (double) processings * CONFOUNDED_DRAWS;
    }
    return shares;
  }

  /** [queries] mean over processings of the cosine to the vector before. */
  static double[] cosines(HeldVectors before, HeldVectors after, int firstQuery) {
    int d = before.dimension();
    double[] cosines = new double[before.photos() - firstQuery];
    float[] a = new float[d];
    float[] b = new float[d];
    for (int query = 0; query < cosines.length; query++) {
      for (int p = 0; p < before.processings(); p++) {
        before.read(firstQuery + query, p, a, 0);
        after.read(firstQuery + query, p, b, 0);
        double sum = 0;
        for (int i = 0; i < d; i++) {
          sum += (double) a[i] * b[i];
        }
        cosines[query] += sum / before.processings();
      }
    }
    return cosines;
  }
}
