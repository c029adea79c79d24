package org.encodertraces.acquisition;

import static com.drew.metadata.exif.ExifDirectoryBase.TAG_APERTURE;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_EXPOSURE_TIME;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FNUMBER;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FOCAL_LENGTH;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_ISO_EQUIVALENT;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_SHUTTER_SPEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cameras write and that are none. */
class ExifTrapsTest {

  private final ExifReader reader = new ExifReader(Cameras.known());

  /** Lenses without contacts: ../shared/cases/README.md tells what is right. */
  @ParameterizedTest
  @CsvSource({
    "exif_fn_zero_apex0.jpg, ",
    "exif_fn_missing_apex0.jpg, ",
    "exif_fn_095.jpg, 0.95",
    "exif_date_feb30.jpg, 5.6",
  })
  void casesOfStrangers(String file, String aperture) throws IOException {
    ExifReader.Labels labels =
        reader.read(
            Objects.requireNonNull(getClass().getResourceAsStream("/cases/" + file))
                .readAllBytes());

    assertThat(labels.get(Attribute.APERTURE).orElse(null)).isEqualTo(aperture);
    assertThat(labels.get(Attribute.EXPOSURE)).contains("1/125");
    if (aperture == null) {
      assertThat(labels.missing().get(Attribute.APERTURE)).contains("APEX value of 0");
    }
    if (file.contains("feb30")) {
      assertThat(labels.get(Attribute.DATE_TAKEN)).isEmpty();
      assertThat(labels.missing())
          .containsEntry(Attribute.DATE_TAKEN, "\"2008:02:30 10:38:11\" is no date")
          .containsEntry(Attribute.YEAR, "\"2008:02:30 10:38:11\" is no date");
    } else {
      assertThat(labels.get(Attribute.YEAR)).contains("2008.0");
    }
  }

  /** Zero, missing or undefined: an APEX value of 0 beside it tells nothing. */
  @Test
  void anApexValueOf0IsNoSecondAndNoApertureOf1() {
    List<ExifBlob> blobs =
        List.of(
            new ExifBlob(),
            new ExifBlob().rational(TAG_EXPOSURE_TIME, 0, 1).rational(TAG_FNUMBER, 0, 10),
            new ExifBlob().rational(TAG_EXPOSURE_TIME, 0, 0).rational(TAG_FNUMBER, 0, 0));
    for (ExifBlob blob : blobs) {
      ExifReader.Labels labels =
          reader.read(blob.rational(TAG_SHUTTER_SPEED, 0, 1).rational(TAG_APERTURE, 0, 100).jpeg());

      assertThat(labels.values()).doesNotContainKeys(Attribute.EXPOSURE, Attribute.APERTURE);
      assertThat(labels.missing().get(Attribute.EXPOSURE)).contains("APEX value of 0", "1 s");
      assertThat(labels.missing().get(Attribute.APERTURE)).contains("APEX value of 0", "1.0");
    }
    ExifReader.Labels written =
        reader.read(
            new ExifBlob()
                .rational(TAG_EXPOSURE_TIME, 1, 1)
                .rational(TAG_SHUTTER_SPEED, 0, 1)
                .rational(TAG_FNUMBER, 1, 1)
                .rational(TAG_APERTURE, 0, 1)
                .jpeg());
    assertThat(written.get(Attribute.EXPOSURE)).contains("1");
    assertThat(written.get(Attribute.APERTURE)).contains("1.0");
  }

  /** exiftool 12.57 and so Flickr: two decimals below 1, one from 1 on. */
  @ParameterizedTest
  @CsvSource({"95, 0.95", "85, 0.85", "70, 0.70", "100, 1.0", "99, 0.99", "110, 1.1", "560, 5.6"})
  void fastLensesAreNotJoined(int hundredths, String expected) {
    assertThat(
            reader
                .read(new ExifBlob().rational(TAG_FNUMBER, hundredths, 100).jpeg())
                .get(Attribute.APERTURE))
        .contains(expected);
  }

  @Test
  void valuesThatCannotBeAreNamedAsTheReason() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob()
                .rational(TAG_EXPOSURE_TIME, 4_294_967_295L, 1)
                .rational(TAG_FNUMBER, 0, 1)
                .shorts(TAG_ISO_EQUIVALENT, 0, 0)
                .rational(TAG_FOCAL_LENGTH, 0, 1)
                .jpeg());

    assertThat(labels.missing().get(Attribute.EXPOSURE)).endsWith("is no exposure time");
    assertThat(labels.missing())
        .containsEntry(Attribute.APERTURE, "\"0\" is no F-number")
        .containsEntry(Attribute.ISO_SPEED, "\"0 0\" is no ISO speed")
        .containsEntry(Attribute.FOCAL_LENGTH, "\"0\" is no focal length");
  }

  @Test
  void theFirstSensitivityOfAListThatIsOneCounts() {
    assertThat(iso(new ExifBlob().shorts(TAG_ISO_EQUIVALENT, 0, 400))).contains("400");
    assertThat(iso(new ExifBlob().shorts(TAG_ISO_EQUIVALENT, 400, 0))).contains("400");
    assertThat(iso(new ExifBlob().text(TAG_ISO_EQUIVALENT, "0, 400"))).contains("400");
    assertThat(iso(new ExifBlob().shorts(TAG_ISO_EQUIVALENT, 0, 65_535).shorts(0x8832, 800)))
        .contains("800");
    assertThat(iso(new ExifBlob().shorts(TAG_ISO_EQUIVALENT, 0, 0))).isEmpty();
  }

  private Optional<String> iso(ExifBlob blob) {
    return reader.read(blob.jpeg()).get(Attribute.ISO_SPEED);
  }
}
