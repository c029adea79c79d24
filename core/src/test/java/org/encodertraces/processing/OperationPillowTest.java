package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.encodertraces.Golden;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation's pixels against Pillow 9.4 (tools/make_processing_hashes.py). */
class OperationPillowTest {

  private static JsonNode expected() throws IOException {
    return new ObjectMapper()
        .readTree(OperationPillowTest.class.getResourceAsStream("/operations.json"));
  }

  static Stream<String> entries() throws IOException {
    return expected().propertyStream().map(Map.Entry::getKey);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void pixelsArePillows(String pictureAndChain) throws IOException {
    int at = pictureAndChain.indexOf('@');
    RgbImage image =
        ImageDecoder.decode(Golden.bytes("images/" + pictureAndChain.substring(0, at)));
    Processing processing = Processing.unnamed(ChainText.parse(pictureAndChain.substring(at + 1)));

    RgbImage processed = processing.apply(image, new ScaleDraw.Fixed(Double.NaN));

    assertThat(
            "%dx%d %s"
                .formatted(processed.width(), processed.height(), Golden.sha256(processed.rgb())))
        .isEqualTo(expected().get(pictureAndChain).asText());
  }
}
