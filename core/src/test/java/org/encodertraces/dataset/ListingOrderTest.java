package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.encodertraces.Golden;
import org.encodertraces.io.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ids, labels, splits and order of rows of each form of data set, as version 0.1 listed them: what
 * was extracted once is continued, and what was drawn by id is drawn again.
 */
class ListingOrderTest {

  @TempDir private Path root;

  @Test
  void flatFolder() throws IOException {
    touch("b.jpg", "B.JPG", "a.jpeg", "ä.png", "10.jpg", "9.jpg", "notes.txt", ".hidden.jpg");
    touch("older/2019/deep.jpg");

    assertThat(digest(root)).isEqualTo(FLAT);
  }

  @Test
  void folderPerClass() throws IOException {
    touch(
        "zebra/b.jpg",
        "zebra/A.jpg",
        "Ant/1.png",
        "ant/2.gif",
        "_x/3.tif",
        "é/4.webp",
        "zebra/c.heic");
    touch("empty/readme.md", "list.csv");

    assertThat(digest(root)).isEqualTo(CLASSES);
  }

  @Test
  void imageNetLayout() throws IOException {
    touch(
        "train/n02/b.JPEG",
        "train/n01/a.JPEG",
        "train/n01/B.JPEG",
        "val/n03/c.JPEG",
        "val/n01/d.JPEG");
    touch("LOC_val_solution.csv", "test/x.JPEG");

    assertThat(digest(root)).isEqualTo(IMAGENET);
  }

  @Test
  void tarShards() throws IOException {
    tar("train-0.tar", "z/b.txt", "z/a.jpg", "z/a.cls", "z/b.jpg", "z/b.cls", "c.PNG", "c.cls");
    tar(
        "train-1.tar",
        "d.json",
        "d.jpg",
        "d.cls",
        "e.jpg",
        "e.seg.png",
        "e.cls",
        "e.txt",
        "readme");
    tar("val-0.tar", "f.png", "f.jpg", "f.cls");

    assertThat(digest(root)).isEqualTo(TARS);
  }

  @Test
  void parquetFiles() throws Exception {
    for (String name : new String[] {"train-1.parquet", "train-0.parquet", "test-0.parquet"}) {
      DuckDb.inMemory(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute(
                  "COPY (SELECT struct_pack(bytes := encode('x'), path := CASE WHEN i % 3 = 0 THEN"
                      + " NULL ELSE 'p' || (i % 5) END) AS image, i % 4 AS label FROM range(40) t(i))"
                      + " TO "
                      + DuckDb.literal(root.resolve(name).toString())
                      + " (FORMAT parquet)");
            }
          });
    }

    assertThat(digest(root)).isEqualTo(PARQUET);
  }

  private static final String FLAT = "c7295df7c69f39ea";
  private static final String CLASSES = "01439118c3c9130e";
  private static final String IMAGENET = "817e04b0f6d8955a";
  private static final String TARS = "a28e5e1b6c15d34b";
  private static final String PARQUET = "88f26524f3836b2e";

  private static String digest(Path folder) throws IOException {
    ImageDataset dataset = Datasets.open(folder, new Datasets.Reading("", 0, Optional.empty()));
    StringBuilder text = new StringBuilder(String.join(",", dataset.classes())).append('\n');
    for (Split split : Split.values()) {
      for (Photo photo : dataset.photos(split)) {
        text.append("%s %s %d%n".formatted(split.id(), photo.id(), photo.label()));
      }
    }
    for (Photo photo : dataset.withoutSplits().unsplit()) {
      text.append(photo.id()).append('\n');
    }
    return Golden.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private void tar(String name, String... files) throws IOException {
    try (OutputStream out = Files.newOutputStream(root.resolve(name));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (String file : files) {
        String text = file.endsWith(".json") ? "{\"label\": 3}" : "1";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }
}
