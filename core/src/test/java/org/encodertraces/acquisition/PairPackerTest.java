package org.encodertraces.acquisition;

import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MAKE;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.PerceptualHash;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairPackerTest {

  @TempDir private Path folder;

  @Test
  void completePairsBecomeADataSetLikePairCams() throws IOException {
    pair("bench", Scene.HILLS, 1, 2);
    pair("bridge", Scene.CITY, 3, 4);
    pair("wall", Scene.BRICKS, 5, 6);

    PairPacker.Outcome outcome = PairPacker.pack(folder.resolve("photos"), folder.resolve("out"));

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.subjects()).containsExactly("bench", "bridge", "wall");
    ImageDataset dataset =
        Datasets.open(outcome.file(), new Datasets.Reading("", 0, Optional.empty()));
    assertThat(dataset.unsplit()).hasSize(6);
    assertThat(dataset.unsplit().get(2).marks())
        .containsEntry("subject", 1L)
        .containsEntry("model", 1L);
    assertThat(dataset.unsplit().get(3).marks())
        .containsEntry("subject", 1L)
        .containsEntry("model", 0L);
    assertThat(dataset.unsplit().get(3).bytes().read())
        .isEqualTo(Files.readAllBytes(folder.resolve("photos/bridge/camera.jpg")));
  }

  @Test
  void whatIsNoPairIsSaidAndLeftOut() throws IOException {
    pair("bench", Scene.HILLS, 1, 2);
    pair("bridge", Scene.CITY, 3, 4);
    write("lonely/one.jpg", Scene.CITY, 7, "Apple", "iPhone 12");
    write("phones/a.jpg", Scene.CITY, 8, "Apple", "iPhone 12");
    write("phones/b.jpg", Scene.CITY, 9, "Google", "Pixel 4");
    write("mute/a.jpg", Scene.CITY, 10, "", "");
    Files.writeString(folder.resolve("photos/mute/b.jpg"), "no picture");

    PairPacker.Outcome outcome = PairPacker.pack(folder.resolve("photos"), folder.resolve("out"));

    assertThat(outcome.subjects()).containsExactly("bench", "bridge");
    assertThat(outcome.problems())
        .contains(
            "lonely: 1 photos by phone, 0 by camera; expected one of each; left out",
            "phones: 2 photos by phone, 0 by camera; expected one of each; left out",
            "mute: mute/a.jpg: its Exif names no camera model; left out")
        .anyMatch(problem -> problem.startsWith("mute: mute/b.jpg: "));
  }

  @Test
  void aPhotoSavedTwiceAndASubjectInTwoPairsAreWarnedOf() throws IOException {
    pair("bench", Scene.HILLS, 1, 1);
    pair("bridge", Scene.CITY, 3, 4);
    pair("bridge again", Scene.CITY, 3, 5);

    assertThat(PairPacker.pack(folder.resolve("photos"), folder.resolve("out")).problems())
        .anyMatch(p -> p.startsWith("bench: ") && p.contains("a photo saved twice is no pair"))
        .anyMatch(p -> p.startsWith("bridge and bridge again: "));
  }

  @Test
  void aCsvNamesPhotosSubjectsAndTypes() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("p" + i + ".jpg", Scene.CITY, 20 + i, "", "");
    }
    Path csv = folder.resolve("photos/pairs.csv");
    Files.writeString(
        csv,
        """
        photo,subject,model,type
        p0.jpg,a,Lumia 950,phone
        p1.jpg,a,Brownie,camera
        p2.jpg,b,Lumia 950,1
        p3.jpg,b,Brownie,0
        """);

    assertThat(PairPacker.pack(csv, folder.resolve("out")).subjects()).containsExactly("a", "b");

    Files.writeString(csv, "photo,subject,type\np0.jpg,a,drone\n");
    assertThatThrownBy(() -> PairPacker.pack(csv, folder.resolve("out")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: type drone; expected phone or camera");
    Files.writeString(csv, "file,who\n");
    assertThatThrownBy(() -> PairPacker.pack(csv, folder.resolve("out")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected the columns photo and subject");
  }

  @Test
  void tooFewPairsAreRefused() throws IOException {
    pair("bench", Scene.HILLS, 1, 2);

    assertThatThrownBy(() -> PairPacker.pack(folder.resolve("photos"), folder.resolve("out")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 of 1 subjects are complete pairs");
  }

  @Test
  void aCopyKeepsItsHashAndAnotherSceneDoesNot() throws IOException {
    RgbImage image = SceneCamera.photograph(Scene.CITY, 3, 1, 200, 150);
    RgbImage copy =
        ImageDecoder.decode(
            Jpeg.encode(
                Resampling.resize(image, 120, 90, Filter.BILINEAR), 60, Chroma.SUBSAMPLED_420));

    assertThat(PerceptualHash.of(image).distance(PerceptualHash.of(copy)))
        .isLessThanOrEqualTo(PerceptualHash.SAME_PICTURE);
    assertThat(
            PerceptualHash.of(image)
                .distance(PerceptualHash.of(SceneCamera.photograph(Scene.HILLS, 4, 1, 200, 150))))
        .isGreaterThan(PerceptualHash.SAME_PICTURE);
  }

  private void pair(String subject, Scene scene, int phone, int camera) throws IOException {
    write(subject + "/phone.jpg", scene, phone, "Apple", "iPhone 15 Pro");
    write(subject + "/camera.jpg", scene, camera, "Canon", "Canon EOS 450D");
  }

  private void write(String name, Scene scene, int number, String make, String model)
      throws IOException {
    byte[] picture =
        Jpeg.encode(SceneCamera.photograph(scene, number, 1, 160, 120), 90, Chroma.FULL_444);
    byte[] exif = new ExifBlob().text(TAG_MAKE, make).text(TAG_MODEL, model).jpeg();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(exif, 0, exif.length - 2); // without its end of image
    out.write(picture, 2, picture.length - 2); // without its start
    Path file = folder.resolve("photos").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, out.toByteArray());
  }
}
