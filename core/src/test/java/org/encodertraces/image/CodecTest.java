package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.encodertraces.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Variants that codecs disagree on, against Pillow 9.4 (tools/make_codec_pictures.py). */
class CodecTest {

  static List<Arguments> pictures() throws IOException {
    List<Arguments> pictures = new ArrayList<>();
    new ObjectMapper()
        .readTree(resource("expected.json"))
        .properties()
        .forEach(entry -> pictures.add(Arguments.of(entry.getKey(), entry.getValue())));
    return pictures;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void decodesAsPillowConvertsToRgb(String name, JsonNode expected) throws IOException {
    RgbImage image = ImageDecoder.decode(resource(name));

    assertThat(image.width()).isEqualTo(expected.get("width").asInt());
    assertThat(image.height()).isEqualTo(expected.get("height").asInt());
    assertThat(Golden.sha256(image.rgb())).isEqualTo(expected.get("rgb_sha256").asText());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CodecTest.class.getResourceAsStream("/codecs/" + name))) {
      return in.readAllBytes();
    }
  }
}
