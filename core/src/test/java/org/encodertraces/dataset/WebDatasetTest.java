package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebDataset shards, sound and as strangers make them. */
class WebDatasetTest {

  @TempDir private Path root;

  @Test
  void webDatasetShardsGiveSamplesWithTheirClasses() throws IOException {
    tar(
        "train-000.tar",
        Map.of(
            "a/000.jpg",
            "one",
            "a/000.cls",
            "1",
            "a/000.json",
            "{\"label\": 7}",
            "a/001.png",
            "two",
            "a/001.cls",
            "0\n",
            "readme",
            "x"));
    tar("val-000.tar", Map.of("000.webp", "three", "000.cls", "1"));

    ImageDataset dataset = open(root);

    assertThat(dataset.train())
        .extracting(Photo::id)
        .containsExactlyInAnyOrder("train-000.tar/a/000", "train-000.tar/a/001");
    for (Photo photo : dataset.train()) {
      assertThat(text(photo)).isEqualTo(photo.id().endsWith("0") ? "one" : "two");
    }
    assertThat(dataset.val()).hasSize(1);
    assertThat(text(dataset.val().get(0))).isEqualTo("three");
    assertThat(dataset.val().get(0).label()).isEqualTo(1);
    assertThat(dataset.classes()).containsExactly("0", "1");
  }

  @Test
  void classesOfWebDatasetMayComeFromAnyKeyOfItsJson() throws IOException {
    tar(
        "shard.tar",
        Map.of(
            "0.jpg",
            "x",
            "0.json",
            "{\"make\": \"Canon\"}",
            "1.jpg",
            "y",
            "1.json",
            "{\"make\": \"Apple\"}"));

    ImageDataset dataset = Datasets.open(root, new Datasets.Reading("", 0, Optional.of("make")));

    assertThat(dataset.classes()).containsExactly("Apple", "Canon");
    assertThatThrownBy(() -> Datasets.open(root, new Datasets.Reading("", 0, Optional.of("model"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no sample has a \"model\"");
  }

  /** webdataset cuts a name at the first dot after its last slash; nothing may vanish by it. */
  @Test
  void picturesWithFurtherDotsInTheirNamesArePhotosOrCounted() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("img.0.jpg", "zero");
    files.put("img.1.JPG", "one");
    files.put("img.1.cls", "1");
    files.put("img.cls", "0");
    files.put("b.jpg", "b");
    files.put("b.cls", "1");
    files.put("b.seg.png", "mask");
    files.put("b.png", "later");
    files.put("dir/._b.jpg", "apple");
    files.put("dir/x.txt", "caption");
    files.put("dir/README", "words");
    tar("shard.tar", files);

    ImageDataset dataset = open(root);

    assertThat(dataset.withoutSplits().unsplit())
        .extracting(Photo::id, Photo::label)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("shard.tar/b", 1),
            org.assertj.core.groups.Tuple.tuple("shard.tar/img.0", 0),
            org.assertj.core.groups.Tuple.tuple("shard.tar/img.1", 1));
    assertThat(text(dataset.withoutSplits().unsplit().get(1))).isEqualTo("zero");
    assertThat(dataset.ignored().lines())
        .contains(
            "ignored 2 in tars beside another picture of their sample (shard.tar/b.jpg,"
                + " shard.tar/b.seg.png)",
            "ignored 1 hidden (shard.tar/dir/._b.jpg)",
            "ignored 1 ending in .txt, which is no picture format that is read"
                + " (shard.tar/dir/x.txt)");
    assertThat(dataset.ignored().files()).isEqualTo(5);
  }

  @Test
  void longNamesInTarsAreNames() throws IOException {
    String folders = "a-rather-long-folder/".repeat(9);
    for (int mode :
        new int[] {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX}) {
      try (OutputStream out = Files.newOutputStream(root.resolve(mode + ".tar"));
          TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
        tar.setLongFileMode(mode);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (String name : List.of(folders + "é.jpg", folders + "b.jpg")) {
          TarArchiveEntry entry = new TarArchiveEntry(name);
          entry.setSize(1);
          tar.putArchiveEntry(entry);
          tar.write('x');
          tar.closeArchiveEntry();
        }
      }
    }

    assertThat(open(root).all()).hasSize(4).anyMatch(photo -> photo.id().endsWith(folders + "é"));
    assertThat(open(root).ignored().files()).isZero();
  }

  @Test
  void samplesWithoutAClassAndBrokenJsonStopNoOther() throws IOException {
    tar(
        "shard.tar",
        Map.of("0.jpg", "x", "0.json", "{\"label\": 1}", "1.jpg", "y", "1.json", "{no json"));

    ImageDataset dataset = open(root);

    assertThat(dataset.all()).extracting(Photo::id).containsExactly("shard.tar/0");
    assertThat(dataset.ignored().lines())
        .containsExactlyInAnyOrder(
            "ignored 1 ending in .json and not valid JSON (shard.tar/1.json)",
            "ignored 1 in tars without a class, as others have (shard.tar/1)");
  }

  @Test
  void linksInTarsAreCounted() throws IOException {
    try (OutputStream out = Files.newOutputStream(root.resolve("x.tar"));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry("a.jpg");
      entry.setSize(1);
      tar.putArchiveEntry(entry);
      tar.write('x');
      tar.closeArchiveEntry();
      TarArchiveEntry link = new TarArchiveEntry("b.jpg", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("a.jpg");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }

    assertThat(open(root).all()).hasSize(1);
    assertThat(open(root).ignored().lines().toString()).contains("as a link", "x.tar/b.jpg");
  }

  @Test
  void aTarThatIsNoneOrIsCutIsRefused() throws IOException {
    Files.writeString(root.resolve("x.tar"), "no tar at all".repeat(100));

    assertThatThrownBy(() -> open(root.resolve("x.tar")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.tar: not a tar that can be read");
  }

  private static ImageDataset open(Path path) throws IOException {
    return Datasets.open(path, new Datasets.Reading("", 0, Optional.empty()));
  }

  private static String text(Photo photo) throws IOException {
    return new String(photo.bytes().read(), StandardCharsets.UTF_8);
  }

  private void tar(String name, Map<String, String> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(root.resolve(name));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      List<String> names = new ArrayList<>(files.keySet());
      for (String file : names) {
        byte[] bytes = String.valueOf(files.get(file)).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }
}
