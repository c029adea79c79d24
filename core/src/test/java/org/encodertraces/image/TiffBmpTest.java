package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.encodertraces.Golden;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF and BMP of every kind, against Pillow (tools/make_tiff_bmp_pictures.py). */
class TiffBmpTest {

  private static final Map<String, byte[]> ARCHIVE = archive();

  private static Map<String, byte[]> archive() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(resource("/codecs/tiff-bmp.zip"))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return files;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(TiffBmpTest.class.getResourceAsStream(name));
  }

  static byte[] picture(String name) {
    return Objects.requireNonNull(ARCHIVE.get(name)).clone();
  }

  static List<Arguments> pictures() throws IOException {
    List<Arguments> pictures = new ArrayList<>();
    new ObjectMapper()
        .readTree(picture("expected.json"))
        .properties()
        .forEach(entry -> pictures.add(Arguments.of(entry.getKey(), entry.getValue())));
    return pictures;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void isDecodedOrRefusedAsPillowDoes(String name, JsonNode expected) throws IOException {
    byte[] bytes = picture(name);
    if (expected.isTextual()) {
      assertThatThrownBy(() -> ImageDecoder.decode(bytes))
          .isInstanceOf(UnreadableImageException.class);
      return;
    }
    RgbImage image = ImageDecoder.decode(bytes);

    assertThat(image.width()).isEqualTo(expected.get(0).asInt());
    assertThat(image.height()).isEqualTo(expected.get(1).asInt());
    assertThat(Golden.sha256(image.rgb())).isEqualTo(expected.get(2).asText());
    assertThat(PictureSize.of(bytes)).hasValue(new PictureSize(image.width(), image.height()));
    // Pillow turns a TIFF while it loads; --upright turns it no second time.
    assertThat(ImageDecoder.decodeUpright(bytes)).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tif_rgba.tif",
        "tif_rgba16.tif",
        "tif_i16.tif",
        "tif_cmyk.tif",
        "tif_l4.tif",
        "tif_orient6.tif",
        "bmp16_555.bmp"
      })
  void theCasesOfStrangersAreRight(String name) throws IOException {
    byte[] bytes = resource("/cases/" + name).readAllBytes();
    RgbImage right = ImageDecoder.decode(resource("/cases/" + name + ".png").readAllBytes());

    assertThat(ImageDecoder.decode(bytes)).isEqualTo(right);
    assertThat(ImageDecoder.decodeUpright(bytes)).isEqualTo(right);
  }

  /** Whatever bytes change, the answer is a picture or a reason. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void damagedFilesGiveAPictureOrAReason(int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    List<String> names = ARCHIVE.keySet().stream().filter(name -> !name.endsWith("json")).toList();
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] bytes = picture(names.get(random.nextInt(0, names.size()))).clone();
      for (int damages = 1 + random.nextInt(0, 6); damages > 0; damages--) {
        // The directory stands at a TIFF's end, a BMP's headers at its start.
        int reach = Math.min(bytes.length, 1 + random.nextInt(0, 300));
        int from = bytes[0] == 'B' ? 0 : random.nextBoolean() ? bytes.length - reach : 0;
        bytes[from + random.nextInt(0, reach)] = (byte) random.nextInt(0, 256);
      }
      try {
        assertThat(ImageDecoder.decode(bytes).rgb()).isNotEmpty();
      } catch (UnreadableImageException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      }
    }
    assertThat(refused).isPositive();
  }

  /** libjpeg passes over them before any marker but the first. */
  @Test
  void bytesBetweenTheSegmentsOfAStripOfJpegArePassedOver() throws IOException {
    byte[] jpeg = resource("/codecs/gray_progressive.jpg").readAllBytes();
    RgbImage whole = ImageDecoder.decode(jpeg);
    byte[] stray = {(byte) 0xFF, (byte) 0xD8, 0, 7, 0, (byte) 0xFF, 0, 9};
    byte[] strip = Arrays.copyOf(stray, stray.length + jpeg.length - 2);
    System.arraycopy(jpeg, 2, strip, stray.length, jpeg.length - 2);
    assertThat(ImageDecoder.decode(tiffOf(strip, whole))).isEqualTo(whole);

    strip[0] = 0;
    assertThatThrownBy(() -> ImageDecoder.decode(tiffOf(strip, whole)))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("a JPEG that does not start with its start marker");
  }

  private static byte[] tiffOf(byte[] jpeg, RgbImage size) {
    TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);
    int offset = file.append(jpeg, 0, jpeg.length);
    return file.set(TiffDirectory.WIDTH, size.width())
        .set(TiffDirectory.HEIGHT, size.height())
        .set(TiffDirectory.BITS_PER_SAMPLE, 8)
        .set(TiffDirectory.COMPRESSION, 7)
        .set(TiffDirectory.PHOTOMETRIC, 1)
        .set(TiffDirectory.STRIP_OFFSETS, offset)
        .set(TiffDirectory.SAMPLES_PER_PIXEL, 1)
        .set(TiffDirectory.ROWS_PER_STRIP, size.height())
        .set(TiffDirectory.STRIP_BYTE_COUNTS, jpeg.length)
        .bytes();
  }

  @Test
  void reasonsAreTrue() {
    assertThatThrownBy(() -> ImageDecoder.decode(picture("bigtiff_big.tif")))
        .hasMessageContaining("BigTIFF in big-endian byte order");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("lab.tif")))
        .hasMessageContaining("CIE L*a*b*");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("compression99.tif")))
        .hasMessageContaining("compression 99");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("missing_palette.tif")))
        .hasMessageContaining("without its palette");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("half_floats.tif")))
        .hasMessageContaining("[16] bits, sample format [3]");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("cut_rgb24.bmp")))
        .hasMessageContaining("BMP of 21 x 19 has")
        .hasMessageEndingWith("(truncated)");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("rle8_short.bmp")))
        .hasMessageContaining("of 399 run-length coded pixels");
    assertThatThrownBy(() -> ImageDecoder.decode(picture("rgb16_m444.bmp")))
        .hasMessageContaining("color masks 00000f00 000000f0 0000000f");
  }
}
