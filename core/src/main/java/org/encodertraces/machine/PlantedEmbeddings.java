package org.encodertraces.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.HalfFloat;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;

/**
 * Embeddings with a class, a photo and a trace planted in each row, as files in the study's layout.
 *
 * @param folder that the files are written into
 * @param type F32 or F16
 * @param train photos for training, under each of JPEG's six processings
 * @param val photos for validation
 * @param dimension of an embedding
 * @param classes of content
 */
public record PlantedEmbeddings(
    Path folder, DType type, int train, int val, int dimension, int classes) {

  /** ImageNet's training photos, and its validation photos. */
  private static final int IMAGENET_TRAIN = 1_281_167;

  private static final int IMAGENET_VAL = 50_000;

  private static final EncoderName ENCODER = EncoderName.ofId("planted/bench");
  private static final Parameter PARAMETER = Parameter.JPEG;

  /** As many photos as the study's tables of neighbors take, of 512 values in float32. */
  public static PlantedEmbeddings ofStudy(Path folder) {
    return new PlantedEmbeddings(folder, DType.F32, 50_000, 2_000, 512, 1_000);
  }

  /** All of ImageNet, of 768 values in float16: 12.3 GB. */
  public static PlantedEmbeddings ofImageNet(Path folder) {
    return new PlantedEmbeddings(folder, DType.F16, IMAGENET_TRAIN, IMAGENET_VAL, 768, 1_000);
  }

  /** Writes the files unless they are there, and opens them. */
  public ParameterEmbeddings open() throws IOException {
    for (Split split : Split.HALVES) {
      List<Integer> missing = new ArrayList<>();
      for (int p = 0; p < PARAMETER.classes().size(); p++) {
        if (!Files.exists(file(split, p))) {
          missing.add(p);
        }
      }
      if (!missing.isEmpty()) {
        write(missing, List.of(), split == Split.TRAIN ? train : val, split);
      }
    }
    return EmbeddingStore.open(folder).of(ENCODER).open(PARAMETER, BadRows.REFUSE);
  }

  private Path file(Split split, int processing) {
    return new EmbeddingFolder(folder).file(ENCODER, PARAMETER.classes().get(processing), split);
  }

  /**
   * Writes the files of some processings side by side, one within the other: what a photo is of
   * itself is the same under all, and drawing it is most of the work.
   *
   * @param sinks of the files that are open
   */
  private void write(
      List<Integer> processings, List<SafetensorsWriter.Sink> sinks, int photos, Split split)
      throws IOException {
    if (sinks.size() == processings.size()) {
      writeRows(processings, sinks, photos, split);
      return;
    }
    long[] labels = new long[photos];
    Arrays.setAll(labels, i -> i % classes);
    SafetensorsWriter.write(
        file(split, processings.get(sinks.size())),
        Map.of(),
        List.of(
            new SafetensorsWriter.Tensor(
                EmbeddingFolder.EMBEDDINGS,
                type,
                List.of((long) photos, (long) dimension),
                sink -> {
                  List<SafetensorsWriter.Sink> open = new ArrayList<>(sinks);
                  open.add(sink);
                  write(processings, open, photos, split);
                }),
            SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels)));
  }

  private void writeRows(
      List<Integer> processings, List<SafetensorsWriter.Sink> sinks, int photos, Split split)
      throws IOException {
    List<float[]> traces = new ArrayList<>();
    for (int processing : processings) {
      traces.add(gaussian(new NumpyGenerator(1000 + processing), 0.15f));
    }
    float[][] ofClass = new float[Math.min(classes, photos)][];
    Arrays.setAll(ofClass, c -> gaussian(new NumpyGenerator(c), 1));
    float[] row = new float[dimension];
    for (int photo = 0; photo < photos; photo++) {
      long id = split == Split.TRAIN ? photo : 10_000_000L + photo;
      float[] own = gaussian(new NumpyGenerator(20_000 + id), 1.2f);
      float[] content = ofClass[photo % classes];
      for (int p = 0; p < sinks.size(); p++) {
        float[] trace = traces.get(p);
        for (int i = 0; i < dimension; i++) {
          row[i] = content[i] + (own[i] + trace[i] * (1 + 0.5f * own[(i + 1) % dimension]));
        }
        put(sinks.get(p), row);
      }
    }
  }

  private void put(SafetensorsWriter.Sink sink, float[] row) throws IOException {
    if (type == DType.F32) {
      sink.floats(row, 0, dimension);
      return;
    }
    ByteBuffer halves = ByteBuffer.allocate(dimension * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : row) {
      halves.putShort(HalfFloat.ofFloat(value));
    }
    sink.channel().write(halves.flip());
  }

  /** Sums of four uniform draws: near enough to normal, and fast. */
  private float[] gaussian(NumpyGenerator random, float scale) {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      long bits = random.nextLong();
      int sum = 0;
      for (int part = 0; part < 4; part++) {
        sum += (int) (bits >>> (16 * part)) & 0xFFFF;
      }
      values[i] = scale * 1.7f * (sum / 65536f - 2);
    }
    return values;
  }
}
