package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.encodertraces.Golden;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplingTest {

  @ParameterizedTest
  @EnumSource
  void aWindowHoldsTheSamePixelsAsResizingAllAndCropping(Filter filter) {
    NumpyGenerator random = new NumpyGenerator(1);
    for (int round = 0; round < 50; round++) {
      RgbImage image = noise(random, random.nextInt(1, 40), random.nextInt(1, 40));
      int width = random.nextInt(1, 60);
      int height = random.nextInt(1, 60);
      int x = random.nextInt(0, width);
      int y = random.nextInt(0, height);
      Window window =
          new Window(x, y, random.nextInt(1, width - x + 1), random.nextInt(1, height - y + 1));

      assertThat(Resampling.resize(image, width, height, filter, window))
          .isEqualTo(Resampling.resize(image, width, height, filter).crop(window));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFlatPictureStaysFlatAtEverySize(Filter filter) {
    byte[] gray = new byte[9 * 7 * 3];
    Arrays.fill(gray, (byte) 200);
    RgbImage flat = new RgbImage(9, 7, gray);

    for (byte sample : Resampling.resize(flat, 31, 3, filter).rgb()) {
      assertThat(sample & 0xFF).isEqualTo(200);
    }
  }

  /**
   * Against both passes written out sample by sample, at sizes where the taps of an output outgrow
   * any band, where one axis keeps its size, and where a band ends in the middle of a row's taps.
   */
  @ParameterizedTest
  @EnumSource(names = "NEAREST", mode = EnumSource.Mode.EXCLUDE)
  void bandsAndVectorsChangeNoSample(Filter filter) {
    NumpyGenerator random = new NumpyGenerator(5);
    int[][] sizes = {
      {700, 600, 7, 3},
      {1, 900, 1, 4},
      {300, 1, 2, 1},
      {64, 128, 64, 77},
      {129, 65, 40, 65},
      {3, 2, 90, 70},
      {211, 397, 113, 224},
      {128, 257, 127, 256}
    };
    for (int[] size : sizes) {
      RgbImage image = noise(random, size[0], size[1]);

      assertThat(Resampling.resize(image, size[2], size[3], filter))
          .isEqualTo(sampleBySample(image, size[2], size[3], filter));
    }
  }

  private static RgbImage sampleBySample(RgbImage image, int width, int height, Filter filter) {
    Taps columns = Taps.of(image.width(), width, filter, 0, width);
    Taps rows = Taps.of(image.height(), height, filter, 0, height);
    byte[] narrow = new byte[width * image.height() * 3];
    for (int i = 0; i < narrow.length; i++) {
      int y = i / (width * 3);
      int x = i / 3 % width;
      int channel = i % 3;
      narrow[i] = sum(columns, x, at -> image.sample(at, y, channel));
    }
    RgbImage narrowed = new RgbImage(width, image.height(), narrow);
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int y = i / (width * 3);
      int x = i / 3 % width;
      int channel = i % 3;
      rgb[i] = sum(rows, y, at -> narrowed.sample(x, at, channel));
    }
    return new RgbImage(width, height, rgb);
  }

  private static byte sum(Taps taps, int position, IntUnaryOperator sample) {
    int sum = 1 << (Taps.PRECISION_BITS - 1);
    for (int k = 0; k < taps.counts()[position]; k++) {
      sum +=
          taps.weights()[position * taps.most() + k]
              * sample.applyAsInt(taps.starts()[position] + k);
    }
    return (byte) Math.max(0, Math.min(255, sum >> Taps.PRECISION_BITS));
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    RgbImage image = noise(new NumpyGenerator(3), 12, 5);

    assertThat(Resampling.resize(image, 12, 5, Filter.LANCZOS)).isEqualTo(image);
  }

  @Test
  void sharpnessOneIsThePictureItselfAndZeroTakesContrastAway() {
    RgbImage image = noise(new NumpyGenerator(4), 30, 30);

    assertThat(Sharpness.enhance(image, 1)).isEqualTo(image);
    assertThat(roughness(Sharpness.enhance(image, 0))).isLessThan(roughness(image));
    assertThat(roughness(Sharpness.enhance(image, 2))).isGreaterThan(roughness(image));
    assertThatThrownBy(() -> Sharpness.enhance(image, -1)).hasMessageContaining("-1");
  }

  private static long roughness(RgbImage image) {
    long sum = 0;
    for (int i = 3; i < image.rgb().length; i++) {
      sum += Math.abs((image.rgb()[i] & 0xFF) - (image.rgb()[i - 3] & 0xFF));
    }
    return sum;
  }

  private static RgbImage noise(NumpyGenerator random, int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(0, 256);
    }
    return new RgbImage(width, height, rgb);
  }

  static Stream<Map.Entry<String, JsonNode>> nearest() throws IOException {
    return new ObjectMapper()
        .readTree(ResamplingTest.class.getResourceAsStream("/nearest.json"))
        .propertyStream();
  }

  /** Against Pillow 9.4 (tools/make_nearest_hashes.py). */
  @ParameterizedTest(name = "{0}")
  @MethodSource("nearest")
  void nearestPicksThePixelsThatPillowPicks(Map.Entry<String, JsonNode> expected)
      throws IOException {
    String[] parts = expected.getKey().split("[@x]", -1);
    String name = expected.getKey().substring(0, expected.getKey().indexOf('@'));
    int width = Integer.parseInt(parts[parts.length - 2]);
    int height = Integer.parseInt(parts[parts.length - 1]);
    RgbImage image = ImageDecoder.decode(Golden.bytes("images/" + name));

    RgbImage resized = Resampling.resize(image, width, height, Filter.NEAREST);

    assertThat(Golden.sha256(resized.rgb())).isEqualTo(expected.getValue().asText());
    Window part = new Window(width / 3, height / 3, width - width / 3, height - height / 3);
    assertThat(Resampling.resize(image, width, height, Filter.NEAREST, part))
        .isEqualTo(resized.crop(part));
  }
}
