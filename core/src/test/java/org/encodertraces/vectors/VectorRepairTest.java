package org.encodertraces.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.embedding.Rows;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.embedding.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRepairTest {

  private static final int D = 24;

  @TempDir private Path folder;

  private static AffineMap map(FittedOn fittedOn) {
    Random random = new Random(16);
    float[] weight = new float[D * D];
    float[] bias = new float[D];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < D; i++) {
      bias[i] = (float) random.nextGaussian();
    }
    return new AffineMap(D, weight, bias, fittedOn);
  }

  private Path vectors(float[] values) throws IOException {
    Path file = folder.resolve("vectors.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(SafetensorsWriter.Tensor.floats("image_embeddings", values, values.length / D, D)));
    return file;
  }

  private static float[] random(int rows) {
    Random random = new Random(3);
    float[] values = new float[rows * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 3;
    }
    return values;
  }

  private static float[] repaired(AffineMap map, Path file, Path out, int threads)
      throws IOException {
    VectorRepair.apply(map, VectorFile.open(file), out, threads, Progress.NONE);
    VectorFile written = VectorFile.open(out);
    float[] all = new float[(int) written.rows() * D];
    written.read(
        (first, count, values) -> System.arraycopy(values, 0, all, (int) first * D, count * D));
    return all;
  }

  @Test
  void everyRowIsWhatExperimentsReadThroughTheMap() throws IOException {
    for (FittedOn fittedOn : List.of(new FittedOn.Unit(), new FittedOn.Raw(0.1, 1000))) {
      // More than one block of rows, and a last piece that is not full.
      Path file = vectors(random(50_001));
      float[] ours = repaired(map(fittedOn), file, folder.resolve("out.safetensors"), 2);
      Rows theirs = Rows.of(Safetensors.open(file), "image_embeddings").through(map(fittedOn));

      float[] row = new float[D];
      for (int i = 0; i < theirs.count(); i++) {
        theirs.read(i, row, 0);
        for (int j = 0; j < D; j++) {
          assertThat(ours[i * D + j]).isCloseTo(row[j], within(2e-6f));
        }
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNoByte() throws IOException {
    Path file = vectors(random(2_000));
    Path one = folder.resolve("one.npy");
    Path five = folder.resolve("five.npy");

    repaired(map(new FittedOn.Unit()), file, one, 1);
    repaired(map(new FittedOn.Unit()), file, five, 5);

    assertThat(Files.mismatch(one, five)).isEqualTo(-1);
  }

  @Test
  void aRowOfZerosStaysOne() throws IOException {
    float[] values = random(3);
    Arrays.fill(values, D, 2 * D, 0);
    for (FittedOn fittedOn : List.of(new FittedOn.Unit(), new FittedOn.Raw(0.1, 1000))) {
      VectorRepair.Outcome outcome =
          VectorRepair.apply(
              map(fittedOn),
              VectorFile.open(vectors(values)),
              folder.resolve("zeros.npy"),
              1,
              Progress.NONE);
      assertThat(outcome.zeroRows()).isEqualTo(1);
      float[] out = repaired(map(fittedOn), vectors(values), folder.resolve("zeros.npy"), 1);
      assertThat(Arrays.copyOfRange(out, D, 2 * D)).containsOnly(0);
    }
  }

  @Test
  void vectorsThatTheMapNeverSawAreRefusedByTheirRowAndLeaveNoFile() throws IOException {
    float[] values = random(9_000);
    for (int i = 0; i < D; i++) {
      values[8_500 * D + i] *= 1000;
    }
    Path file = vectors(values);
    Path out = folder.resolve("never.npy");

    assertThatThrownBy(() -> repaired(map(new FittedOn.Raw(1, 50)), file, out, 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": row 8500 has length ")
        .hasMessageContaining("of lengths 1.00000 to 50.0000");
    values[8_500 * D] = Float.NaN;
    Path withNan = vectors(values);
    assertThatThrownBy(() -> repaired(map(new FittedOn.Unit()), withNan, out, 2))
        .hasMessage(withNan + ": row 8500 holds NaN or an infinity; expected finite values");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anotherWidthIsRefused() throws IOException {
    Path file = vectors(random(2));
    AffineMap narrow = new AffineMap(2, new float[4], new float[2], new FittedOn.Unit());

    assertThatThrownBy(
            () ->
                VectorRepair.apply(
                    narrow, VectorFile.open(file), folder.resolve("x.npy"), 1, Progress.NONE))
        .hasMessage(file + ": vectors of 24 values; the repair takes 2");
  }
}
