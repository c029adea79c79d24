package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Planted;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What canonical reads is among the files that a repair's result names. */
class CanonicalFilesTest {

  private static final Processing CANONICAL =
      KnownProcessings.builtIn().processing("fit(64) jpeg(75,420)");

  @TempDir private Path folder;
  private final List<Processing> after = new ArrayList<>();

  @BeforeEach
  void write() {
    Planted planted = planted(4);
    planted.open(folder, Parameter.SHARPENING);
    for (Processing processing : Parameter.SHARPENING.classes()) {
      after.add(RepairData.through(processing, CANONICAL));
    }
    planted.open(folder, new Parameter("after", "after", after));
  }

  private static Planted planted(int photos) {
    return new Planted(photos, photos, 6, 2, 0.3, 1);
  }

  private RepairData open(Optional<Processing> canonical) throws IOException {
    return RepairData.open(
        EmbeddingStore.open(folder).of(Planted.ENCODER),
        List.of(Parameter.SHARPENING),
        List.of(),
        canonical,
        BadRows.REFUSE);
  }

  private List<Path> files(List<Processing> processings) {
    EmbeddingFolder files = new EmbeddingFolder(folder);
    List<Path> paths = new ArrayList<>();
    for (Processing processing : processings) {
      for (Split split : Split.HALVES) {
        paths.add(files.file(Planted.ENCODER, processing, split));
      }
    }
    return paths;
  }

  @Test
  void filesUnderTheCanonicalProcessingAreNamedWhereTheyAreRead() throws IOException {
    List<Path> all = new ArrayList<>(files(Parameter.SHARPENING.classes()));
    assertThat(open(Optional.empty()).files()).containsExactlyInAnyOrderElementsOf(all);

    all.addAll(files(after));
    assertThat(open(Optional.of(CANONICAL)).files()).containsExactlyInAnyOrderElementsOf(all);
    // "fit(64)" on from "sharpen" is one chain, which extraction knows by the same name.
    assertThat(RepairData.wanted(List.of(Parameter.SHARPENING), Optional.of(CANONICAL)))
        .containsAll(after);
  }

  @Test
  void aMissingFileAndOtherPhotosAreNamed() throws IOException {
    Path gone = files(after).get(1);
    byte[] bytes = Files.readAllBytes(gone);
    Files.delete(gone);
    assertThatThrownBy(() -> open(Optional.of(CANONICAL)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("canonical needs the photos of JPEG95_444 under it");
    Files.write(gone, bytes);
    planted(5).open(folder.resolve("more"), new Parameter("after", "after", after));
    Path longer = folder.resolve("more").resolve(folder.relativize(gone));
    Files.copy(longer, gone, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> open(Optional.of(CANONICAL)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(gone + ": ")
        .hasMessageContaining(" embeddings; ");
  }
}
