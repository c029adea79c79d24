package org.encodertraces.probe;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.embedding.Rows;
import org.encodertraces.random.NumpyGenerator;

/**
 * Rows to learn from or to be tested on, as references into mapped matrices: row i is row {@code
 * photos[i]} of matrix {@code sources[i]}, and its class is {@code labels[i]}.
 *
 * <p>Rows are used scaled to length 1; the scale of each is kept, so that matrices are read as they
 * are stored.
 */
final class LabeledRows {

  private final Reader reader;
  private final int dimension;
  private final int classes;
  private final int[] sources;
  private final int[] photos;
  private final int[] labels;
  private final float[] scales;

  /** Where values come from. */
  @FunctionalInterface
  private interface Reader {
    void read(int source, int photo, float[] target, int offset);

    /** As {@link #read}, to memory outside the heap; {@code scratch} is [dimension]. */
    default void copy(int source, int photo, FloatBuffer target, int offset, float[] scratch) {
      read(source, photo, scratch, 0);
      target.put(offset, scratch);
    }
  }

  /** Reads matrices as they are stored. */
  private record Stored(List<Rows> matrices) implements Reader {
    @Override
    public void read(int source, int photo, float[] target, int offset) {
      matrices.get(source).read(photo, target, offset);
    }

    @Override
    public void copy(int source, int photo, FloatBuffer target, int offset, float[] scratch) {
      matrices.get(source).read(photo, target, offset, scratch);
    }
  }

  private LabeledRows(
      Reader reader,
      int dimension,
      int classes,
      int[] sources,
      int[] photos,
      int[] labels,
      float[] scales) {
    this.reader = reader;
    this.dimension = dimension;
    this.classes = classes;
    this.sources = sources;
    this.photos = photos;
    this.labels = labels;
    this.scales = scales;
  }

  /**
   * Each photo under one class: {@code assignment} is [photos], the matrix that it is taken from.
   */
  static LabeledRows assigned(List<Rows> byClass, int[] assignment) {
    int[] photos = new int[assignment.length];
    Arrays.setAll(photos, i -> i);
    return scaled(byClass, byClass.size(), assignment.clone(), photos, assignment.clone());
  }

  /** Each photo under every class, photo by photo: [photos * classes]. */
  static LabeledRows crossed(List<Rows> byClass) {
    int classes = byClass.size();
    int[] photos = crossedPhotos(byClass);
    int[] labels = new int[photos.length];
    Arrays.setAll(labels, i -> i % classes);
    return scaled(byClass, classes, labels, photos, labels);
  }

  /**
   * As {@link #crossed}, but each embedding less the mean of the same photo's over all classes:
   * what a trace looks like once the content is subtracted. The difference is scaled to length 1.
   */
  static LabeledRows centered(List<Rows> byClass) {
    int classes = byClass.size();
    int dimension = byClass.get(0).dimension();
    int[] photos = crossedPhotos(byClass);
    int[] labels = new int[photos.length];
    Arrays.setAll(labels, i -> i % classes);
    float[] ones = new float[photos.length];
    Arrays.fill(ones, 1);
    Reader reader =
        (source, photo, target, offset) -> {
          float[] row = new float[dimension];
          float[] mean = new float[dimension];
          for (int c = 0; c < classes; c++) {
            byClass.get(c).readNormalized(photo, row, 0);
            for (int i = 0; i < dimension; i++) {
              mean[i] += row[i] / classes;
            }
          }
          byClass.get(source).readNormalized(photo, row, 0);
          double squares = 0;
          for (int i = 0; i < dimension; i++) {
            row[i] -= mean[i];
            squares += (double) row[i] * row[i];
          }
          float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
          for (int i = 0; i < dimension; i++) {
            target[offset + i] = row[i] * scale;
          }
        };
    return new LabeledRows(reader, dimension, classes, labels, photos, labels, ones);
  }

