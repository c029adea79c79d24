package org.encodertraces.acquisition;

import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MAKE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.experiment.AcquisitionSettings;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.processing.Parameter;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.encodertraces.study.Audit;
import org.encodertraces.study.StudyPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "By camera?" is asked where the photos can answer it. */
class ExifSurveyTest {

  @TempDir Path folder;

  private ImageDataset photos(int each) throws IOException {
    Path photos = folder.resolve("photos");
    for (int i = 0; i < each; i++) {
      write(photos.resolve("canon%02d.jpg".formatted(i)), "Canon");
      write(photos.resolve("sony%02d.jpg".formatted(i)), "SONY");
    }
    write(photos.resolve("rollei.jpg"), "Rollei");
    Files.writeString(photos.resolve("broken.jpg"), "no picture");
    return PhotoFolder.read(photos, "photos", 0);
  }

  private static void write(Path file, String make) throws IOException {
    byte[] picture =
        Jpeg.encode(SceneCamera.photograph(Scene.SEA, 0, 1, 32, 24), 90, Chroma.FULL_444);
    byte[] exif = new ExifBlob().text(TAG_MAKE, make).jpeg();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(exif, 0, exif.length - 2); // without its end of image
    out.write(picture, 2, picture.length - 2); // without its start
    Files.createDirectories(file.getParent());
    Files.write(file, out.toByteArray());
  }

  private StudyPlan plan(ImageDataset photos) throws IOException {
    StudyPlan empty =
        new StudyPlan(
            new StudyPlan.Data(photos.root().toString(), null, null, null, null),
            List.of("builtin/hog"),
            List.of(),
            List.of(),
            0,
            null,
            false,
            "cpu",
            folder.resolve("out").toString());
    return Audit.plan(
        photos,
        new Audit.Wish(empty, Parameter.study(), Optional.empty(), true, false),
        Progress.NONE);
  }

  @Test
  void twoMakesOfTwentyPhotosAreAProbe() throws IOException {
    ImageDataset photos = photos(20);

    StudyPlan plan = plan(photos);

    assertThat(plan.experiments())
        .extracting(StudyPlan.Planned::settings)
        .filteredOn(AcquisitionSettings.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            AcquisitionSettings.class,
            probe -> {
              assertThat(probe.attribute()).isEqualTo("Make");
              assertThat(probe.split().file())
                  .isEqualTo(folder.resolve("out/exif.parquet").toString());
            });
    assertThat(plan(photos)).isEqualTo(plan); // from the table, which is there now
  }

  @Test
  void fewerAreNone() throws IOException {
    assertThat(plan(photos(19)).experiments())
        .extracting(StudyPlan.Planned::settings)
        .noneMatch(AcquisitionSettings.class::isInstance);
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
