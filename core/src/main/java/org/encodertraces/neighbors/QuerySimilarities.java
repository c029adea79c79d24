package org.encodertraces.neighbors;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.EmbeddingMatrix;
import org.encodertraces.embedding.ParameterEmbeddings;

/**
 * One query's cosine similarities to every training photo under every processing, split by same or
 * different class and same or different processing (paper, figure of similarity distributions).
 *
 * @param test the query's class of the parameter, as an index
 * @param counts by group, [bins] over [{@code low}, {@code high}]
 * @param means mean similarity by group; NaN for an empty group
 * @param auc chance that a photo of the query's class is more similar under the query's processing
 *     than one under another is; 0.5 says that processing does not matter, NaN that there is none
 */
public record QuerySimilarities(
    int query,
    int test,
    double low,
    double high,
    Map<Group, long[]> counts,
    Map<Group, Double> means,
    double auc) {

  /** Resolution of the histograms, and of the AUC, which is read off them. */
  public static final int BINS = 200;

  /** Whether class and processing are the query's. */
  public enum Group {
    SAME_CLASS_SAME_PROCESSING,
    SAME_CLASS_DIFFERENT_PROCESSING,
    DIFFERENT_CLASS_SAME_PROCESSING,
    DIFFERENT_CLASS_DIFFERENT_PROCESSING;

    static Group of(boolean sameClass, boolean sameProcessing) {
      if (sameClass) {
        return sameProcessing ? SAME_CLASS_SAME_PROCESSING : SAME_CLASS_DIFFERENT_PROCESSING;
      }
      return sameProcessing
          ? DIFFERENT_CLASS_SAME_PROCESSING
          : DIFFERENT_CLASS_DIFFERENT_PROCESSING;
    }
  }

  /**
   * Compares a query.
   *
   * @param query row of the validation photo
   * @param test class of the parameter that the query is under
   * @throws UsageException when there is no such row
   */
  public static QuerySimilarities of(ParameterEmbeddings embeddings, int query, int test) {
    if (query < 0 || query >= embeddings.valRows()) {
      throw new UsageException(
          "--query %d: there are %d validation photos; choose 0 to %d"
              .formatted(query, embeddings.valRows(), embeddings.valRows() - 1));
    }
    long[] trainLabels = labels(embeddings.train().get(0).labels(), embeddings);
    long own = labels(embeddings.val().get(0).labels(), embeddings)[query];
    int dimension = embeddings.dimension();
    float[] target = new float[dimension];
    embeddings.val().get(test).matrix().readNormalized(query, target, 0);

    Map<Group, long[]> fine = new EnumMap<>(Group.class);
    Map<Group, Double> sums = new EnumMap<>(Group.class);
    for (Group group : Group.values()) {
      fine.put(group, new long[BINS]);
      sums.put(group, 0.0);
    }
    float[] row = new float[dimension];
    for (int processing = 0; processing < embeddings.classes(); processing++) {
      EmbeddingMatrix matrix = embeddings.train().get(processing).matrix();
      for (int i = 0; i < matrix.rows(); i++) {
        matrix.readNormalized(i, row, 0);
        double similarity = 0;
        for (int j = 0; j < dimension; j++) {
          similarity += target[j] * row[j];
        }
        Group group = Group.of(trainLabels[i] == own, processing == test);
        fine.getOrDefault(group, new long[BINS])[bin(similarity)]++;
        sums.merge(group, similarity, Double::sum);
      }
    }
    Map<Group, Double> means = new EnumMap<>(Group.class);
    fine.forEach(
        (group, counts) ->
            means.put(group, sums.getOrDefault(group, 0.0) / Arrays.stream(counts).sum()));
    return new QuerySimilarities(
        query,
        test,
        -1,
        1,
        fine,
        means,
        auc(
            fine.getOrDefault(Group.SAME_CLASS_SAME_PROCESSING, new long[BINS]),
            fine.getOrDefault(Group.SAME_CLASS_DIFFERENT_PROCESSING, new long[BINS])));
  }

  private static long[] labels(Optional<long[]> labels, ParameterEmbeddings embeddings) {
    return labels.orElseThrow(
        () ->
            new InputException(
                embeddings.train().get(0).matrix().file()
                    + ": has no labels; similarities are split by class"));
  }

  private static int bin(double similarity) {
    return (int) Math.max(0, Math.min(BINS - 1, (similarity + 1) / 2 * BINS));
  }

  /** Mann and Whitney's statistic from histograms: ties within a bin count half. */
  private static double auc(long[] higher, long[] lower) {
    double wins = 0;
    long below = 0;
    long allHigher = 0;
    for (int bin = 0; bin < BINS; bin++) {
      wins += higher[bin] * (below + 0.5 * lower[bin]);
      below += lower[bin];
      allHigher += higher[bin];
    }
    return wins / ((double) allHigher * below);
  }
}
