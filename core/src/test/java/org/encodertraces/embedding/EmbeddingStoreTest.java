package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One place knows what lies in a data set's folder and whose row is whose. */
class EmbeddingStoreTest {

  private static final EncoderName ENCODER = EncoderName.ofId("vit/base/16");
  private static final long[] NUMBERS = {70, 80, 90};

  @TempDir private Path root;
  private EmbeddingFolder folder;

  @BeforeEach
  void writeAll() throws IOException {
    folder = new EmbeddingFolder(root);
    for (Processing processing : Parameter.SHARPENING.classes()) {
      for (Split split : Split.HALVES) {
        write(folder.file(ENCODER, processing, split));
      }
    }
    SettingsFile.write(
        folder.record(ENCODER, Split.TRAIN),
        Map.of("encoder", "vit/base/16", "category", "supervised", "batch", "16"));
    write(root.resolve("MASK_90/model=other_variant=x.safetensors"));
  }

  private void list(String... ids) throws IOException {
    StringBuilder text = new StringBuilder("row,id\n");
    for (int row = 0; row < ids.length; row++) {
      text.append(row).append(',').append(ids[row]).append('\n');
    }
    Files.writeString(folder.photos(ENCODER, Split.VAL), text);
  }

  private StoredEncoder stored() {
    return EmbeddingStore.open(root).of(ENCODER);
  }

  @Test
  void encodersAreThoseWithFilesUnderWhateverProcessing() throws IOException {
    assertThat(EmbeddingStore.open(root).encoders())
        .extracting(EncoderName::id)
        .containsExactly("other/x", "vit/base/16");
    assertThat(stored().processings(Split.VAL))
        .containsExactlyElementsOf(
            Parameter.SHARPENING.classes().stream()
                .sorted(java.util.Comparator.comparing(Processing::name))
                .toList());
    assertThat(stored().category()).contains("supervised");
    assertThat(stored().batch()).contains(16);
    assertThat(EmbeddingStore.open(root).of(EncoderName.ofId("other/x")).category()).isEmpty();
    assertThatThrownBy(() -> EmbeddingStore.open(root.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such folder of embeddings");
  }

  @Test
  void rowsAreFoundByIdByNumberAndAfterASelection() throws IOException {
    list("b.jpg", "80.jpg", "c.jpg");
    EmbeddingTable table = table();

    RowIds all = stored().ids(table, Split.VAL);
    RowIds some = stored().ids(table.select(new int[] {2, 1}), Split.VAL);

    assertThat(all.id(2)).contains("c.jpg");
    assertThat(all.row("b.jpg")).hasValue(0);
    assertThat(all.row("70")).hasValue(0);
    assertThat(all.row("80")).hasValue(1);
    assertThat(all.row("d.jpg")).isEmpty();
    assertThat(some.id(0)).contains("c.jpg");
    assertThat(some.row("80")).hasValue(1);
    assertThat(some.row("90")).hasValue(0);
    assertThat(some.row("b.jpg")).isEmpty();
  }

  @Test
  void theStudysFilesAreJoinedByTheNumbersTheyHold() throws IOException {
    RowIds ids = stored().ids(table(), Split.VAL);

    assertThat(ids.known()).isTrue();
    assertThat(ids.id(1)).contains("80");
    assertThat(ids.row("90")).hasValue(2);
  }

  @Test
  void aListOfAnotherLengthIsRefused() throws IOException {
    list("a.jpg", "b.jpg");

    assertThatThrownBy(() -> stored().ids(table(), Split.VAL))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("photos.csv", "2 ids for 3 embeddings");
  }

  @Test
  void everythingReadThroughAMapIsMapped() throws IOException {
    // (x, y) becomes (y, x): row 1 is (3, 4) / 5.
    Path file = root.resolve("swap.safetensors");
    AffineMapFile.write(
        file,
        new AffineMap(2, new float[] {0, 1, 1, 0}, new float[2], new FittedOn.Unit()),
        Map.of("method", "swap"));
    EmbeddingStore store = EmbeddingStore.open(root).through(AffineMapFile.read(file));

    ParameterEmbeddings through = store.of(ENCODER).open(Parameter.SHARPENING, BadRows.REFUSE);

    float[] row = new float[2];
    for (EmbeddingTable table : List.of(through.train().get(1), through.val().get(2))) {
      table.rows().read(1, row, 0);
      assertThat(row).containsExactly(0.8f, 0.6f);
      assertThat(table.marks(Photo.FLICKR_ID)).isEqualTo(NUMBERS);
    }
    assertThat(through.files()).contains(file, root.resolve("swap.json")).hasSize(8);
    assertThat(store.mapNotes()).isEqualTo(Map.of("map's method", "swap"));
    assertThat(EmbeddingStore.open(root).map()).isEqualTo(Optional.empty());
  }

  private EmbeddingTable table() throws IOException {
    return stored().table(Processing.SHARPEN_2, Split.VAL, "the test needs it");
  }

  private static void write(Path file) throws IOException {
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats(
                EmbeddingFolder.EMBEDDINGS, new float[] {1, 0, 3, 4, 5, 12}, 3, 2),
            SafetensorsWriter.Tensor.integers(Photo.FLICKR_ID, NUMBERS)));
  }

  @Test
  void aDamagedRecordIsNamed() throws IOException {
    Path record = folder.record(ENCODER, Split.TRAIN);
    Files.writeString(record, "{\"encoder\": ");

    assertThatThrownBy(() -> EmbeddingStore.open(root).of(ENCODER).record())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(record + ": not valid JSON: ");
  }
}
