package org.encodertraces.encoder;

/**
 * What is put behind an encoder: x → L2(Wx + b).
 *
 * @param dimension d
 * @param weight W, [d, d] float32, row-major: row i makes the i-th coordinate
 * @param bias b, [d] float32
 * @param unitFirst whether x is scaled to length 1 before
 */
public record EmbeddingMap(int dimension, float[] weight, float[] bias, boolean unitFirst) {

  public EmbeddingMap {
    if (weight.length != dimension * dimension || bias.length != dimension) {
      throw new IllegalArgumentException(
          "a map of dimension %d has %d weights and %d biases"
              .formatted(dimension, weight.length, bias.length));
    }
  }

  /** W transposed, as a product from the right takes it. */
  float[] transposed() {
    float[] columns = new float[weight.length];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        columns[j * dimension + i] = weight[i * dimension + j];
      }
    }
    return columns;
  }

  /** The map of one embedding, in float64; a row of zeros stays one. */
  double[] of(float[] embeddings, int from) {
    double length = 0;
    for (int i = 0; i < dimension; i++) {
      length += (double) embeddings[from + i] * embeddings[from + i];
    }
    length = Math.sqrt(length);
    double[] mapped = new double[dimension];
    if (length == 0) {
      return mapped;
    }
    double scale = unitFirst ? 1 / length : 1;
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double value = bias[i];
      for (int j = 0; j < dimension; j++) {
        value += weight[i * dimension + j] * scale * embeddings[from + j];
      }
      mapped[i] = value;
      sum += value * value;
    }
    double after = Math.sqrt(sum);
    for (int i = 0; i < dimension && after > 0; i++) {
      mapped[i] /= after;
    }
    return mapped;
  }
}
