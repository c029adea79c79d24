package org.encodertraces.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.encodertraces.Progress;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Operation;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * Which stage of a camera does an encoder read? Shoots scenes of the world with every camera, each
 * shot with noise of its own, embeds them, and probes each swap against its base: chance 50 %.
 * Beside each stands its pixels' distance from the base's with equal noise. Two shots by one camera
 * are the control.
 *
 * <p>Arguments: a folder, an encoder, scenes, pixels a side, cameras (all, or names with commas;
 * swaps need their base), threads. What is shot stays in the folder: a stopped run goes on, and
 * more scenes add to those that are there.
 */
final class CameraProbes {

  private static final double TRAIN_SHARE = 0.5;

  private final Path folder;
  private final Encoder encoder;
  private final int scenes;
  private final int size;
  private final List<Camera> cameras;
  private final int threads;

  private CameraProbes(
      Path folder, Encoder encoder, int scenes, int size, List<Camera> cameras, int threads) {
    this.folder = folder;
    this.encoder = encoder;
    this.scenes = scenes;
    this.size = size;
    this.cameras = cameras;
    this.threads = threads;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    KnownCameras known = KnownCameras.builtIn();
    List<Camera> cameras =
        arguments[4].equals("all")
            ? known.all()
            : List.of(arguments[4].split(",", -1)).stream().map(known::camera).toList();
    try (Encoder encoder = Encoders.open(arguments[1])) {
      new CameraProbes(
              Path.of(arguments[0]),
              encoder,
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              cameras,
              Integer.parseInt(arguments[5]))
          .run();
    }
  }

  private void run() throws IOException, InterruptedException {
    List<String> names = cameras.stream().map(Camera::name).toList();
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      CameraShots shots = new CameraShots(folder, encoder, size, cameras);
      List<CameraShots.Row> rows = shots.rows(scenes, engine.workers());
      EncoderName name = EncoderName.ofId(encoder.card().id());
      int train = (int) (scenes * TRAIN_SHARE);
      for (String one : shots.names()) {
        write(name, one, rows, train);
      }
      System.out.printf(
          Locale.ROOT,
          "%s, %d scenes (%d to learn from) of %d px%n",
          encoder.card().id(),
          scenes,
          train,
          size);
      List<Line> lines = new ArrayList<>();
      if (names.containsAll(KnownCameras.BASES)) {
        probe(name, "cameras", KnownProcessings.builtIn().parameter("cameras"), rows, engine)
            .print(1);
      }
      for (String base : KnownCameras.BASES) {
        if (names.contains(base)) {
          probe(name, base + " twice", twice(base), rows, engine).print(1);
        }
      }
      for (String camera : names) {
        if (camera.contains("-")) {
          Parameter parameter = KnownProcessings.builtIn().parameter(camera);
          lines.add(probe(name, camera, parameter, rows, engine));
        }
      }
      for (Line line : lines) {
        line.print(lines.size());
      }
      LikeStrength.print(lines);
    }
  }

  private static Parameter twice(String base) {
    return new Parameter(
        base + "-twice", "nothing", List.of(processing(base), processing(CameraShots.again(base))));
  }

  /** Of a second shot: a processing of another name, which is never applied. */
  private static Processing processing(String camera) {
    return camera.endsWith(" again")
        ? new Processing(
            camera.replace(' ', '-'),
            List.of(new Operation.Shoot(camera.replace(" again", "")), new Operation.Rotate(180)))
        : Processing.unnamed(List.of(new Operation.Shoot(camera)));
  }

  private void write(EncoderName name, String camera, List<CameraShots.Row> rows, int train) {
    int dimension = encoder.dimension();
    for (Split split : Split.HALVES) {
      int from = split == Split.TRAIN ? 0 : train;
      int to = split == Split.TRAIN ? train : rows.size();
      float[] values = new float[(to - from) * dimension];
      long[] labels = new long[to - from];
      for (int i = from; i < to; i++) {
        System.arraycopy(
            Objects.requireNonNull(rows.get(i).embeddings().get(camera)),
            0,
            values,
            (i - from) * dimension,
            dimension);
        labels[i - from] = i % 24;
      }
      Path file = new EmbeddingFolder(folder).file(name, processing(camera), split);
      try {
        Files.deleteIfExists(file);
        SafetensorsWriter.write(
            file,
            Map.of(),
            List.of(
                SafetensorsWriter.Tensor.floats(
                    EmbeddingFolder.EMBEDDINGS, values, to - from, dimension),
                SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Line probe(
      EncoderName name,
      String label,
      Parameter parameter,
      List<CameraShots.Row> rows,
      Engine engine)
      throws IOException, InterruptedException {
    ProbeOutcome outcome =
        ProcessingProbe.run(
            EmbeddingStore.open(folder).of(name).open(parameter, BadRows.REFUSE),
            new ProcessingProbe.Settings(
                new Classifier.Logistic(OptionalDouble.empty()), Training.ALL, 1, false),
            engine);
    double[] distance = new double[3];
    for (CameraShots.Row row : rows) {
      double[] one = row.distances().getOrDefault(label, distance.clone());
      for (int i = 0; i < 3; i++) {
        distance[i] += row.distances().containsKey(label) ? one[i] : 0;
      }
    }
    return new Line(
        label,
        Math.sqrt(distance[0] / Math.max(1, distance[2])),
        distance[1] / Math.max(1, distance[2]),
        outcome.reading().accuracyMean(),
        outcome.reading().interval().low(),
        outcome.reading().interval().high(),
        outcome.p());
  }

  /**
   * What was read of a camera.
   *
   * @param rmse of its pixels from its base's, in gray levels, and {@code moved} the share of
   *     samples that differ
   */
  record Line(
      String camera, double rmse, double moved, double read, double low, double high, double p) {

    /** p is corrected for so many comparisons (Bonferroni). */
    void print(int comparisons) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.1f %% | %.1f %% | %.1f to %.1f | %.2g |%s%n",
          camera,
          rmse,
          100 * moved,
          read,
          low,
          high,
          Math.min(1, comparisons * p),
          camera.contains("-") && moved < 0.01 ? " no trace possible" : "");
    }
  }
}
