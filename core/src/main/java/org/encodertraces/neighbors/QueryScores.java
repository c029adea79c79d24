package org.encodertraces.neighbors;

import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;

/**
 * One query's cosine similarities to every training photo under every processing.
 *
 * @param query row of the validation photo
 * @param test the query's class of the parameter, as an index
 * @param label the query's class
 * @param trainLabels [train] classes of the training photos
 * @param similarities [processings][train]
 */
public record QueryScores(
    int query, int test, long label, long[] trainLabels, float[][] similarities) {

  /**
   * Compares a query.
   *
   * @throws UsageException when there is no such row
   * @throws InputException when the photos have no classes
   */
  public static QueryScores of(ParameterEmbeddings embeddings, int query, int test) {
    if (query < 0 || query >= embeddings.valRows()) {
      throw new UsageException(
          "query %d: there are %d validation photos; choose 0 to %d"
              .formatted(query, embeddings.valRows(), embeddings.valRows() - 1));
    }
    long[] trainLabels = labels(embeddings.train().get(0).labels(), embeddings);
    long own = labels(embeddings.val().get(0).labels(), embeddings)[query];
    int dimension = embeddings.dimension();
    float[] target = new float[dimension];
    embeddings.val().get(test).rows().readNormalized(query, target, 0);
    float[][] similarities = new float[embeddings.classes()][trainLabels.length];
    float[] row = new float[dimension];
    for (int processing = 0; processing < similarities.length; processing++) {
      Rows matrix = embeddings.train().get(processing).rows();
      for (int i = 0; i < trainLabels.length; i++) {
        matrix.readNormalized(i, row, 0);
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
          sum += target[j] * row[j];
        }
        similarities[processing][i] = (float) sum;
      }
    }
    return new QueryScores(query, test, own, trainLabels, similarities);
  }

  /** Whether training photo {@code row} is of the query's class. */
  boolean sameClass(int row) {
    return trainLabels[row] == label;
  }

  private static long[] labels(Optional<long[]> labels, ParameterEmbeddings embeddings) {
    return labels.orElseThrow(
        () ->
            new InputException(
                embeddings.train().get(0).rows().file()
                    + ": has no labels; the photos' classes are needed"));
  }
}