  /**
   * Each photo of both splits under every class, photo by photo, those of {@code train} first:
   * [(train + val photos) * classes].
   */
  static LabeledRows pooled(List<Rows> train, List<Rows> val) {
    int classes = train.size();
    int ofTrain = train.get(0).count();
    int photos = Math.addExact(ofTrain, val.get(0).count());
    int[] sources = new int[Math.multiplyExact(photos, classes)];
    int[] rows = new int[sources.length];
    int[] owners = new int[sources.length];
    int[] labels = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      int photo = i / classes;
      labels[i] = i % classes;
      owners[i] = photo;
      sources[i] = photo < ofTrain ? labels[i] : classes + labels[i];
      rows[i] = photo < ofTrain ? photo : photo - ofTrain;
    }
    List<Rows> all = new ArrayList<>(train);
    all.addAll(val);
    LabeledRows scaled = scaled(all, classes, sources, rows, labels);
    Reader reader =
        (source, photo, target, offset) ->
            all.get(photo < ofTrain ? source : classes + source)
                .read(photo < ofTrain ? photo : photo - ofTrain, target, offset);
    return new LabeledRows(
        reader, scaled.dimension, classes, labels.clone(), owners, labels, scaled.scales);
  }

  /** Rows of one matrix with the classes that a split file gives them. */
  static LabeledRows of(Rows matrix, int[] rows, int[] labels, int classes) {
    return scaled(List.of(matrix), classes, new int[rows.length], rows.clone(), labels.clone());
  }

  private static int[] crossedPhotos(List<Rows> byClass) {
    int[] photos = new int[Math.multiplyExact(byClass.get(0).count(), byClass.size())];
    Arrays.setAll(photos, i -> i / byClass.size());
    return photos;
  }

  private static LabeledRows scaled(
      List<Rows> matrices, int classes, int[] sources, int[] photos, int[] labels) {
    int dimension = matrices.get(0).dimension();
    float[] scales = new float[photos.length];
    float[] row = new float[dimension];
    for (int i = 0; i < photos.length; i++) {
      double length = matrices.get(sources[i]).readNormalized(photos[i], row, 0);
      scales[i] = length == 0 ? 0 : (float) (1 / length);
    }
    return new LabeledRows(
        new Stored(matrices), dimension, classes, sources, photos, labels, scales);
  }

  /** These rows alone, in this order. */
  LabeledRows select(int[] rows) {
    float[] selected = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = scales[rows[i]];
    }
    return new LabeledRows(
        reader,
        dimension,
        classes,
        Arrays.stream(rows).map(row -> sources[row]).toArray(),
        Arrays.stream(rows).map(row -> photos[row]).toArray(),
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        selected);
  }

  /**
   * The same rows with labels that say nothing: each class's rows, in random order, are dealt
   * evenly among all labels. A probe trained on them reads at chance on the average over shuffles;
   * one shuffle's does not, as a plain trace turns the rows by which it is uneven into accuracy. A
   * plain shuffle, where some class has more of one label by luck, would lie further off still.
   */
  LabeledRows withShuffledLabels(long seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    int[] dealt = new int[labels.length];
    for (int c = 0; c < classes; c++) {
      int own = c;
      int[] rows = IntStream.range(0, labels.length).filter(row -> labels[row] == own).toArray();
      random.shuffle(rows);
      for (int i = 0; i < rows.length; i++) {
        dealt[rows[i]] = i % classes;
      }
    }
    return new LabeledRows(reader, dimension, classes, sources, photos, dealt, scales);
  }

  int count() {
    return photos.length;
  }

  int dimension() {
    return dimension;
  }

  /** Number of classes that a label may be. */
  int classes() {
    return classes;
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

  /** Copies the stored row, not scaled, to memory outside the heap; scratch is [dimension]. */
  void copy(int row, FloatBuffer target, int offset, float[] scratch) {
    reader.copy(sources[row], photos[row], target, offset, scratch);
  }

  /** Copies the stored row, not scaled. */
  void read(int row, float[] target, int offset) {
    reader.read(sources[row], photos[row], target, offset);
  }
}
