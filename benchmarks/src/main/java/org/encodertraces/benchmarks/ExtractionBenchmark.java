package org.encodertraces.benchmarks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.Compute;
import org.encodertraces.encoder.Device;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.ShardTask;
import org.encodertraces.io.Folders;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.study.CheckPictures;

/**
 * Extraction, from photos to embedding files, beside bare ONNX Runtime on ready tensors: the same
 * model, as many pictures, the same batch, in turn. ONNX Runtime runs in its two ways, and the
 * faster counts: all cores on one batch, or a batch for each core.
 *
 * <p>Arguments: photos, model.onnx, rounds, the batch (0: the measured one).
 */
final class ExtractionBenchmark {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private ExtractionBenchmark() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, OrtException, ExecutionException {
    ImageDataset dataset =
        Datasets.open(Path.of(arguments[0]), new Datasets.Reading("", 0, Optional.empty()));
    Path model = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    int given = Integer.parseInt(arguments[3]);
    int photos = dataset.all().size();
    FirstUse.Ready ready =
        new FirstUse(EncoderHome.of(System.getenv()), CheckPictures.few(), CORES, Progress.NONE)
            .open(model.toString(), Compute.of(Device.CPU, CORES, photos / ShardTask.PHOTOS));
    int batch = given == 0 ? ready.batch() : given;
    System.out.printf("%d photos, batch %d%n", photos, batch);
    try (Encoder encoder = ready.encoder();
        OrtSession together = session(model, CORES);
        OrtSession apart = session(model, 1)) {
      ExtractionSettings settings =
          new ExtractionSettings(List.of(Processing.IDENTITY), 0, batch, false);
      extract(dataset, encoder, settings);
      run(together, 1, batch, 2 * batch);
      run(apart, CORES, batch, 2 * batch);
      for (int round = 0; round < rounds; round++) {
        double bareTogether = photos / run(together, 1, batch, photos);
        double bareApart = photos / run(apart, CORES, batch, photos);
        double done = photos / extract(dataset, encoder, settings);
        System.out.printf(
            Locale.ROOT,
            "pictures a second: bare, cores together %.2f; bare, a batch a core %.2f; extraction %.2f = %.3f of the faster%n",
            bareTogether,
            bareApart,
            done,
            done / Math.max(bareTogether, bareApart));
      }
    }
  }

  private static OrtSession session(Path model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
    }
  }

  /** Seconds that {@code callers} take for {@code pictures} in all, in batches. */
  private static double run(OrtSession session, int callers, int batch, int pictures)
      throws InterruptedException, ExecutionException, OrtException {
    ExecutorService executor = Executors.newFixedThreadPool(callers);
    try (OnnxTensor whole = tensor(session, batch);
        OnnxTensor rest = tensor(session, Math.max(1, pictures % batch))) {
      List<Callable<Integer>> batches = new ArrayList<>();
      for (int from = 0; from < pictures; from += batch) {
        OnnxTensor tensor = from + batch <= pictures ? whole : rest;
        batches.add(() -> runBatch(session, tensor));
      }
      long start = System.nanoTime();
      for (Future<Integer> done : executor.invokeAll(batches)) {
        done.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      executor.shutdown();
    }
  }

  private static int runBatch(OrtSession session, OnnxTensor tensor) throws OrtException {
    String input = session.getInputNames().iterator().next();
    try (OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return result.size();
    }
  }

  /** Random values, since a network may be faster on zeros. */
  private static OnnxTensor tensor(OrtSession session, int batch) throws OrtException {
    NodeInfo input = session.getInputInfo().values().iterator().next();
    long[] shape = ((TensorInfo) input.getInfo()).getShape();
    shape[0] = batch;
    int length = 1;
    for (long axis : shape) {
      length *= (int) axis;
    }
    FloatBuffer values =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    NumpyGenerator random = new NumpyGenerator(batch);
    for (int i = 0; i < length; i++) {
      values.put(i, (float) (2 * random.nextDouble() - 1));
    }
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
  }

  private static double extract(ImageDataset dataset, Encoder encoder, ExtractionSettings settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("extraction-benchmark");
    try {
      long start = System.nanoTime();
      new Extraction(
              dataset,
              List.of(encoder),
              settings,
              Extraction.Destination.in(folder),
              CORES,
              Progress.NONE)
          .run(dataset.splits());
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Folders.delete(folder);
    }
  }
}
