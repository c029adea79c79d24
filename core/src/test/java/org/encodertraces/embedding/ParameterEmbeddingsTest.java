package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not belong together are refused, naming the one that does not fit. */
class ParameterEmbeddingsTest {

  private static final EncoderName ENCODER = EncoderName.ofId("a/b");

  @TempDir private Path root;
  private EmbeddingFolder folder;

  @BeforeEach
  void writeAll() throws IOException {
    folder = new EmbeddingFolder(root);
    for (Processing processing : Parameter.SHARPENING.classes()) {
      for (Split split : Split.HALVES) {
        write(processing, split, 4, 2, new long[] {0, 0, 1, 1}, 1);
      }
    }
  }

  @Test
  void filesThatFitOpen() throws IOException {
    ParameterEmbeddings embeddings = open(BadRows.REFUSE);

    assertThat(embeddings.trainRows()).isEqualTo(4);
    assertThat(embeddings.dimension()).isEqualTo(2);
    assertThat(embeddings.files()).hasSize(6);
  }

  @Test
  void aMissingProcessingIsNamed() throws IOException {
    Files.delete(file(Processing.SHARPEN_4, Split.VAL));

    assertRefused("SHARPEN_4", "no such file; sharpening needs");
  }

  @Test
  void aFileOfAnotherLengthIsNamed() throws IOException {
    write(Processing.SHARPEN_2, Split.TRAIN, 3, 2, new long[] {0, 0, 1}, 1);

    assertRefused("SHARPEN_2", "3 embeddings; ", "has 4");
  }

  @Test
  void aFileOfAnotherWidthIsNamed() throws IOException {
    write(Processing.SHARPEN_2, Split.TRAIN, 4, 3, new long[] {0, 0, 1, 1}, 1);

    assertRefused("SHARPEN_2", "embeddings of width 3; ", "has 2");
  }

  @Test
  void labelsThatDifferBetweenProcessingsAreNamed() throws IOException {
    write(Processing.SHARPEN_2, Split.VAL, 4, 2, new long[] {0, 1, 1, 1}, 1);

    assertRefused("SHARPEN_2", "row 1 has label 1; in", "it has 0");
  }

  @Test
  void rowsWithoutADirectionAreRefusedOrDroppedEverywhere() throws IOException {
    write(Processing.SHARPEN_2, Split.TRAIN, 4, 2, new long[] {0, 0, 1, 1}, Float.NaN);

    assertRefused("SHARPEN_2", "1 of 4 rows hold NaN", "the first is row 2", "drop_bad_rows");
    ParameterEmbeddings dropped = open(BadRows.DROP);
    assertThat(dropped.trainRows()).isEqualTo(3);
    assertThat(dropped.dropped()).isEqualTo(new ParameterEmbeddings.Dropped(1, 0));
    float[] row = new float[2];
    for (EmbeddingTable table : dropped.train()) {
      assertThat(table.labels().orElseThrow()).containsExactly(0, 0, 1);
      table.rows().read(2, row, 0);
      assertThat(row).containsExactly(7, 8);
    }
  }

  @Test
  void rowsOfZerosCountAsBad() throws IOException {
    write(Processing.SHARPEN_2, Split.TRAIN, 4, 2, new long[] {0, 0, 1, 1}, 0);

    assertRefused("rows hold NaN, infinities or only zeros");
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> open(BadRows.REFUSE))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts);
  }

  private ParameterEmbeddings open(BadRows badRows) throws IOException {
    return EmbeddingStore.open(root).of(ENCODER).open(Parameter.SHARPENING, badRows);
  }

  private Path file(Processing processing, Split split) {
    return folder.file(ENCODER, processing, split);
  }

  /** Values 1, 2, 3 …, those of row 2 multiplied by {@code factor}. */
  private void write(
      Processing processing, Split split, int rows, int width, long[] labels, float factor)
      throws IOException {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i + 1) * (i / width == 2 ? factor : 1);
    }
    SafetensorsWriter.write(
        file(processing, split),
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats(EmbeddingFolder.EMBEDDINGS, values, rows, width),
            SafetensorsWriter.Tensor.integers(
                EmbeddingFolder.LABELS, Arrays.copyOf(labels, rows))));
  }
}
