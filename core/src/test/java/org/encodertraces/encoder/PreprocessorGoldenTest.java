package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Golden;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.image.CenterMask;
import org.encodertraces.image.Filter;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The three encoder transforms of golden/processing.json, against torchvision 0.14 on Pillow 9.4.
 */
class PreprocessorGoldenTest {

  private static final Normalization CLIP =
      new Normalization(
          (float) 0.48145466,
          (float) 0.4578275,
          (float) 0.40821073,
          (float) 0.26862954,
          (float) 0.26130258,
          (float) 0.27577711);
  private static final Normalization IMAGENET =
      new Normalization(0.485f, 0.456f, 0.406f, 0.229f, 0.224f, 0.225f);
  private static final Normalization HALF = new Normalization(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f);

  static List<Arguments> entries() {
    List<Arguments> entries = new ArrayList<>();
    for (var input : Golden.json("processing.json").get("inputs").properties()) {
      for (var entry : input.getValue().properties()) {
        if (entry.getKey().startsWith("preprocess_")) {
          entries.add(Arguments.of(input.getKey(), entry.getKey(), entry.getValue()));
        }
      }
    }
    return entries;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("entries")
  void cropTensorAndMasksEqualTorchvisions(String picture, String entry, JsonNode expected)
      throws IOException {
    RgbImage decoded = ImageDecoder.decode(Golden.bytes("images/" + picture));
    Preprocessor preprocessor =
        switch (entry) {
          case "preprocess_clip224" -> Preprocessor.square(224, Filter.BICUBIC, CLIP);
          case "preprocess_imagenet224" -> Preprocessor.square(224, Filter.BICUBIC, IMAGENET);
          case "preprocess_half96" -> Preprocessor.square(96, Filter.BILINEAR, HALF);
          default -> throw new IllegalStateException("new golden transform " + entry);
        };

    RgbImage crop = preprocessor.crop(decoded);
    float[] tensor = preprocessor.tensor(crop);

    assertThat(Golden.sha256(crop.rgb())).isEqualTo(expected.get("crop_rgb_sha256").asText());
    assertThat(tensor[0]).isEqualTo((float) expected.get("first").get(0).asDouble());
    assertThat(Golden.sha256(tensor)).isEqualTo(expected.get("chw_float32_le_sha256").asText());
    for (int ratio : new int[] {90, 95}) {
      RgbImage masked = CenterMask.paint(preprocessor.crop(decoded), ratio / 100.0);
      assertThat(Golden.sha256(masked.rgb()))
          .as("mask %d", ratio)
          .isEqualTo(expected.get("mask%d_crop_rgb_sha256".formatted(ratio)).asText());
    }
  }
}
