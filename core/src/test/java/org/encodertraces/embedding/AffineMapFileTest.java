package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A map's two files: what is written reads back, and what is no map is refused by name. */
class AffineMapFileTest {

  private static final float[] WEIGHT = {1, 2, 3, 4};
  private static final float[] BIAS = {0.5f, -0.5f};

  @TempDir private Path folder;
  private Path file;
  private Path beside;

  @BeforeEach
  void files() {
    file = folder.resolve("maps/leace.safetensors");
    beside = folder.resolve("maps/leace.json");
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    AffineMapFile.write(
        file,
        new AffineMap(2, WEIGHT, BIAS, new FittedOn.Raw(0.25, 12.5)),
        Map.of("method", "leace", "rank", 5, "parameters", List.of("jpeg", "webp")));

    AffineMapFile read = AffineMapFile.read(file);

    assertThat(read.map().weight()).isEqualTo(WEIGHT);
    assertThat(read.map().bias()).isEqualTo(BIAS);
    assertThat(read.map().fittedOn()).isEqualTo(new FittedOn.Raw(0.25, 12.5));
    assertThat(read.notes().toString())
        .contains("method=\"leace\"", "rank=5", "parameters=[\"jpeg\",\"webp\"]");
    assertThat(read.notes()).hasSize(3);
  }

  @Test
  void onesOwnFilesNeedNoDigest() throws IOException {
    write(WEIGHT, BIAS, 2);
    Files.writeString(beside, "{\"fitted_on\": \"unit\"}");

    assertThat(AffineMapFile.read(file).map().fittedOn()).isEqualTo(new FittedOn.Unit());
  }

  @Test
  void weightsOfAnotherRunAreRefused() throws IOException {
    AffineMapFile.write(file, new AffineMap(2, WEIGHT, BIAS, new FittedOn.Unit()), Map.of());
    write(WEIGHT, new float[] {9, 9}, 2);

    assertRefused(file.toString(), "another file than " + beside);
  }

  @Test
  void aNoteUnderAKeyOfTheFormIsRefused() {
    AffineMap map = new AffineMap(2, WEIGHT, BIAS, new FittedOn.Unit());
    assertThatThrownBy(() -> AffineMapFile.write(file, map, Map.of("norms", List.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("norms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | \"fitted_on\" is missing",
        "{\"fitted_on\": \"rwa\"}                  | \"fitted_on\" is \"rwa\"; expected \"raw\"",
        "{\"fitted_on\": \"raw\"}                  | \"norms\" is missing",
        "{\"fitted_on\": \"raw\", \"norms\": [2]}  | \"norms\" is [2]",
        "{\"fitted_on\": \"raw\", \"norms\": [2, 1]} | \"norms\" is [2,1]",
        "{\"fitted_on\": \"raw\", \"norms\": [\"a\", 1]} | \"norms\" is [\"a\",1]",
        "[1]                                       | expected a JSON object",
        "{\"fitted_on\":                           | line 1: no JSON"
      })
  void whatDoesNotTellItsVectorsIsRefused(String json, String message) throws IOException {
    write(WEIGHT, BIAS, 2);
    Files.writeString(beside, json);

    assertRefused(beside.toString(), message);
  }

  @Test
  void aMissingFileOfTheTwoIsNamed() throws IOException {
    assertRefused(file.toString(), "no such file");
    write(WEIGHT, BIAS, 2);
    assertRefused(beside.toString(), "no such file");
  }

  @Test
  void aNumberThatIsNoneIsNamedByRowAndColumn() throws IOException {
    Files.createDirectories(folder.resolve("maps"));
    Files.writeString(beside, "{\"fitted_on\": \"unit\"}");
    write(new float[] {1, 2, Float.NaN, 4}, BIAS, 2);
    assertRefused("\"weight\" holds NaN in row 1, column 0");
    write(WEIGHT, new float[] {1, Float.POSITIVE_INFINITY}, 2);
    assertRefused("\"bias\" holds Infinity in row 0, column 1");
  }

  @Test
  void shapesThatDoNotFitAreNamed() throws IOException {
    write(WEIGHT, new float[] {1, 2, 3}, 2);
    assertRefused(file.toString(), "\"weight\" is [2, 2] F32 and \"bias\" [3] F32");
    write(new float[] {1, 2, 3, 4}, BIAS, 1);
    assertRefused("\"weight\" is [1, 4] F32");
  }

  private void write(float[] weight, float[] bias, int rows) throws IOException {
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("weight", weight, rows, weight.length / rows),
            new SafetensorsWriter.Tensor(
                "bias",
                DType.F32,
                List.of((long) bias.length),
                sink -> sink.floats(bias, 0, bias.length))));
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> AffineMapFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts);
  }
}
