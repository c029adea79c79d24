package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders as strangers have them: whatever is not read is counted, and nothing stops a run. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // only a pipe that is waited for takes so long
class FolderTreeTest {

  @TempDir private Path root;

  /**
   * torchvision's make_dataset lists {@code sorted(os.walk(folder, followlinks=True))}: a folder's
   * own files, then those of folders by their whole path, where '-' comes before '/'.
   */
  @Test
  void classFoldersGoAsDeepAsImageFolderAndInItsOrder() throws IOException {
    for (String split : List.of("train/", "val/")) {
      touch(split + "c/z.jpg", split + "c/a/b.jpg", split + "c/a-b/c.jpg");
      touch(split + "c/a/deep/er/d.jpg", split + "c/B.jpg", split + "only/deep/x.png");
    }

    ImageDataset dataset = open();

    assertThat(dataset.classes()).containsExactly("c", "only");
    assertThat(dataset.train())
        .extracting(Photo::id)
        .containsExactly(
            "train/c/B.jpg",
            "train/c/z.jpg",
            "train/c/a/b.jpg",
            "train/c/a-b/c.jpg",
            "train/c/a/deep/er/d.jpg",
            "train/only/deep/x.png");
    assertThat(dataset.val()).extracting(Photo::label).containsExactly(0, 0, 0, 0, 0, 1);
  }

  @Test
  void moreEndingsAreRead() throws IOException {
    touch("a.jfif", "b.JPE", "c.TIFF", "d.Tif", "e.pjpeg", "f.apng", "g.dib", "h.HIF");

    assertThat(open().all()).hasSize(8);
  }

  @Test
  void whatIsNotReadIsCountedByReason() throws IOException {
    touch("a.jpg", "b.CR2", "c.cr2", "d.mov", "README", ".DS_Store", "._a.jpg", "Thumbs.db");

    ImageDataset dataset = open();

    assertThat(dataset.all()).hasSize(1);
    assertThat(dataset.ignored().files()).isEqualTo(7);
    assertThat(dataset.ignored().lines())
        .contains(
            "ignored 2 ending in .cr2, which is no picture format that is read (b.CR2, c.cr2)",
            "ignored 2 hidden (.DS_Store, ._a.jpg)",
            "ignored 1 without an ending that tells a picture (README)");
    assertThat(dataset.ignored().warning(1).orElseThrow())
        .startsWith("more was ignored than read: 7 files, and 1 photos to read; the most: 2 ");
    assertThat(dataset.ignored().warning(7)).isEmpty();
    assertThat(dataset.withoutSplits().ignored()).isEqualTo(dataset.ignored());
  }

  @Test
  void thousandsOfFilesAreAFewLines() throws IOException {
    touch("a.jpg");
    for (int i = 0; i < 2000; i++) {
      touch("x." + i % 40 + "e" + i / 40);
    }

    Ignored ignored = open().ignored();

    assertThat(ignored.files()).isEqualTo(2000);
    assertThat(ignored.lines()).hasSizeLessThan(10);
    assertThat(String.join("", ignored.lines())).hasSizeLessThan(2000);
  }

  @Test
  void loosePhotosBesideClassFoldersAreCountedAndTheRestIsRead() throws IOException {
    touch("a/1.jpg", "b/2.jpg", "loose.jpg", "train2.jpg");

    ImageDataset dataset = open();

    assertThat(dataset.all()).hasSize(2);
    assertThat(dataset.ignored().lines())
        .containsExactly("ignored 2 beside class folders (loose.jpg, train2.jpg)");
  }

  @Test
  void loosePhotosOfOneSplitAndClassesOfTheOtherAreRefused() throws IOException {
    touch("train/1.jpg", "val/a/2.jpg");

    assertThatThrownBy(this::open)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train/1.jpg")
        .hasMessageContaining("no class folder");
  }

  @Test
  void whatLiesBesideTrainAndValIsCounted() throws IOException {
    touch("train/a/1.jpg", "val/a/2.jpg", "test/3.jpg", "test/deep/4.jpg", "5.jpg", "val.txt");

    ImageDataset dataset = open();

    assertThat(dataset.all()).hasSize(2);
    assertThat(dataset.ignored().lines())
        .contains("ignored 3 beside train/ and val/ (5.jpg, test/3.jpg, test/deep/4.jpg)");
  }

