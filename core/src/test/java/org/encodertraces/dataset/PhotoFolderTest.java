package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFolderTest {

  @TempDir private Path root;

  @Test
  void imageNetLayoutKeepsItsSplitsAndNumbersClassesBySortedName() throws IOException {
    touch("train/zebra/a.JPEG", "train/ant/b.jpg", "val/zebra/c.jpg", "val/bee/d.png");

    ImageDataset dataset = PhotoFolder.read(root, "", 0);

    assertThat(dataset.classes()).containsExactly("ant", "bee", "zebra");
    assertThat(dataset.train())
        .extracting(Photo::id, Photo::label)
        .containsExactly(tuple("train/ant/b.jpg", 0), tuple("train/zebra/a.JPEG", 2));
    assertThat(dataset.val()).extracting(Photo::label).containsExactly(1, 2);
    assertThat(dataset.name()).isEqualTo(root.getFileName().toString());
  }

  @Test
  void classesSortByCodePointAsPythonSortsThem() throws IOException {
    touch("b/1.jpg", "B/1.jpg", "_/1.jpg", "é/1.jpg", "10/1.jpg", "9/1.jpg");

    assertThat(PhotoFolder.read(root, "", 0).classes())
        .containsExactly("10", "9", "B", "_", "b", "é");
  }

  @Test
  void aFolderWithoutSplitsIsCutSeventyToThirty() throws IOException {
    for (int i = 0; i < 1000; i++) {
      touch("c/" + i + ".jpg");
    }

    ImageDataset dataset = PhotoFolder.read(root, "", 0);

    assertThat(dataset.val()).hasSizeBetween(260, 340);
    assertThat(dataset.train().size() + dataset.val().size()).isEqualTo(1000);
    assertThat(PhotoFolder.read(root, "", 1).val()).isNotEqualTo(dataset.val());
  }

  @Test
  void addingPhotosMovesNoOtherToAnotherSplit() throws IOException {
    for (int i = 0; i < 50; i++) {
      touch("c/" + i + ".jpg");
    }
    Set<String> before = ids(PhotoFolder.read(root, "", 0).val());
    for (int i = 50; i < 200; i++) {
      touch("c/" + i + ".jpg");
    }

    Set<String> after = ids(PhotoFolder.read(root, "", 0).val());

    after.removeIf(id -> Integer.parseInt(id.substring(2, id.length() - 4)) >= 50);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void hiddenFilesAndOthersAreNoPhotosAndHeicIsOne() throws IOException {
    touch("a.jpg", ".hidden.jpg", "notes.txt", "b.HEIC", "manifest.json");

    ImageDataset dataset = PhotoFolder.read(root, "x", 0);

    List<Photo> all = new ArrayList<>(dataset.train());
    all.addAll(dataset.val());
    assertThat(ids(all)).containsExactlyInAnyOrder("a.jpg", "b.HEIC");
    assertThat(dataset.classes()).isEmpty();
    assertThat(all).extracting(Photo::label).containsOnly(Photo.NO_LABEL);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private static Set<String> ids(List<Photo> photos) {
    return photos.stream().map(Photo::id).collect(Collectors.toSet());
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }
}
