package org.encodertraces.shooting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.io.Csv;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stopped shoot goes on with what is missing and ends with the bytes of one that was not. */
class ShootRestartTest {

  private static final List<Camera> BASES =
      KnownCameras.BASES.stream().map(KnownCameras.builtIn()::camera).toList();

  @TempDir private Path folder;

  private static ShootRun.Settings settings(Path out, List<Subject> subjects, int size) {
    return new ShootRun.Settings(out, subjects, BASES, 7, size, true, "test", 2);
  }

  private static List<Subject> scenes() {
    return Stream.iterate(0, i -> i + 1)
        .limit(4)
        .map(i -> (Subject) new Subject.OfWorld(7, i))
        .toList();
  }

  /** Ends a run by an exception once it was told of so many photos. */
  private static Progress stopsAfter(int photos) {
    AtomicLong left = new AtomicLong(photos);
    return new Progress() {
      @Override
      public Task start(String name, long total) {
        return units -> {
          if (left.addAndGet(-units) < 0) {
            throw new IllegalStateException("stopped");
          }
        };
      }

      @Override
      public void say(String line) {}
    };
  }

  private static Map<String, String> hashes(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (!name.equals(".lock")) {
          hashes.put(name, Sha256.of(file));
        }
      }
    }
    return hashes;
  }

  @Test
  void aRunThatWasStoppedEndsWithTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    ShootRun.Outcome once = ShootRun.run(settings(whole, scenes(), 32), Progress.NONE);
    assertThatThrownBy(() -> ShootRun.run(settings(stopped, scenes(), 32), stopsAfter(3)))
        .hasStackTraceContaining("stopped");
    assertThat(stopped.resolve("labels.csv")).doesNotExist();
    assertThat(hashes(stopped)).hasSizeLessThan(hashes(whole).size());

    ShootRun.Outcome rest = ShootRun.run(settings(stopped, scenes(), 32), Progress.NONE);

    assertThat(once.kept()).isZero();
    assertThat(rest.photos()).isEqualTo(8);
    assertThat(rest.kept()).isBetween(3, 7);
    assertThat(hashes(stopped)).isEqualTo(hashes(whole));
    // Nothing is missing: nothing is shot.
    assertThat(ShootRun.run(settings(stopped, scenes(), 32), Progress.NONE).kept()).isEqualTo(8);
    assertThat(hashes(stopped)).isEqualTo(hashes(whole));
  }

  @Test
  void whatACrashDamagedIsShotAgain() throws Exception {
    Path out = folder.resolve("out");
    ShootRun.run(settings(out, scenes(), 32), Progress.NONE);
    Map<String, String> whole = hashes(out);
    Path damaged = out.resolve("photos/ball-table/00000-phone.jpg");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Files.delete(out.resolve("raw/ball-meadow/00001-compact.png"));
    Files.delete(out.resolve("labels.csv"));
    Files.writeString(
        out.resolve("photos/.x.jpg.00000000-0000-0000-0000-000000000000.tmp"), "left by a kill");
    // The last line is torn, and one is no JSON.
    Path journal = out.resolve(ShotJournal.FILE);
    byte[] lines = ("{oops\n" + Files.readString(journal)).getBytes(StandardCharsets.UTF_8);
    Files.write(journal, java.util.Arrays.copyOf(lines, lines.length - 20));

    ShootRun.Outcome again = ShootRun.run(settings(out, scenes(), 32), Progress.NONE);

    assertThat(again.kept()).isEqualTo(8 - 3);
    assertThat(hashes(out)).isEqualTo(whole);
  }

  @Test
  void anotherPlanIsRefusedNamingWhatDiffers() throws Exception {
    Path out = folder.resolve("out");
    List<Subject> scenes = scenes().subList(0, 1);
    ShootRun.run(settings(out, scenes, 32), Progress.NONE);
    assertThatThrownBy(() -> ShootRun.run(settings(out, scenes, 33), Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another plan (shoot.json: \"size\" is 32, here 33)");
    Camera tone = KnownCameras.builtIn().camera("phone-tone-1");
    ShootRun.Settings other =
        new ShootRun.Settings(out, scenes, List.of(tone, BASES.get(1)), 7, 32, true, "test", 1);
    assertThatThrownBy(() -> ShootRun.run(other, Progress.NONE))
        .hasMessageContaining("(shoot.json: other cameras)");
    // Of a program that draws otherwise.
    Path plan = out.resolve("shoot.json");
    Files.writeString(plan, Files.readString(plan).replace(ShootPlan.drawing(), "00000000"));
    assertThatThrownBy(() -> ShootRun.run(settings(out, scenes, 32), Progress.NONE))
        .hasMessageContaining("drawn by another version of this program");
    Files.delete(plan);
    assertThatThrownBy(() -> ShootRun.run(settings(out, scenes, 32), Progress.NONE))
        .hasMessageContaining("(shoot.json: missing)");
  }

  @Test
  void aReplacedPictureIsShotAgainAndABrokenOneLeavesNoPhoto() throws Exception {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png", "c.png")) {
      BufferedImage picture = new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(3, 3, name.hashCode());
      ImageIO.write(picture, "png", images.resolve(name).toFile());
    }
    List<Subject> subjects =
        Subject.ofPictures(
            PhotoFolder.read(images, "", 0).withoutSplits().unsplit(), photo -> "", 9);
    Path out = folder.resolve("out");
    ShootRun.run(settings(out, subjects, 32), Progress.NONE);
    Map<String, String> before = hashes(out);
    assertThat(Csv.read(out.resolve("labels.csv")).get(1)).startsWith("a-phone.jpg", "a", "phone");
    Files.copy(
        images.resolve("c.png"),
        images.resolve("a.png"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(images.resolve("b.png"), "no picture");

    ShootRun.Outcome again = ShootRun.run(settings(out, subjects, 32), Progress.NONE);

    assertThat(again.photos()).isEqualTo(4);
    assertThat(again.kept()).isEqualTo(2);
    assertThat(again.skipped()).containsOnlyKeys("b.png");
    Map<String, String> after = hashes(out);
    assertThat(after.get("photos/c-phone.jpg")).isEqualTo(before.get("photos/c-phone.jpg"));
    assertThat(after.get("raw/a-phone.png")).isNotEqualTo(before.get("raw/a-phone.png"));
    assertThat(after.keySet()).noneMatch(name -> name.contains("/b-"));
  }
}
