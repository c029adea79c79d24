package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.encodertraces.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Pillow 9.4 (tools/make_blur_hashes.py). */
class GaussianBlurTest {

  private static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(GaussianBlurTest.class.getResourceAsStream("/blur.json"));
  }

  static Stream<String> pictures() throws IOException {
    return expected().propertyStream().map(java.util.Map.Entry::getKey);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void blursAsPillowDoes(String nameAndRadius) throws IOException {
    int at = nameAndRadius.indexOf('@');
    RgbImage image = ImageDecoder.decode(Golden.bytes("images/" + nameAndRadius.substring(0, at)));

    RgbImage blurred =
        GaussianBlur.blur(image, Double.parseDouble(nameAndRadius.substring(at + 1)));

    assertThat(Golden.sha256(blurred.rgb())).isEqualTo(expected().get(nameAndRadius).asText());
  }

  @Test
  void aConstantPictureStaysConstant() {
    byte[] samples = new byte[30 * 20 * 3];
    java.util.Arrays.fill(samples, (byte) 255);
    RgbImage white = new RgbImage(30, 20, samples);

    assertThat(GaussianBlur.blur(white, 5)).isEqualTo(white);
  }
}
