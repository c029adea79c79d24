package org.encodertraces.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Photo;
import org.encodertraces.io.TableFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTableTest {

  @TempDir private Path root;

  /** What {@code traces exif} writes, in either form, is what the labels are read from. */
  @Test
  void bothFormsOfATableOfExifAreReadAlike() throws IOException {
    Path photo =
        Files.write(
            root.resolve("1.jpg"), new ExifBlob().text(0x010F, "Canon, Inc. \"Tokyo\"").jpeg());
    for (String ending : TableFormat.endings()) {
      Path table = root.resolve("table" + ending);

      ExifTable.write(
          table,
          TableFormat.of(table).orElseThrow(),
          List.of(
              Photo.inFile("1.jpg", photo, Photo.NO_LABEL),
              Photo.inFile("2.jpg", root.resolve("gone"), Photo.NO_LABEL)),
          Progress.NONE);

      LabelTable labels = LabelTable.open(table);
      assertThat(labels.rows()).isEqualTo(2);
      assertThat(labels.photos("make_as_written"))
          .extracting(SplitMaker.LabeledPhoto::id, SplitMaker.LabeledPhoto::value)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("1", "Canon, Inc. \"Tokyo\""));
    }
  }

  @Test
  void aLineThatCannotBeReadIsNamedWithWhatIsWrong() throws IOException {
    Path table = root.resolve("latin.csv");
    Files.write(table, "photo,Make\n1.jpg,M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelTable.open(table))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "(?s).*latin.csv: cannot be read: line 2: Invalid unicode .* not utf-8 encoded\\.");
  }

  @Test
  void whatIsNeitherParquetNorCsvIsRefusedInWords() throws IOException {
    Path table = root.resolve("labels.tsv");
    Files.writeString(table, "photo\tMake\n1.jpg\tCanon\n");
    Path csv = root.resolve("LABELS.CSV");
    Files.writeString(csv, "photo,Make\n1.jpg,Canon\n");

    assertThat(LabelTable.open(csv).rows()).isEqualTo(1);
    assertThatThrownBy(() -> LabelTable.open(table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("labels.tsv: expected Parquet, or comma-separated values")
        .hasMessageNotContaining("Error:");
  }
}
