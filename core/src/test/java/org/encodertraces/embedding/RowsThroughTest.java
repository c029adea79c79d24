package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows through a map are L2(Wx + b), whoever reads them and in whatever order. */
class RowsThroughTest {

  /** Neither a multiple of the columns nor of the rows that are taken at a time. */
  private static final int DIMENSION = 37;

  private static final int COUNT = 150;

  private static final FittedOn UNIT = new FittedOn.Unit();

  @TempDir private Path folder;

  @Test
  void valuesAreThoseOfTheFormula() throws IOException {
    float[][] x = random(COUNT, 1);
    Rows rows = write(x);
    for (FittedOn fittedOn : List.of(UNIT, new FittedOn.Raw(0.1, 100))) {
      AffineMap map = map(fittedOn, 7);

      Rows through = rows.through(map);

      for (int row = 0; row < COUNT; row++) {
        double[] expected = formula(map, x[row]);
        float[] read = read(through, row);
        for (int i = 0; i < DIMENSION; i++) {
          assertThat((double) read[i]).isCloseTo(expected[i], within(1e-6));
        }
      }
    }
  }

  @Test
  void aRowsBitsAreItsOwnWhateverIsReadBesideIt() throws IOException {
    Rows rows = write(random(COUNT, 1));
    AffineMap map = map(UNIT, 7);
    Rows all = rows.through(map);
    int[] backwards = IntStream.range(0, COUNT).map(row -> COUNT - 1 - row).toArray();
    Rows turned = rows.select(backwards).through(map);
    Rows selectedAfter = all.select(backwards);

    for (int row = 0; row < COUNT; row++) {
      float[] alone = read(rows.select(new int[] {row}).through(map), 0);
      assertThat(read(all, row)).isEqualTo(alone);
      assertThat(read(turned, COUNT - 1 - row)).isEqualTo(alone);
      assertThat(read(selectedAfter, COUNT - 1 - row)).isEqualTo(alone);
      assertThat(turned.rowOfFile(row)).isEqualTo(COUNT - 1 - row);
    }
    assertThat(all.file()).isEqualTo(rows.file());
  }

  @Test
  void aMapOfVectorsAsStoredRefusesLengthsThatItNeverSaw() throws IOException {
    float[][] x = random(COUNT, 1);
    Arrays.fill(x[71], 0);
    x[71][3] = 0.5f;
    Rows rows = write(x);

    assertThatThrownBy(() -> rows.through(map(new FittedOn.Raw(0.75, 100), 7)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(rows.file().toString(), "row 71 has length 0.5", "0.75 to 100");
    // The row of the file, not of the selection.
    assertThatThrownBy(
            () -> rows.select(new int[] {2, 71}).through(map(new FittedOn.Raw(0, 0.4), 7)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 2 has length");
    assertThat(rows.through(map(UNIT, 7)).count()).isEqualTo(COUNT);
  }

  @Test
  void aRowWithoutADirectionStaysOne() throws IOException {
    float[][] x = random(4, 1);
    Arrays.fill(x[1], 0);
    x[2][5] = Float.NaN;
    for (FittedOn fittedOn : List.of(UNIT, new FittedOn.Raw(0.1, 100))) {
      EmbeddingTable table = EmbeddingTable.open(write(x).file()).through(map(fittedOn, 7));

      assertThat(table.badRows()).containsExactly(1, 2);
    }
  }

  @Test
  void aMapOfAnotherWidthIsRefused() throws IOException {
    Rows rows = write(random(3, 1));
    AffineMap narrow = new AffineMap(1, new float[1], new float[1], UNIT);

    assertThatThrownBy(() -> rows.through(narrow))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(rows.file().toString(), "width 37", "takes 1");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Rows rows = write(random(COUNT, 1));
    rows.through(map(UNIT, 7));
    assertThatThrownBy(() -> rows.through(map(new FittedOn.Raw(1000, 1001), 7)))
        .isInstanceOf(InputException.class);

    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .noneMatch(name -> name.startsWith("traces-rows-"));
    }
  }

  private static double[] formula(AffineMap map, float[] x) {
    double scale = map.fittedOn() instanceof FittedOn.Unit ? 1 / length(x) : 1;
    double[] y = new double[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      y[i] = map.bias()[i];
      for (int j = 0; j < DIMENSION; j++) {
        y[i] += (double) map.weight()[i * DIMENSION + j] * x[j] * scale;
      }
      squares += y[i] * y[i];
    }
    double length = Math.sqrt(squares);
    return Arrays.stream(y).map(value -> value / length).toArray();
  }

  private static double length(float[] x) {
    double squares = 0;
    for (float value : x) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static float[] read(Rows rows, int row) {
    float[] values = new float[rows.dimension()];
    rows.read(row, values, 0);
    return values;
  }

  private static AffineMap map(FittedOn fittedOn, long seed) {
    float[][] weight = random(DIMENSION, seed);
    float[] flat = new float[DIMENSION * DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      System.arraycopy(weight[i], 0, flat, i * DIMENSION, DIMENSION);
    }
    return new AffineMap(DIMENSION, flat, random(1, seed + 1)[0], fittedOn);
  }

  private static float[][] random(int count, long seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    float[][] rows = new float[count][DIMENSION];
    for (float[] row : rows) {
      for (int i = 0; i < DIMENSION; i++) {
        row[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }
    return rows;
  }

  private Rows write(float[][] x) throws IOException {
    float[] flat = new float[x.length * DIMENSION];
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(x[i], 0, flat, i * DIMENSION, DIMENSION);
    }
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(SafetensorsWriter.Tensor.floats("image_embeddings", flat, x.length, DIMENSION)));
    return Rows.of(Safetensors.open(file), "image_embeddings");
  }
}
