package org.encodertraces.probe;

import java.util.Arrays;
import java.util.List;
import org.encodertraces.embedding.EmbeddingMatrix;

/**
 * Rows to learn from or to be tested on, as references into mapped matrices: row i is row {@code
 * photos[i]} of matrix {@code labels[i]}, and that number is its class.
 *
 * <p>Rows are used scaled to length 1; the scale of each is kept, so that matrices are read as they
 * are stored.
 */
final class LabeledRows {

  private final List<EmbeddingMatrix> matrices;
  private final int[] photos;
  private final int[] labels;
  private final float[] scales;

  private LabeledRows(List<EmbeddingMatrix> matrices, int[] photos, int[] labels, float[] scales) {
    this.matrices = matrices;
    this.photos = photos;
    this.labels = labels;
    this.scales = scales;
  }

  /** Each photo under one class: {@code assignment} is [photos]. */
  static LabeledRows assigned(List<EmbeddingMatrix> byClass, int[] assignment) {
    int[] photos = new int[assignment.length];
    Arrays.setAll(photos, i -> i);
    return scaled(byClass, photos, assignment.clone());
  }

  /** Each photo under every class, photo by photo: [photos * classes]. */
  static LabeledRows crossed(List<EmbeddingMatrix> byClass) {
    int classes = byClass.size();
    int rows = byClass.get(0).rows() * classes;
    int[] photos = new int[rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      photos[i] = i / classes;
      labels[i] = i % classes;
    }
    return scaled(byClass, photos, labels);
  }

  private static LabeledRows scaled(List<EmbeddingMatrix> matrices, int[] photos, int[] labels) {
    float[] scales = new float[photos.length];
    float[] row = new float[matrices.get(0).dimension()];
    for (int i = 0; i < photos.length; i++) {
      double length = matrices.get(labels[i]).readNormalized(photos[i], row, 0);
      scales[i] = length == 0 ? 0 : (float) (1 / length);
    }
    return new LabeledRows(matrices, photos, labels, scales);
  }

  /** These rows alone, in this order. */
  LabeledRows select(int[] rows) {
    float[] selected = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = scales[rows[i]];
    }
    return new LabeledRows(
        matrices,
        Arrays.stream(rows).map(row -> photos[row]).toArray(),
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        selected);
  }

  int count() {
    return photos.length;
  }

  int dimension() {
    return matrices.get(0).dimension();
  }

  /** Number of classes that a label may be. */
  int classes() {
    return matrices.size();
  }

  int label(int row) {
    return labels[row];
  }

  int photo(int row) {
    return photos[row];
  }

  /** What the stored row is to be multiplied by to have length 1. */
  float scale(int row) {
    return scales[row];
  }

  /** Copies the stored row, not scaled. */
  void read(int row, float[] target, int offset) {
    matrices.get(labels[row]).read(photos[row], target, offset);
  }
}
