package org.encodertraces.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.ProbeSettings;
import org.encodertraces.experiment.Trainer;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.TraceResult;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.encodertraces.vectors.VectorFile;

/**
 * Probes embeddings that Python made: java … ProbeVectors VECTORS WORK.
 *
 * <p>VECTORS holds {@code train/JPEG75_420.npy}, {@code val/JPEG75_420.npy} and so on, a file for
 * each class of JPEG quality, with row i of each the same photo ({@code save_vectors.py} beside the
 * sources writes such ones). They become a folder in the study's layout, and a probe of it a plan.
 * Files that are in this layout already, as the study's own Python writes them, need no copy: a
 * plan takes their folder.
 */
public final class ProbeVectors {

  private static final EncoderName ENCODER = EncoderName.ofId("python/mine");

  private ProbeVectors() {}

  public static void main(String[] arguments) throws Exception {
    Path vectors = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    Path embeddings = work.resolve("embeddings/photos");
    for (Split split : Split.HALVES) {
      for (Processing processing : Parameter.JPEG.classes()) {
        copy(
            vectors.resolve(split.id()).resolve(processing.name() + ".npy"),
            new EmbeddingFolder(embeddings).file(ENCODER, processing, split));
      }
    }
    // Logistic regression with scikit-learn's objective at C = 1, on every class of each photo.
    var settings =
        new ProbeSettings(
            Classes.of(Parameter.JPEG),
            new Trainer("lbfgs", null, null, null, null, 1.0),
            "all",
            1,
            false,
            false,
            false);
    StudyPlan plan =
        StudyPlan.ofEmbeddings(embeddings, List.of(ENCODER.id()), work.resolve("study"))
            .with(settings);
    var manner = StudyRun.Manner.ofPlan("ProbeVectors");
    try (Engine engine = Engine.ofMachine();
        StudyRun run = StudyRun.open(plan, manner, Experiments.all(), engine)) {
      for (TraceResult result : run.run().results()) {
        Experiments.lines(result, Experiments.all()).forEach(System.out::println);
      }
    }
  }

  /** Rows of a NumPy file as a tensor of the study's layout. */
  private static void copy(Path from, Path to) throws IOException {
    VectorFile file = VectorFile.open(from);
    int rows = Math.toIntExact(file.rows());
    int width = file.dimension();
    float[] all = new float[Math.multiplyExact(rows, width)];
    file.read(
        (first, count, block) ->
            System.arraycopy(block, 0, all, Math.toIntExact(first) * width, count * width));
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    SafetensorsWriter.write(
        to,
        Map.of(),
        List.of(SafetensorsWriter.Tensor.floats(EmbeddingFolder.EMBEDDINGS, all, rows, width)));
  }
}
