package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.io.DuckDb;
import org.encodertraces.processing.Processing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of vectors that others wrote, where the study's file would be. */
class ParquetEmbeddingsTest {

  private static final EncoderName ENCODER = EncoderName.ofId("m/v");

  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void name() {
    table = folder.resolve(EmbeddingFolder.stem(ENCODER, Split.TRAIN) + ".parquet");
  }

  @Test
  void rowsComeInTheOrderOfTheirIdsWithTheirLabels() throws IOException {
    write(table, "('b', 1, [1.5, 2.5]), ('c', 0, [3.0, 4.0]), ('a', 7, [0.25, -1.0])");

    StoredEncoder stored = EmbeddingStore.open(folder).of(ENCODER);
    EmbeddingTable read = stored.table(Processing.IDENTITY, Split.TRAIN, "needed");

    assertThat(EmbeddingStore.open(folder).encoders()).containsExactly(ENCODER);
    assertThat(stored.processings(Split.TRAIN)).containsExactly(Processing.IDENTITY);
    assertThat(read.labels()).hasValue(new long[] {7, 1, 0});
    float[] row = new float[2];
    read.rows().read(0, row, 0);
    assertThat(row).containsExactly(0.25f, -1);
    read.rows().read(2, row, 0);
    assertThat(row).containsExactly(3, 4);
    assertThat(new EmbeddingFolder(folder).photoIds(ENCODER, Split.TRAIN))
        .isEqualTo(Optional.of(List.of("a", "b", "c")));
  }

  /** A folder of part files; written anew, it is read anew. */
  @Test
  void partsAreOneTableAndAnotherTableIsReadAgain() throws IOException {
    Files.createDirectory(table);
    write(table.resolve("part-1.parquet"), "('b', 1, [1.0, 2.0])");
    write(table.resolve("part-0.parquet"), "('d', 1, [3.0, 4.0])");
    StoredEncoder stored = EmbeddingStore.open(folder).of(ENCODER);
    assertThat(stored.table(Processing.IDENTITY, Split.TRAIN, "needed").rows().count())
        .isEqualTo(2);

    write(table.resolve("part-2.parquet"), "('a', 1, [5.0, 6.0])");
    EmbeddingTable read = stored.table(Processing.IDENTITY, Split.TRAIN, "needed");
    assertThat(read.rows().count()).isEqualTo(3);
    float[] row = new float[2];
    read.rows().read(0, row, 0);
    assertThat(row).containsExactly(5, 6);
  }

  @Test
  void whatIsNoTableOfEmbeddingsIsRefused() throws IOException {
    refused("('a', 1, [1.0]), ('a', 1, [2.0])", "1 different ids in 2 rows");
    refused("('a', 1, [1.0]), ('b', NULL, [2.0])", "1 of 2 rows have a label");
    refused("('a', 1, [1.0]), ('b', 1, [2.0, 3.0])", "the embedding of b has 2 values");
    copy("SELECT 1 AS x", table);
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the columns [x]; expected id, embedding");
    Files.writeString(table, "none");
    assertThatThrownBy(this::read).isInstanceOf(InputException.class);
  }

  private void refused(String rows, String why) throws IOException {
    write(table, rows);
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(table.toString())
        .hasMessageContaining(why);
  }

  private void read() throws IOException {
    EmbeddingStore.open(folder).of(ENCODER).table(Processing.IDENTITY, Split.TRAIN, "needed");
  }

  private static void write(Path file, String rows) {
    copy("SELECT * FROM (VALUES %s) t(id, label, embedding)".formatted(rows), file);
  }

  private static void copy(String select, Path file) {
    try {
      DuckDb.inMemory(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute(
                  "COPY (%s) TO %s (FORMAT parquet)"
                      .formatted(select, DuckDb.literal(file.toString())));
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
