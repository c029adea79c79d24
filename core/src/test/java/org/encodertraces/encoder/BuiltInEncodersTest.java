package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.encodertraces.image.CenterMask;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInEncodersTest {

  @ParameterizedTest
  @CsvSource({"builtin/color, 192", "builtin/hog, 1764", "builtin/residual, 520"})
  void dimensionsAreAsDeclaredAndValuesFinite(String id, int dimension) throws IOException {
    try (Encoder encoder = Encoders.open(id)) {
      float[] embedding = embed(encoder, photo(Scene.FRUIT));

      assertThat(encoder.dimension()).isEqualTo(dimension);
      assertThat(embedding).hasSize(dimension);
      for (float value : embedding) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin/color", "builtin/hog", "builtin/residual"})
  void picturesOfAnySizeEmbed(String id) throws IOException {
    try (Encoder encoder = Encoders.open(id)) {
      for (int[] size : new int[][] {{2, 2}, {3, 50}, {16, 16}, {17, 9}, {400, 20}}) {
        RgbImage picture = new RgbImage(size[0], size[1], new byte[size[0] * size[1] * 3]);

        assertThat(embed(encoder, picture)).hasSize(encoder.dimension());
      }
    }
  }

  /** JPEG 75 moves the forensic control further than another scene moves it; colors hardly move. */
  @Test
  void theResidualSeesCompressionAndTheColorLayoutSeesContent() throws IOException {
    RgbImage photo = photo(Scene.HILLS);
    RgbImage compressed = Jpeg.recompress(photo, new Jpeg.Saving(75, Chroma.SUBSAMPLED_420));
    RgbImage other = photo(Scene.CITY);
    try (Encoder residual = Encoders.open("builtin/residual");
        Encoder color = Encoders.open("builtin/color")) {
      assertThat(cosine(residual, photo, compressed)).isLessThan(0.97);
      assertThat(cosine(color, photo, compressed)).isGreaterThan(0.999);
      assertThat(cosine(color, photo, other)).isLessThan(0.95);
    }
  }

  @Test
  void aMaskPaintsTheCenterBlackAndLeavesTheBorder() throws IOException {
    try (Encoder encoder = Encoders.open("builtin/hog")) {
      RgbImage masked = CenterMask.paint(encoder.crop(photo(Scene.SEA)), 0.9);
      RgbImage plain = encoder.crop(photo(Scene.SEA));

      assertThat(masked.sample(112, 112, 0)).isZero();
      assertThat(masked.sample(2, 2, 2)).isEqualTo(plain.sample(2, 2, 2));
    }
  }

  private static RgbImage photo(Scene scene) {
    return SceneCamera.photograph(scene, 1, 3, 280, 240);
  }

  private static float[] embed(Encoder encoder, RgbImage picture) {
    return encoder.embed(List.of(encoder.crop(picture)));
  }

  private static double cosine(Encoder encoder, RgbImage a, RgbImage b) {
    float[] x = embed(encoder, a);
    float[] y = embed(encoder, b);
    double dot = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return dot / Math.sqrt(xx * yy);
  }
}
