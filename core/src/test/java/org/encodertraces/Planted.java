package org.encodertraces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;

/**
 * Embeddings with a class, a photo and a trace planted in each row, for properties that must hold
 * whatever the numbers are.
 *
 * @param trace strength of what a processing adds; 0 for none
 */
public record Planted(int train, int val, int dimension, int classes, double trace, long seed) {

  public static final EncoderName ENCODER = EncoderName.ofId("planted/test");

  /** Changes the rows of a file before it is written: [rows][dimension], and their labels. */
  @FunctionalInterface
  public interface Change {
    float[][] of(float[][] rows, long[] labels);
  }

  public ParameterEmbeddings open(Path folder, Parameter parameter) {
    return open(folder, parameter, (rows, labels) -> rows, (rows, labels) -> rows);
  }

  /** Writes the files, changed, and opens them. */
  public ParameterEmbeddings open(
      Path folder, Parameter parameter, Change changeTrain, Change changeVal) {
    try {
      EmbeddingFolder files = new EmbeddingFolder(folder);
      for (Split split : Split.HALVES) {
        int photos = split == Split.TRAIN ? train : val;
        for (int p = 0; p < parameter.classes().size(); p++) {
          float[][] rows = new float[photos][];
          long[] labels = new long[photos];
          for (int i = 0; i < photos; i++) {
            labels[i] = i % classes;
            rows[i] = row(i, labels[i], split, p);
          }
          float[][] changed = (split == Split.TRAIN ? changeTrain : changeVal).of(rows, labels);
          float[] flat = new float[changed.length * dimension];
          for (int i = 0; i < changed.length; i++) {
            System.arraycopy(changed[i], 0, flat, i * dimension, dimension);
          }
          SafetensorsWriter.write(
              files.file(ENCODER, parameter.classes().get(p), split),
              Map.of(),
              List.of(
                  SafetensorsWriter.Tensor.floats(
                      EmbeddingFolder.EMBEDDINGS, flat, changed.length, dimension),
                  SafetensorsWriter.Tensor.integers(
                      EmbeddingFolder.LABELS, Arrays.copyOf(labels, changed.length))));
        }
      }
      return EmbeddingStore.open(folder).of(ENCODER).open(parameter, BadRows.REFUSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows turned by one orthogonal rotation: a product of plane rotations by fixed angles. */
  public static float[][] rotated(float[][] rows) {
    NumpyGenerator random = new NumpyGenerator(8);
    int dimension = rows[0].length;
    for (int turn = 0; turn < 200; turn++) {
      int a = random.nextInt(0, dimension);
      int b = (a + 1 + random.nextInt(0, dimension - 1)) % dimension;
      double angle = random.nextDouble() * 6;
      float cos = (float) Math.cos(angle);
      float sin = (float) Math.sin(angle);
      for (float[] row : rows) {
        float x = row[a];
        float y = row[b];
        row[a] = cos * x - sin * y;
        row[b] = sin * x + cos * y;
      }
    }
    return rows;
  }

  private float[] row(int photo, long label, Split split, int processing) {
    NumpyGenerator ofClass = new NumpyGenerator(1_000 * seed + label);
    NumpyGenerator ofPhoto =
        new NumpyGenerator(1_000_000 * seed + 10_000L * split.id().length() + photo + 77);
    NumpyGenerator ofTrace = new NumpyGenerator(5_000_000 + seed + processing);
    NumpyGenerator noise =
        new NumpyGenerator(
            9_000_000 + 31 * (seed + 13L * photo) + processing + split.id().length());
    float[] row = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      row[i] =
          (float)
              (ofClass.nextDouble()
                  - 0.5
                  + 1.2 * (ofPhoto.nextDouble() - 0.5)
                  + trace * (ofTrace.nextDouble() - 0.5)
                  + 0.1 * (noise.nextDouble() - 0.5));
    }
    return row;
  }
}
