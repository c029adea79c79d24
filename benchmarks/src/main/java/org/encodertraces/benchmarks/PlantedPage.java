package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;

/**
 * Results of planted embeddings through the program's own probe and neighbors: 24 dimensions, eight
 * content classes, an effect of each photo that its processings share, and of each processing a
 * trace.
 *
 * @param train training photos
 * @param test test photos
 * @param trace length of what a processing adds, where a cell's own noise has 0.3 a dimension; 0
 *     for no trace at all
 */
record PlantedPage(int train, int test, double trace, long seed) {

  private static final int DIMENSION = 24;
  private static final int CONTENT_CLASSES = 8;
  private static final int NEIGHBORS = 10;
  private static final double CONTENT = 1.2;
  private static final double PHOTO = 1;
  private static final double CELL = 0.3;

  /** C of the logistic regression: tuning it would change the time, not the error. */
  private static final double C = 1;

  private static final ProcessingProbe.Settings SETTINGS =
      new ProcessingProbe.Settings(
          new Classifier.Logistic(OptionalDouble.of(C)), Training.ALL, 1, false);

  private static final Provenance PLANTED = new Provenance("planted", Map.of(), Map.of(), Map.of());

  /** A probe's and the neighbors' result of each parameter, for one encoder. */
  List<TraceResult> results(String encoder, String category, List<Parameter> parameters)
      throws IOException, InterruptedException {
    List<TraceResult> results = new ArrayList<>();
    Path folder = Files.createTempDirectory("planted");
    try (Engine engine = Engine.of(1, Progress.NONE)) {
      for (Parameter parameter : parameters) {
        ParameterEmbeddings embeddings =
            embeddings(folder.resolve(parameter.id()), encoder, parameter);
        results.add(
            ProbeResult.of(
                ResultHeader.of("probe", encoder, category, "planted", PLANTED),
                ProcessingProbe.run(embeddings, SETTINGS, engine)));
        results.add(
            KnnResult.of(
                ResultHeader.of("knn", encoder, category, "planted", PLANTED),
                KnnSetups.run(embeddings, NEIGHBORS, engine)));
      }
    } finally {
      delete(folder);
    }
    return results;
  }

  private ParameterEmbeddings embeddings(Path folder, String encoder, Parameter parameter)
      throws IOException {
    EncoderName name = EncoderName.ofId(encoder);
    EmbeddingFolder files = new EmbeddingFolder(folder);
    int processings = parameter.classes().size();
    NumpyGenerator random =
        new NumpyGenerator(
            10_000 * seed + Math.floorMod((encoder + ' ' + parameter.id()).hashCode(), 10_000));
    double[][] contents = gaussian(random, CONTENT_CLASSES, CONTENT);
    double[][] traces = gaussian(random, processings, trace / Math.sqrt(DIMENSION));
    for (Split split : Split.HALVES) {
      int photos = split == Split.TRAIN ? train : test;
      double[][] own = gaussian(random, photos, PHOTO);
      long[] labels = new long[photos];
      for (int p = 0; p < processings; p++) {
        float[] rows = new float[photos * DIMENSION];
        for (int photo = 0; photo < photos; photo++) {
          labels[photo] = photo % CONTENT_CLASSES;
          for (int i = 0; i < DIMENSION; i++) {
            rows[photo * DIMENSION + i] =
                (float)
                    (contents[photo % CONTENT_CLASSES][i]
                        + own[photo][i]
                        + traces[p][i]
                        + CELL * random.nextGaussian());
          }
        }
        SafetensorsWriter.write(
            files.file(name, parameter.classes().get(p), split),
            Map.of(),
            List.of(
                SafetensorsWriter.Tensor.floats(
                    EmbeddingFolder.EMBEDDINGS, rows, photos, DIMENSION),
                SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels)));
      }
    }
    return EmbeddingStore.open(folder).of(name).open(parameter, BadRows.REFUSE);
  }

  private static double[][] gaussian(NumpyGenerator random, int rows, double scale) {
    double[][] values = new double[rows][DIMENSION];
    for (double[] row : values) {
      for (int i = 0; i < DIMENSION; i++) {
        row[i] = scale * random.nextGaussian();
      }
    }
    return values;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
