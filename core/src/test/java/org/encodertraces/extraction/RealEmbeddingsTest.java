package org.encodertraces.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Golden;
import org.encodertraces.Progress;
import org.encodertraces.Shared;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.Rows;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.image.RgbImage;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * golden/real-embeddings.json: real photos through real networks, against Pillow and torchvision.
 */
class RealEmbeddingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet_v1_0.25_224", "mobilenet_v1_0.75_192", "mobilenet_v2_1.0_224"})
  void embeddingsOfRealPhotosEqualTheReference(String name, @TempDir Path out) throws Exception {
    Path golden = Shared.path("golden/real-embeddings.json");
    JsonNode expected =
        new ObjectMapper().readTree(golden.toFile()).get("encoders").get(name).get("values");
    List<Photo> photos = new ArrayList<>();
    expected
        .fieldNames()
        .forEachRemaining(file -> photos.add(Photo.inFile(file, Shared.path(file), 0)));
    List<Processing> processings =
        List.of(
            Processing.IDENTITY,
            Processing.JPEG75_420,
            Processing.SHARPEN_4,
            Processing.RESIZE_HALF);
    ImageDataset dataset =
        new ImageDataset("objects", out, List.of("all"), "given", List.of(), photos);

    try (Encoder encoder = Encoders.open(Shared.path("encoders/" + name + ".onnx").toString())) {
      new Extraction(
              dataset,
              List.of(encoder),
              new ExtractionSettings(processings, 0, 16, false),
              Extraction.Destination.in(out),
              2,
              Progress.NONE)
          .run(List.of(Split.VAL));

      for (Processing processing : processings) {
        Rows matrix =
            Rows.of(
                Safetensors.open(
                    new EmbeddingFolder(out.resolve("objects"))
                        .file(EncoderName.ofId("custom/" + name), processing, Split.VAL)),
                EmbeddingFolder.EMBEDDINGS);
        for (int row = 0; row < photos.size(); row++) {
          JsonNode reference = expected.get(photos.get(row).id()).get(processing.name());
          assertPixels(encoder, photos.get(row), processing, reference);
          assertEmbedding(matrix, row, reference);
        }
      }
    }
  }

  private static void assertPixels(
      Encoder encoder, Photo photo, Processing processing, JsonNode reference) throws Exception {
    RgbImage decoded = PhotoReader.decoded(photo, false);
    RgbImage crop = encoder.crop(processing.apply(decoded, new ScaleDraw.Fixed(Double.NaN)));
    assertThat(Golden.sha256(crop.rgb())).isEqualTo(reference.get("crop_rgb_sha256").asText());
  }

  private static void assertEmbedding(Rows matrix, int row, JsonNode reference) {
    float[] values = new float[matrix.dimension()];
    matrix.read(row, values, 0);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(reference.get("l2").asDouble(), within(1e-3));
    double dot = 0;
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < 16; i++) {
      double expected = reference.get("first16").get(i).asDouble();
      assertThat((double) values[i]).isCloseTo(expected, within(1e-3));
      dot += values[i] * expected;
      ours += values[i] * values[i];
      theirs += expected * expected;
    }
    assertThat(dot / Math.sqrt(ours * theirs)).isGreaterThan(0.99999);
  }
}
