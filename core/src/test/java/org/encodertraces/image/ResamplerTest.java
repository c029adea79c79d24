package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.encodertraces.UsageException;
import org.junit.jupiter.api.Test;

class ResamplerTest {

  /** The picture of tools/make_resampling_pixels.py. */
  private static RgbImage picture(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int value = x * 7 + y * 13 + c * 50 + (x * y) % 31 * 5 + (x / 9 + y / 7) % 2 * 90;
          rgb[(y * width + x) * 3 + c] = (byte) (value % 256);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /**
   * PyTorch 1.13's pixels. Where sizes have small ratios many samples lie exactly between two, and
   * fall to either by the order of float32 sums: at most one in a hundred, by one.
   */
  @Test
  void torchvisionsTensorsAreResizedAsPyTorchDoes() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(ResamplerTest.class.getResourceAsStream("resampling.json"));
    assertThat(cases).hasSize(16);
    for (JsonNode one : cases) {
      RgbImage image = picture(one.get("from").get(0).asInt(), one.get("from").get(1).asInt());
      Filter filter = Filter.valueOf(one.get("mode").asText().toUpperCase(Locale.ROOT));
      Resampler resampler =
          one.get("antialias").asBoolean() ? Resampler.TORCHVISION_TENSOR : Resampler.NO_ANTIALIAS;

      RgbImage resized =
          resampler.resize(
              image, one.get("to").get(0).asInt(), one.get("to").get(1).asInt(), filter);

      byte[] expected = Base64.getDecoder().decode(one.get("rgb").asText());
      int differ = 0;
      for (int i = 0; i < expected.length; i++) {
        int difference = Math.abs((resized.rgb()[i] & 0xFF) - (expected[i] & 0xFF));
        assertThat(difference).as("%s, sample %d", one.get("to"), i).isLessThanOrEqualTo(1);
        differ += difference;
      }
      assertThat(differ)
          .as("%s %s", resampler, one.get("to"))
          .isLessThanOrEqualTo(expected.length / 100);
    }
  }

  /**
   * With antialias a tensor is resized as Pillow resizes a picture, but Pillow rounds and clips to
   * 8 bits between its two passes: PyTorch 1.13 and Pillow 9.4 differ on this picture by one level
   * at most where no weight is negative, in 13 to 25 of a hundred samples, and where a cubic
   * overshoots by up to 18.
   */
  @Test
  void torchvisionsLinearIsPillowsButForOneLevel() {
    RgbImage image = picture(120, 80);
    for (int[] to : new int[][] {{50, 33}, {60, 40}, {97, 61}, {240, 160}, {31, 77}}) {
      RgbImage torch = Resampler.TORCHVISION_TENSOR.resize(image, to[0], to[1], Filter.BILINEAR);
      RgbImage pillow = Resampler.PILLOW.resize(image, to[0], to[1], Filter.BILINEAR);

      assertThat(largestDifference(torch, pillow)).isEqualTo(1);
      int differ = 0;
      for (int i = 0; i < torch.rgb().length; i++) {
        differ += torch.rgb()[i] == pillow.rgb()[i] ? 0 : 1;
      }
      assertThat((double) differ / torch.rgb().length).isBetween(0.12, 0.26);
    }
    RgbImage torch = Resampler.TORCHVISION_TENSOR.resize(image, 240, 160, Filter.BICUBIC);
    RgbImage pillow = Resampler.PILLOW.resize(image, 240, 160, Filter.BICUBIC);
    assertThat(largestDifference(torch, pillow)).isBetween(16, 20);
  }

  /** OpenCV's linear weights have 11 bits: its samples are those of floats but for rounding. */
  @Test
  void openCvsLinearIsTorchvisionsWithoutAntialiasButForRounding() {
    RgbImage image = picture(120, 80);

    RgbImage openCv = Resampler.OPENCV.resize(image, 50, 33, Filter.BILINEAR);
    RgbImage torch = Resampler.NO_ANTIALIAS.resize(image, 50, 33, Filter.BILINEAR);
    RgbImage pillow = Resampler.PILLOW.resize(image, 50, 33, Filter.BILINEAR);

    assertThat(largestDifference(openCv, torch)).isLessThanOrEqualTo(1);
    assertThat(largestDifference(openCv, pillow)).isGreaterThan(10);
  }

  /**
   * TensorFlow's cubic has a = -0.5, torchvision's without antialias -0.75: on a step between 0 and
   * 255 at twice the size the first overshoots less. Halfway between samples Keys' weights are a/8
   * and 1/2 - a/8.
   */
  @Test
  void tensorFlowsCubicIsKeysOfAHalf() {
    byte[] step = new byte[8 * 3];
    Arrays.fill(step, 4 * 3, 8 * 3, (byte) 200);
    RgbImage image = new RgbImage(8, 1, step);

    RgbImage tensorFlow = Resampler.TENSORFLOW.resize(image, 16, 1, Filter.BICUBIC);
    RgbImage torch = Resampler.NO_ANTIALIAS.resize(image, 16, 1, Filter.BICUBIC);

    // x = 9 lies at 4.25: a quarter behind the first bright sample; the far weight is that of 1.25.
    assertThat(tensorFlow.sample(9, 0, 0)).isEqualTo(expected(-0.5));
    assertThat(torch.sample(9, 0, 0)).isEqualTo(expected(-0.75));
    assertThat(expected(-0.5)).isLessThan(expected(-0.75));
  }

  /** 200 times (1 less the weight of the one dark tap, 1.25 away). */
  private static int expected(double a) {
    double x = 1.25;
    double dark = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
    return (int) Math.rint(200 * (1 - dark));
  }

  @Test
  void aFilterThatALibraryLacksIsRefused() {
    assertThatThrownBy(() -> Resampler.NO_ANTIALIAS.resize(picture(20, 20), 10, 10, Filter.LANCZOS))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no-antialias")
        .hasMessageContaining("lanczos");
  }

  private static int largestDifference(RgbImage one, RgbImage other) {
    int largest = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF)));
    }
    return largest;
  }
}
