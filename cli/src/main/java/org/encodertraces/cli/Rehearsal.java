package org.encodertraces.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;

/**
 * Commands that a first start runs on numbers of its own, so that the JVM writes down the classes
 * that later starts will need. Not a command: {@code ./traces} starts it, once for each Java and
 * build.
 */
public final class Rehearsal {

  static final EncoderName ENCODER = EncoderName.ofId("planted/rehearsal");
  private static final int CLASSES = 4;
  private static final int PHOTOS = 24;
  private static final int DIMENSION = 16;

  private Rehearsal() {}

  /**
   * Runs them.
   *
   * @param arguments an empty folder, which gets their files
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path embeddings = folder.resolve("embeddings");
    plant(new EmbeddingFolder(embeddings));
    List<String> asked =
        List.of(
            "--embeddings",
            embeddings.toString(),
            "--encoder",
            ENCODER.id(),
            "--parameter",
            Parameter.JPEG.id(),
            "--out",
            folder.resolve("results").toString());
    run(List.of("--help"));
    run(List.of("knn", "--k", "3"), asked);
    run(List.of("probe", "processing", "--classifier", "lbfgs"), asked);
    run(
        List.of(
            "report",
            "--results",
            folder.resolve("results").toString(),
            "--out",
            folder.resolve("report.html").toString()));
    // Workers and what natives leave behind do not hold the end.
    System.exit(0);
  }

  @SafeVarargs
  private static void run(List<String>... words) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String[] arguments = Stream.of(words).flatMap(List::stream).toArray(String[]::new);
    int exitCode = Traces.run(nowhere, nowhere, arguments);
    if (exitCode != 0) {
      throw new IllegalStateException(
          "%s ended with %d".formatted(String.join(" ", arguments), exitCode));
    }
  }

  /** Random embeddings under the six processings of JPEG. */
  static void plant(EmbeddingFolder files) throws IOException {
    NumpyGenerator random = new NumpyGenerator(0);
    long[] labels = new long[PHOTOS];
    for (int i = 0; i < PHOTOS; i++) {
      labels[i] = i % CLASSES;
    }
    for (Processing processing : Parameter.JPEG.classes()) {
      for (Split split : Split.HALVES) {
        float[] values = new float[PHOTOS * DIMENSION];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble() - 0.5f;
        }
        SafetensorsWriter.write(
            files.file(ENCODER, processing, split),
            Map.of(),
            List.of(
                SafetensorsWriter.Tensor.floats(
                    EmbeddingFolder.EMBEDDINGS, values, PHOTOS, DIMENSION),
                SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels)));
      }
    }
  }
}
