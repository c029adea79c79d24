package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Golden;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every picture, processing and scale of golden/processing.json, against Pillow 9.4. */
class ProcessingGoldenTest {

  private static final KnownProcessings KNOWN = KnownProcessings.builtIn();

  static List<Arguments> entries() {
    List<Arguments> entries = new ArrayList<>();
    for (var input : Golden.json("processing.json").get("inputs").properties()) {
      for (var entry : input.getValue().properties()) {
        if (!entry.getKey().startsWith("preprocess_")) {
          entries.add(Arguments.of(input.getKey(), entry.getKey(), entry.getValue()));
        }
      }
    }
    return entries;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("entries")
  void pixelsAndJpegBytesEqualPillows(String picture, String entry, JsonNode expected)
      throws IOException {
    RgbImage decoded = ImageDecoder.decode(Golden.bytes("images/" + picture));

    RgbImage processed = process(decoded, entry);

    assertThat(processed.width()).isEqualTo(expected.get("width").asInt());
    assertThat(processed.height()).isEqualTo(expected.get("height").asInt());
    assertThat(Golden.sha256(processed.rgb())).isEqualTo(expected.get("rgb_sha256").asText());
    if (expected.has("jpeg_sha256")) {
      Processing processing = KNOWN.processing(entry);
      Operation.Jpeg last =
          (Operation.Jpeg) processing.operations().get(processing.operations().size() - 1);
      RgbImage edited = withoutJpeg(processing).apply(decoded, new ScaleDraw.Fixed(Double.NaN));
      byte[] jpeg = Jpeg.encode(edited, last.quality(), last.chroma(), last.progressive());
      assertThat(jpeg).hasSize(expected.get("jpeg_bytes").asInt());
      assertThat(Golden.sha256(jpeg)).isEqualTo(expected.get("jpeg_sha256").asText());
    }
  }

  private static RgbImage process(RgbImage decoded, String entry) throws IOException {
    if (entry.equals("decoded")) {
      return Processing.IDENTITY.apply(decoded, new ScaleDraw.Fixed(Double.NaN));
    }
    String name = entry.replaceFirst("@.*", "");
    double scale =
        entry.contains("@") ? Double.parseDouble(entry.replaceFirst(".*@", "")) : Double.NaN;
    if (name.startsWith("RAW_")) {
      String raw = name.substring("RAW_".length());
      Processing processing =
          KNOWN.processing(raw.startsWith("SHARPEN") ? raw : "INTERPOLATION_" + raw);
      return withoutJpeg(processing).apply(decoded, new ScaleDraw.Fixed(scale));
    }
    return KNOWN.processing(name).apply(decoded, new ScaleDraw.Fixed(scale));
  }

  /** {@code RAW_…} in the golden data. */
  private static Processing withoutJpeg(Processing processing) {
    return new Processing(
        "RAW", processing.operations().subList(0, processing.operations().size() - 1));
  }
}