  @Test
  void aFolderWithoutPhotosSaysWhatItHolds() throws IOException {
    touch("a/1.CR2", "a/2.CR2", "shard.tgz");

    assertThatThrownBy(this::open)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no photo in it")
        .hasMessageContaining("ignored 2 ending in .cr2");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void pipesAndDevicesAreNotWaitedFor() throws Exception {
    touch("a.jpg");
    assertThat(new ProcessBuilder("mkfifo", root.resolve("x.jpg").toString()).start().waitFor())
        .isZero();
    Files.createSymbolicLink(root.resolve("pipe.png"), root.resolve("x.jpg"));
    Files.createSymbolicLink(root.resolve("zero.png"), Path.of("/dev/zero"));
    Files.createSymbolicLink(root.resolve("gone.png"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("self.png"), root.resolve("self.png"));

    List<String> readable = new ArrayList<>();
    for (Photo photo : open().all()) {
      try {
        photo.bytes().read();
        readable.add(photo.id());
      } catch (IOException e) {
        if (photo.id().matches("x.jpg|pipe.png|zero.png")) {
          assertThat(e).hasMessage("is a pipe, a socket or a device, not a file");
        }
      }
    }

    assertThat(readable).containsExactly("a.jpg");
  }

  /** Checked again when it is opened: what was a file in the listing may be a pipe by then. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFileThatBecomesAPipeIsNotWaitedFor() throws Exception {
    touch("a.jpg");
    Photo photo = open().all().get(0);
    Files.delete(root.resolve("a.jpg"));
    assertThat(new ProcessBuilder("mkfifo", root.resolve("a.jpg").toString()).start().waitFor())
        .isZero();

    assertThatThrownBy(() -> photo.bytes().read()).hasMessageContaining("is a pipe");
  }

  @Test
  void emptyFilesHaveNoBytes() throws IOException {
    Files.createFile(root.resolve("a.jpg"));

    assertThat(open().all().get(0).bytes().read()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linksBackToAFolderAroundThemEnd() throws IOException {
    touch("in/a/1.jpg", "in/a/sub/2.jpg", "in/b/3.jpg");
    Path folder = root.resolve("in");
    Files.createSymbolicLink(folder.resolve("a/sub/up"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/top"), folder);
    Files.createSymbolicLink(folder.resolve("a/out"), root);
    Files.createSymbolicLink(folder.resolve("b/other"), folder.resolve("a/sub"));

    ImageDataset dataset = Datasets.open(folder, new Datasets.Reading("", 0, Optional.empty()));

    assertThat(ids(dataset)).containsExactly("a/1.jpg", "a/sub/2.jpg", "b/3.jpg", "b/other/2.jpg");
    assertThat(dataset.ignored().kinds())
        .anySatisfy(
            kind -> {
              assertThat(kind.reason())
                  .isEqualTo("as a link that leads back to a folder around it");
              assertThat(kind.examples()).contains("a/out", "a/sub/up", "a/top");
            });
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFolderThatMayNotBeListedIsCounted() throws IOException {
    touch("a/1.jpg", "locked/2.jpg", "b/locked/3.jpg", "b/4.jpg");
    for (String locked : List.of("locked", "b/locked")) {
      Files.setPosixFilePermissions(
          root.resolve(locked), PosixFilePermissions.fromString("---------"));
    }
    boolean mayAnyway = Files.isReadable(root.resolve("locked"));
    ImageDataset dataset;
    try {
      dataset = open();
    } finally {
      for (String locked : List.of("locked", "b/locked")) {
        Files.setPosixFilePermissions(
            root.resolve(locked), PosixFilePermissions.fromString("rwx------"));
      }
    }
    assumeFalse(mayAnyway, "needs a user who is not root");

    assertThat(dataset.all()).hasSize(2);
    assertThat(dataset.ignored().lines())
        .containsExactly(
            "ignored 2 as a folder that there is no permission to list (b/locked, locked)");
  }

  /** Bytes that are no letters of this encoding, as after LC_ALL=C or from an old disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyTheFolderWhoseNameCannotBeToldIsRefused() throws Exception {
    touch("a/1.jpg", "b/2.jpg");
    String script = "mkdir \"$(printf 'caf\\351')\" && cp a/1.jpg \"$(printf 'caf\\351/1.jpg')\"";
    assumeTrue(
        new ProcessBuilder("sh", "-c", script).directory(root.toFile()).start().waitFor() == 0,
        "needs a file system that takes any bytes as a name");

    ImageDataset dataset = open();

    assertThat(dataset.classes()).containsExactly("a", "b");
    assertThat(dataset.ignored().lines().toString())
        .contains("ignored 1 as a folder with a name that cannot be told", "LC_ALL=C.UTF-8", "caf");
  }

  @Test
  void namesThatNoFileCanHaveAreUnreadablePhotos() {
    Photo photo = Photo.listed("a", root, "a\0b.jpg", 0);

    assertThatThrownBy(() -> photo.bytes().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no name of a file");
    assertThat(photo.bytes().place()).contains("a\0b.jpg");
  }

  private ImageDataset open() throws IOException {
    return Datasets.open(root, new Datasets.Reading("", 0, Optional.empty()));
  }

  private static List<String> ids(ImageDataset dataset) {
    return dataset.all().stream().map(Photo::id).sorted().toList();
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, "x".getBytes(StandardCharsets.UTF_8));
    }
  }
}
