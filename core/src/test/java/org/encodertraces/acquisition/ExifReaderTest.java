package org.encodertraces.acquisition;

import static com.drew.metadata.exif.ExifDirectoryBase.TAG_APERTURE;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_DATETIME_DIGITIZED;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_DATETIME_ORIGINAL;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_EXPOSURE_TIME;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FLASH;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FNUMBER;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FOCAL_LENGTH;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_ISO_EQUIVALENT;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MAKE;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MODEL;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_ORIENTATION;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_SHUTTER_SPEED;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_SOFTWARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.Golden;
import org.encodertraces.Shared;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifReaderTest {

  private static final long MOST_BYTES = 100_000_000;

  private final ExifReader reader = new ExifReader(Cameras.known());

  @Test
  void aCamerasExifIsSpelledAsFlickrExifSpellsItsClasses() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob()
                .text(TAG_MAKE, "NIKON CORPORATION")
                .text(TAG_MODEL, "NIKON D90  ")
                .shorts(TAG_ORIENTATION, 6)
                .rational(TAG_EXPOSURE_TIME, 10, 1250)
                .rational(TAG_FNUMBER, 56, 10)
                .shorts(TAG_ISO_EQUIVALENT, 200)
                .rational(TAG_FOCAL_LENGTH, 180, 10)
                .shorts(TAG_FLASH, 0x19)
                .text(TAG_DATETIME_ORIGINAL, "2008:05:30 15:56:01")
                .jpeg());

    assertThat(labels.values())
        .containsEntry(Attribute.MAKE, "NIKON")
        .containsEntry(Attribute.MAKE_WRITTEN, "NIKON CORPORATION")
        .containsEntry(Attribute.MODEL, "NIKON D90")
        .containsEntry(Attribute.EXPOSURE, "1/125")
        .containsEntry(Attribute.APERTURE, "5.6")
        .containsEntry(Attribute.ISO_SPEED, "200")
        .containsEntry(Attribute.FOCAL_LENGTH, "18.0 mm")
        .containsEntry(Attribute.FLASH, "with flash")
        .containsEntry(Attribute.YEAR, "2008.0")
        .containsEntry(Attribute.IS_SMARTPHONE, "False")
        .containsEntry(Attribute.ORIENTATION, "6")
        .doesNotContainKey(Attribute.SMARTPHONE_MODEL);
    assertThat(labels.missing()).containsEntry(Attribute.SMARTPHONE_MODEL, "not a smartphone");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 125, 1/125",
    "125, 1000000, 1/8000",
    "10, 300, 1/30",
    "1, 2, 1/2",
    "999999, 1000000, 1",
    "99, 100, 1",
    "1, 1, 1",
    "4, 10, 0.4",
    "25, 10, 2.5",
    "30, 1, 30",
    "0, 1,",
    "1, 0,",
    "0, 0,",
    "4294967295, 1,",
  })
  void exposures(long numerator, long denominator, String expected) {
    assertThat(
            reader
                .read(new ExifBlob().rational(TAG_EXPOSURE_TIME, numerator, denominator).jpeg())
                .get(Attribute.EXPOSURE)
                .orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void whatIsMissingIsTakenFromTheApexValues() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob().rational(TAG_SHUTTER_SPEED, 7, 1).rational(TAG_APERTURE, 4, 1).jpeg());

    assertThat(labels.get(Attribute.EXPOSURE)).contains("1/128");
    assertThat(labels.get(Attribute.APERTURE)).contains("4.0");
  }

  @Test
  void aTextThatIsTooLongIsCutBetweenLetters() {
    byte[] jpeg =
        new ExifBlob()
            .text(TAG_SOFTWARE, "x".repeat(199) + "\uD83D\uDCF7 and more", StandardCharsets.UTF_8)
            .jpeg();

    assertThat(reader.read(jpeg).get(Attribute.SOFTWARE)).contains("x".repeat(199));
  }

  @Test
  void numbersThatAreWrittenAsTextOrAsListsAreRead() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob()
                .text(TAG_EXPOSURE_TIME, "0.000125")
                .text(TAG_FNUMBER, "f/2.8")
                .shorts(TAG_ISO_EQUIVALENT, 400, 0)
                .jpeg());

    assertThat(labels.get(Attribute.EXPOSURE)).contains("1/8000");
    assertThat(labels.get(Attribute.APERTURE)).contains("2.8");
    assertThat(labels.get(Attribute.ISO_SPEED)).contains("400");
  }

  @Test
  void aSensitivityBeyond16BitsStandsElsewhere() {
    assertThat(
            reader
                .read(
                    new ExifBlob()
                        .shorts(TAG_ISO_EQUIVALENT, 65535)
                        .raw(0x8833, 4, 1, (byte) 0, (byte) 1, (byte) 0x90, (byte) 0)
                        .jpeg())
                .get(Attribute.ISO_SPEED))
        .contains("102400");
  }

  @Test
  void textInOtherEncodingsAndWithControlCharactersSurvives() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob()
                .text(TAG_MAKE, "Müller\u0007 & Söhne", StandardCharsets.UTF_8)
                .text(TAG_SOFTWARE, "ソフト", Charset.forName("Shift_JIS"))
                .text(TAG_MODEL, "\0\0   ")
                .jpeg());

    assertThat(labels.get(Attribute.MAKE)).contains("Müller  & Söhne");
    assertThat(labels.get(Attribute.SOFTWARE)).isPresent();
    assertThat(labels.get(Attribute.MODEL)).isEmpty();
    assertThat(labels.missing()).containsEntry(Attribute.MODEL, "not in the photo's Exif");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000:00:00 00:00:00",
        "2008:13:45 99:99:99",
        "yesterday",
        "    :  :  ",
        "2008:02:30 10:38:11",
        "2007:02:29 10:38:11",
        "2008:04:31 00:00:00",
        "2008:05:30 24:00:00",
        "2008:05:30 12:60:00",
        "2008:13:01 12:00:00",
        "2008:00:01 12:00:00",
        "2008:01:00 12:00:00",
        "0000:01:01 00:00:00",
        "0001:01:01 00:00:00",
      })
  void aDateThatIsNoneIsLeftOutWithItsText(String date) {
    ExifReader.Labels labels = reader.read(new ExifBlob().text(TAG_DATETIME_ORIGINAL, date).jpeg());

    assertThat(labels.get(Attribute.YEAR)).isEmpty();
    assertThat(labels.missing().get(Attribute.YEAR))
        .isEqualTo("\"" + date.strip() + "\" is no date");
  }

  @Test
  void aDayThatWasIsADate() {
    for (String date : List.of("2008:02:29 23:59:59", "1999:12:31 00:00:00")) {
      assertThat(
              reader
                  .read(new ExifBlob().text(TAG_DATETIME_ORIGINAL, date).jpeg())
                  .get(Attribute.YEAR))
          .contains(date.substring(0, 4) + ".0");
    }
  }

  /** The reason of one tag is none where another tag tells the date. */
  @Test
  void aDateOfAnotherTagLeavesNoReason() {
    ExifReader.Labels labels =
        reader.read(
            new ExifBlob()
                .text(TAG_DATETIME_ORIGINAL, "0000:00:00 00:00:00")
                .text(TAG_DATETIME_DIGITIZED, "2008:05:30 15:56:01")
                .jpeg());

    assertThat(labels.get(Attribute.DATE_TAKEN)).contains("2008-05-30T15:56:01");
    assertThat(labels.missing()).doesNotContainKeys(Attribute.DATE_TAKEN, Attribute.YEAR);
  }

  @ParameterizedTest
  @CsvSource({
    "Apple, iPhone XR, true",
    "apple, iPad, false",
    "samsung, SM-G991B, true",
    "SAMSUNG TECHWIN CO.' LTD., NX300, false",
    "Sony, XQ-AT51, true",
    "SONY, DSC-WX300, false",
    "SONY, ILCE-7M3, false",
    "Canon, Canon EOS 450D, false",
    "Google, Pixel 4, true",
    "LG Electronics, LG-H870, true",
  })
  void smartphonesAreToldFromCameras(String make, String model, boolean expected) {
    Cameras cameras = Cameras.known();

    assertThat(cameras.isSmartphone(cameras.make(make), model)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 49, 50, 75, 92, 100})
  void theQualityOfAJpegIsReadFromItsTables(int quality) {
    RgbImage image = new RgbImage(16, 16, new byte[16 * 16 * 3]);

    assertThat(JpegTables.of(Jpeg.encode(image, quality, Chroma.SUBSAMPLED_420)))
        .contains(new JpegTables(quality, true, Optional.of("4:2:0")));
    assertThat(
            JpegTables.of(Jpeg.encode(image, quality, Chroma.FULL_444)).orElseThrow().subsampling())
        .contains("4:4:4");
  }

  @Test
  void subsamplingOfTheGoldenPictures() {
    assertThat(JpegTables.of(Golden.bytes("images/q90_422.jpg")).orElseThrow())
        .isEqualTo(new JpegTables(90, true, Optional.of("4:2:2")));
    assertThat(JpegTables.of(Golden.bytes("images/gray.jpg")).orElseThrow().subsampling())
        .isEmpty();
    assertThat(JpegTables.of(Golden.bytes("images/photo.bmp"))).isEmpty();
  }

  /** Mutations of a camera's Exif: bytes changed, lengths made huge, offsets bent into loops. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void hostileExifIsReadWithoutHangCrashOrGreed(int hundred) {
    byte[] whole =
        new ExifBlob()
            .text(TAG_MAKE, "Canon")
            .text(TAG_MODEL, "Canon EOS 450D")
            .rational(TAG_EXPOSURE_TIME, 1, 125)
            .rational(TAG_FNUMBER, 56, 10)
            .shorts(TAG_ISO_EQUIVALENT, 200)
            .raw(0x927C, 7, 40, new byte[40])
            .jpeg();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 100; i++) {
      NumpyGenerator random = new NumpyGenerator(100L * hundred + i);
      byte[] mutated = whole.clone();
      int changes = 1 + random.nextInt(0, 12);
      for (int change = 0; change < changes; change++) {
        int at = 2 + random.nextInt(0, mutated.length - 6);
        switch (random.nextInt(0, 4)) {
          case 0 -> mutated[at] = (byte) random.nextInt(0, 256);
          case 1 -> mutated[at] = (byte) 0xFF;
          case 2 -> mutated[at] = (byte) random.nextInt(0, 32); // an offset back to the start
          default -> {
            for (int j = 0; j < 4; j++) {
              mutated[at + j] = (byte) (j == 0 ? 0x7F : 0xFF);
            }
          }
        }
      }
      long before = threads.getCurrentThreadAllocatedBytes();

      ExifReader.Labels labels = reader.read(mutated);

      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
      assertThat(labels.values().size() + labels.missing().size())
          .isGreaterThanOrEqualTo(Attribute.values().length);
    }
  }

  @Test
  void makesAndModelsOfRealCamerasAreFound() throws IOException {
    Path folder = Shared.path("photos/cameras");
    assumeTrue(Files.exists(folder), "needs the shared photos");
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
    List<String> wrong = new ArrayList<>();
    for (JsonNode photo : manifest) {
      ExifReader.Labels labels =
          reader.read(Files.readAllBytes(folder.resolve(photo.get("file").asText())));
      String model = labels.get(Attribute.MODEL).orElse("");
      String make = labels.get(Attribute.MAKE_WRITTEN).orElse("");
      if (!model.equals(photo.get("model").asText().strip())
          || !make.toLowerCase(Locale.ROOT)
              .equals(photo.get("make").asText().strip().toLowerCase(Locale.ROOT))) {
        wrong.add("%s: %s, %s".formatted(photo, make, model));
      }
    }
    assertThat(wrong).isEmpty();
  }
}
