package org.encodertraces.shooting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.Cameras;
import org.encodertraces.acquisition.ExifReader;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.Finding;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Stage;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.image.LinearDecoder;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.Png;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShootRunTest {

  private static final List<Camera> BASES =
      KnownCameras.BASES.stream().map(KnownCameras.builtIn()::camera).toList();

  @TempDir private Path folder;

  private ShootRun.Settings settings(Path out, List<Subject> subjects, int threads) {
    return new ShootRun.Settings(out, subjects, BASES, 7, 48, true, "test", threads);
  }

  private static List<Subject> scenes(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> (Subject) new Subject.OfWorld(7, i))
        .toList();
  }

  private static Map<String, String> hashes(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (!name.contains("lock")) {
          hashes.put(name, Sha256.of(file));
        }
      }
    }
    return hashes;
  }

  @Test
  void theSameSeedMakesTheSameFilesWhateverTheThreads() throws Exception {
    Path once = folder.resolve("once");
    Path again = folder.resolve("again");
    ShootRun.Outcome outcome = ShootRun.run(settings(once, scenes(3), 1), Progress.NONE);
    ShootRun.run(settings(again, scenes(3), 2), Progress.NONE);

    assertThat(outcome.photos()).isEqualTo(6);
    assertThat(hashes(again)).isEqualTo(hashes(once));
    // A photo does not depend on how many others are shot.
    Path more = folder.resolve("more");
    ShootRun.run(settings(more, scenes(4), 2), Progress.NONE);
    String photo = "photos/ball-table/00000-phone.jpg";
    assertThat(hashes(more).get(photo)).isEqualTo(hashes(once).get(photo));
    assertThatThrownBy(() -> ShootRun.run(settings(once, scenes(4), 1), Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another plan");
  }

  @Test
  void photosTellTheTruthAndMosaicsTheirLevels() throws Exception {
    Path out = folder.resolve("out");
    ShootRun.run(settings(out, scenes(1), 1), Progress.NONE);
    List<List<String>> labels = Csv.read(out.resolve("labels.csv"));
    ImageDataset dataset = PhotoFolder.read(out.resolve("photos"), "", 0);

    assertThat(dataset.classes()).containsExactly("ball-table");
    assertThat(labels.get(0)).startsWith("photo", "owner", "camera", "class", "caption");
    for (int i = 1; i <= 2; i++) {
      List<String> row = labels.get(i);
      byte[] bytes = Files.readAllBytes(out.resolve("photos").resolve(row.get(0)));
      ExifReader.Labels exif = new ExifReader(Cameras.known()).read(bytes);
      Camera camera = BASES.get(i - 1);
      assertThat(row.get(2)).isEqualTo(camera.name());
      assertThat(exif.get(Attribute.MAKE)).contains("Simulated");
      assertThat(exif.get(Attribute.MODEL)).contains(camera.name());
      assertThat(exif.get(Attribute.EXPOSURE)).contains(row.get(5));
      assertThat(exif.get(Attribute.APERTURE)).contains(row.get(6));
      assertThat(exif.get(Attribute.ISO_SPEED)).contains(row.get(7));
      assertThat(exif.get(Attribute.JPEG_TABLES)).contains("own");
      assertThat(exif.get(Attribute.JPEG_SUBSAMPLING))
          .contains(camera.output().subsampling().text());

      String stem = "00000-" + camera.name();
      JsonNode raw =
          new ObjectMapper()
              .readTree(out.resolve("raw/ball-table").resolve(stem + ".json").toFile());
      LinearImage mosaic =
          LinearDecoder.decode(
                  Files.readAllBytes(out.resolve("raw/ball-table").resolve(stem + ".png")))
              .orElseThrow();
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (float sample : mosaic.rgb()) {
        least = Math.min(least, sample * 65_535);
        most = Math.max(most, sample * 65_535);
      }
      assertThat(raw.get("white_level").asInt()).isEqualTo(camera.sensor().white());
      assertThat(most).isLessThanOrEqualTo(camera.sensor().white() + 0.01);
      assertThat(least).isBetween(camera.sensor().blackLevel() - 100.0, 1000.0);
    }
    for (Camera camera : BASES) {
      assertThat(ExifCheck.of(camera)).allMatch(Finding::agrees);
    }
  }

  @Test
  void picturesOfOnesOwnAreShotAndBadOnesListed() throws Exception {
    Path images = Files.createDirectories(folder.resolve("images"));
    char[] gray = new char[64 * 40];
    java.util.Arrays.fill(gray, (char) 20_000);
    Files.write(images.resolve("linear.png"), Png.encodeGray16(64, 40, gray));
    Files.writeString(images.resolve("broken.png"), "no picture");
    // Two of one name, as cameras and raw developers leave them.
    BufferedImage picture = new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", images.resolve("twin.png").toFile());
    ImageIO.write(picture, "jpg", images.resolve("twin.jpg").toFile());
    ImageDataset dataset = PhotoFolder.read(images, "", 0).withoutSplits();
    List<Subject> subjects = Subject.ofPictures(dataset.unsplit(), photo -> "", 9);

    ShootRun.Outcome outcome =
        ShootRun.run(settings(folder.resolve("out"), subjects, 2), Progress.NONE);

    assertThat(outcome.photos()).isEqualTo(6);
    assertThat(outcome.skipped()).containsOnlyKeys("broken.png");
    assertThat(Csv.read(folder.resolve("out/skipped.csv")).get(1).get(0)).isEqualTo("broken.png");
    assertThat(folder.resolve("out/photos/twin.jpg-phone.jpg")).exists();
    assertThat(folder.resolve("out/photos/twin.png-phone.jpg")).exists();
    assertThat(folder.resolve("out/photos/linear-phone.jpg")).exists();
    LinearImage light =
        LinearDecoder.decode(Files.readAllBytes(images.resolve("linear.png"))).orElseThrow();
    assertThat(light.sample(3, 3, 0)).isEqualTo(20_000 / 65_535f);
    assertThatThrownBy(
            () ->
                ShootRun.run(
                    settings(folder.resolve("none"), subjects.subList(0, 1), 1), Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of its 1 pictures can be read");
  }

  @Test
  void floatsAreNotTakenForAPictureAfterACurve() {
    int[][] tags = {
      {256, 1},
      {257, 1},
      {258, 32},
      {259, 1},
      {262, 1},
      {273, 134},
      {277, 1},
      {278, 1},
      {279, 4},
      {339, 3}
    };
    ByteBuffer tiff = ByteBuffer.allocate(138).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
    }
    tiff.putInt(0).putFloat(134, 0.5f);

    assertThatThrownBy(() -> LinearDecoder.decode(tiff.array()))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("neither 8 nor 16 bits a sample");
  }

  /** Nothing has to be looked up: a shot's comment is the camera's file without its sources. */
  @Test
  void theCommentHasAllNumbersUnderTheKeysOfACamerasFile() throws Exception {
    Path out = folder.resolve("out");
    ShootRun.run(settings(out, scenes(1), 1), Progress.NONE);
    Path photo = out.resolve("photos/ball-table/00000-phone.jpg");
    String text =
        ImageMetadataReader.readMetadata(photo.toFile())
            .getFirstDirectoryOfType(ExifSubIFDDirectory.class)
            .getDescription(ExifSubIFDDirectory.TAG_USER_COMMENT);
    JsonNode comment = new ObjectMapper().readTree(text);
    assertThat(comment.path("subject").asText()).isEqualTo("ball-table/00000");
    ObjectNode file = (ObjectNode) comment.path("camera");
    assertThat(file.remove("name").asText()).isEqualTo("phone");
    for (JsonNode stage : file) {
      if (stage instanceof ObjectNode numbers) {
        for (String key : List.copyOf(iterated(numbers.fieldNames()))) {
          JsonNode value = numbers.get(key);
          numbers.putObject(key).put("source", "the photo").set("value", value);
        }
      }
    }
    Path camera = folder.resolve("read-back.json");
    Files.writeString(camera, file.toString());

    Camera read = KnownCameras.builtIn().cameras(List.of(camera.toString())).get(0);

    Camera phone = BASES.get(0);
    assertThat(read.optics()).isEqualTo(phone.optics());
    assertThat(read.sensor()).isEqualTo(phone.sensor());
    assertThat(read.colors()).isEqualTo(phone.colors());
    assertThat(read.development()).isEqualTo(phone.development());
    assertThat(read.output()).isEqualTo(phone.output());
    assertThat(read.phone()).isTrue();
  }

  private static List<String> iterated(java.util.Iterator<String> names) {
    List<String> list = new java.util.ArrayList<>();
    names.forEachRemaining(list::add);
    return list;
  }

  @Test
  void swapsAreEverFartherFromTheirBase() throws Exception {
    Path out = folder.resolve("all");
    CameraSheet.write(
        new ShootRun.Settings(
            out, scenes(4), KnownCameras.builtIn().all(), 0, 64, false, "test", 2),
        Progress.NONE);
    Map<String, Double> rmse = new TreeMap<>();
    Csv.read(out.resolve("cameras.csv")).stream()
        .skip(1)
        .forEach(row -> rmse.put(row.get(0), Double.parseDouble(row.get(2))));
    for (String base : KnownCameras.BASES) {
      for (Stage stage : Stage.values()) {
        // Compact's three demosaicings are about as far from its bilinear one (docs/world.md).
        if (base.equals("phone") || stage != Stage.DEMOSAICING) {
          assertThat(
                  Stream.of(1, 2, 3)
                      .map(strength -> rmse.get(KnownCameras.swapped(base, stage, strength))))
              .as("%s %s", base, stage)
              .doesNotContainNull()
              .isSorted();
        }
      }
    }
  }

  @Test
  void theSheetTellsHowFarEachCameraIsFromItsBase() throws Exception {
    Path out = folder.resolve("sheet");
    List<Camera> cameras =
        List.of("phone", "phone-tone-1", "phone-tone-3").stream()
            .map(KnownCameras.builtIn()::camera)
            .toList();
    CameraSheet.write(
        new ShootRun.Settings(out, scenes(2), cameras, 0, 48, false, "test", 1), Progress.NONE);
    List<List<String>> table = Csv.read(out.resolve("cameras.csv"));

    double[] rmse = table.stream().skip(1).mapToDouble(r -> Double.parseDouble(r.get(2))).toArray();
    assertThat(rmse[0]).isZero();
    assertThat(rmse[1]).isPositive().isLessThan(rmse[2]);
    assertThat(Files.readString(out.resolve(CameraSheet.PAGE)))
        .contains("phone-tone-3")
        .contains("data:image/jpeg;base64,");
  }
}
