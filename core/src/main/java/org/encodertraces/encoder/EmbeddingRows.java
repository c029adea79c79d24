package org.encodertraces.encoder;

import java.util.Arrays;

/**
 * Embeddings of some pictures.
 *
 * @param values [n, d]
 */
record EmbeddingRows(float[] values, int dimension) {

  int count() {
    return values.length / dimension;
  }

  double length(int row) {
    return Math.sqrt(dot(row, this, row));
  }

  /** Of a row to a row of embeddings as wide. */
  double cosine(int row, EmbeddingRows other, int otherRow) {
    return dot(row, other, otherRow)
        / Math.sqrt(dot(row, this, row) * other.dot(otherRow, other, otherRow));
  }

  /** How far {@code embedding}, [d], is from a row, in lengths of that row. */
  double relativeDifference(float[] embedding, int row) {
    float[] own = Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
    double difference = 0;
    double length = 0;
    for (int i = 0; i < embedding.length; i++) {
      difference += (double) (embedding[i] - own[i]) * (embedding[i] - own[i]);
      length += (double) own[i] * own[i];
    }
    return Math.sqrt(difference / length);
  }

  private double dot(int row, EmbeddingRows other, int otherRow) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) values[row * dimension + i] * other.values[otherRow * dimension + i];
    }
    return sum;
  }
}
