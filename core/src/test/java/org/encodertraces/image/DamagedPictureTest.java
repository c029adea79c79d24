package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.encodertraces.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged and odd files: the pixels that Pillow gives, or refused where Pillow refuses
 * (tools/make_damaged_pictures.py; /pixel-cases holds pictures beside what Pillow makes of them).
 */
class DamagedPictureTest {

  static List<Arguments> pictures() throws IOException {
    List<Arguments> pictures = new ArrayList<>();
    new ObjectMapper()
        .readTree(resource("damaged/expected.json"))
        .properties()
        .forEach(entry -> pictures.add(Arguments.of(entry.getKey(), entry.getValue())));
    return pictures;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void isReadOrRefusedAsByPillow(String name, JsonNode expected) throws IOException {
    byte[] bytes = resource("damaged/" + name);
    if (expected.isNull()) {
      assertThatThrownBy(() -> ImageDecoder.decode(bytes))
          .isInstanceOf(UnreadableImageException.class);
      return;
    }
    RgbImage image = ImageDecoder.decode(bytes);

    assertThat(image.width()).isEqualTo(expected.get("width").asInt());
    assertThat(image.height()).isEqualTo(expected.get("height").asInt());
    assertThat(Golden.sha256(image.rgb())).isEqualTo(expected.get("rgb_sha256").asText());
    assertThat(PictureSize.of(bytes)).contains(new PictureSize(image.width(), image.height()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apng_default2.png",
        "gif_screensmall.gif",
        "gif_screen0.gif",
        "ycck_fill.jpg",
        "png_noiend.png",
        // libjpeg-turbo's jpegtran made these: arithmetic coding, colors of half the height (4:4:0)
        "arithmetic.jpg",
        "arithmetic_progressive.jpg",
        "half_height.jpg"
      })
  void isWhatPillowMadeOfIt(String name) throws IOException {
    RgbImage image = ImageDecoder.decode(resource("pixel-cases/" + name));

    assertThat(image).isEqualTo(ImageDecoder.decode(resource("pixel-cases/" + name + ".png")));
  }

  @Test
  void indexesBeyondThePaletteAreBlackAndRowsThatNeverCameHoldItsFirstColor() throws IOException {
    RgbImage beyond = ImageDecoder.decode(resource("damaged/palette_none.png"));
    RgbImage missing = ImageDecoder.decode(resource("damaged/rows_missing_palette.png"));

    assertThat(beyond.rgb()).containsOnly(0);
    assertThat(missing.sample(18, 12, 1)).isEqualTo(missing.sample(0, 7, 1)).isNotZero();
  }

  /** What a download checks before a photo counts as had. */
  @ParameterizedTest
  @ValueSource(strings = {"images/rgba.png", "images/anim.gif", "images/q90_420.jpg"})
  void aPictureCutShortHasNoSize(String name) {
    byte[] bytes = Golden.bytes(name);

    assertThat(PictureSize.of(bytes)).isPresent();
    assertThat(PictureSize.of(Arrays.copyOf(bytes, bytes.length / 3))).isEmpty();
  }

  @Test
  void aReasonNamesWhatIsWrong() {
    assertReason("text_bomb.png", "PNG whose chunk zTXt expands to more than 1,048,576 bytes");
    assertReason("text_checksum.png", "PNG with a wrong checksum of its chunk tEXt (damaged)");
    assertReason("cut_data.png", "PNG of 19 x 13 ends after");
    assertReason("filter5.png", "PNG of 19 x 13: row filter 5, expected 0 to 4 (damaged)");
    assertReason("cut.gif", "GIF of 43 x 29: its data ends in row");
    assertReason("cut_then_another.jpg", "a JPEG cut short, with another one behind it (damaged)");
    assertReason("bits12.jpg", "a JPEG of 12 bits a sample, expected 8");
    assertReason("two_components.jpg", "a JPEG of 2 components, expected 1, 3 or 4");
    assertReason("end_missing.jpg", "JPEG ends after");
    assertReason("size_short.webp", "WebP whose chunks do not fit together");
  }

  private static void assertReason(String name, String start) {
    assertThatThrownBy(() -> ImageDecoder.decode(resource("damaged/" + name)))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith(start);
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DamagedPictureTest.class.getResourceAsStream("/" + path), path)) {
      return in.readAllBytes();
    }
  }
}
