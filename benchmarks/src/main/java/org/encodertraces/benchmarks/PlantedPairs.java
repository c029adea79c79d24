package org.encodertraces.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.dataset.CameraType;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.HalfFloat;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.random.NumpyGenerator;

/**
 * Writes {@code planted/bench} of pairs of photos by a phone and a camera, of 768 values in
 * float16: what of a subject both share, what each has of its own, and what each type of camera
 * leaves.
 *
 * <p>Arguments: the folder (2 GB for 640,583 pairs); pairs.
 */
final class PlantedPairs {

  private static final int DIMENSION = 768;
  private static final float OWN = 1.6f;
  private static final float TRACE = 0.6f;

  private PlantedPairs() {}

  public static void main(String[] arguments) throws IOException {
    int pairs = Integer.parseInt(arguments[1]);
    Path file =
        Path.of(arguments[0])
            .resolve(EncoderName.ofId("planted/bench").fileStem() + ".safetensors");
    float[][] traces = {row(1, TRACE), row(2, TRACE)};
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            new SafetensorsWriter.Tensor(
                EmbeddingFolder.EMBEDDINGS,
                DType.F16,
                List.of(2L * pairs, (long) DIMENSION),
                sink -> {
                  for (int i = 0; i < 2 * pairs; i++) {
                    write(sink, 10 + i / 2, 3_000_000_000L + i, traces[i % 2]);
                  }
                }),
            SafetensorsWriter.Tensor.integers(
                Photo.SUBJECT, IntStream.range(0, 2 * pairs).mapToLong(i -> i / 2).toArray()),
            SafetensorsWriter.Tensor.integers(
                Photo.CAMERA_TYPE,
                IntStream.range(0, 2 * pairs)
                    .mapToLong(i -> (i % 2 == 0 ? CameraType.PHONE : CameraType.CAMERA).mark())
                    .toArray())));
    System.out.printf("%d pairs%n", pairs);
  }

  private static void write(SafetensorsWriter.Sink sink, long subject, long photo, float[] trace)
      throws IOException {
    float[] values = row(subject, 1);
    float[] own = row(photo, OWN);
    ByteBuffer halves = ByteBuffer.allocate(DIMENSION * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIMENSION; i++) {
      halves.putShort(HalfFloat.ofFloat(values[i] + own[i] + trace[i]));
    }
    sink.channel().write(halves.flip());
  }

  /** Uniform draws of a standard deviation: quick, and near enough to normal in their sums. */
  private static float[] row(long seed, float scale) {
    NumpyGenerator random = new NumpyGenerator(seed);
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = scale * 3.46f * ((random.nextLong() >>> 40) / (float) (1 << 24) - 0.5f);
    }
    return values;
  }
}
