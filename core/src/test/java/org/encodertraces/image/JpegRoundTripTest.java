package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The round trip without a file, against OpenCV's encoder and decoder (libjpeg-turbo). */
class JpegRoundTripTest {

  /** What is hard on rounding, clipping and padding. */
  private enum Content {
    NOISE,
    SMOOTH,
    EXTREMES,
    COLORS,
    FLAT
  }

  @ParameterizedTest
  @EnumSource(Chroma.class)
  void everySmallSizeEqualsTheCodec(Chroma chroma) {
    Random random = new Random(1);
    for (int width = 1; width <= 35; width++) {
      for (int height = 1; height <= 35; height++) {
        Content content = Content.values()[random.nextInt(Content.values().length)];
        RgbImage image = draw(content, width, height, random);
        int quality = 1 + random.nextInt(100);
        assertThat(own(image, new Jpeg.Saving(quality, chroma)))
            .as("%s, %d x %d, quality %d", content, width, height, quality)
            .isEqualTo(throughTheCodec(image, quality, chroma, random.nextBoolean()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Chroma.class)
  void everyQualityEqualsTheCodec(Chroma chroma) {
    Random random = new Random(2);
    for (Content content : Content.values()) {
      RgbImage image = draw(content, 123, 77, random);
      List<Jpeg.Saving> savings =
          IntStream.rangeClosed(1, 100).mapToObj(q -> new Jpeg.Saving(q, chroma)).toList();
      List<RgbImage> saved = JpegRoundTrip.of(image, savings, whole(image));
      for (int i = 0; i < savings.size(); i++) {
        assertThat(saved.get(i))
            .as("%s at %d", content, i + 1)
            .isEqualTo(throughTheCodec(image, i + 1, chroma, false));
      }
    }
  }

  /** Longer than the blocks that are taken at once, both ways. */
  @ParameterizedTest
  @EnumSource(Chroma.class)
  void longPicturesEqualTheCodec(Chroma chroma) {
    Random random = new Random(3);
    for (int[] size : new int[][] {{5203, 21}, {19, 5203}, {641, 479}}) {
      RgbImage image = draw(Content.COLORS, size[0], size[1], random);
      assertThat(own(image, new Jpeg.Saving(90, chroma)))
          .isEqualTo(throughTheCodec(image, 90, chroma, false));
    }
  }

  /** Photos have the spectra that noise has not. */
  @Test
  void photosEqualTheCodec() throws IOException {
    Path photos = Path.of("../../shared/photos/objects");
    Assumptions.assumeTrue(Files.isDirectory(photos), "needs ../shared");
    List<Path> files;
    try (Stream<Path> all = Files.walk(photos)) {
      files = all.filter(one -> one.toString().endsWith("JPEG")).sorted().limit(60).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      RgbImage image = ImageDecoder.decode(Files.readAllBytes(file));
      List<Jpeg.Saving> savings = new ArrayList<>();
      for (int quality : new int[] {5, 50, 75, 95, 100}) {
        for (Chroma chroma : Chroma.values()) {
          savings.add(new Jpeg.Saving(quality, chroma));
        }
      }
      List<RgbImage> saved = JpegRoundTrip.of(image, savings, whole(image));
      for (int i = 0; i < savings.size(); i++) {
        Jpeg.Saving saving = savings.get(i);
        assertThat(saved.get(i))
            .as("%s, %s", file, saving)
            .isEqualTo(throughTheCodec(image, saving.quality(), saving.chroma(), false));
      }
    }
  }

  @Test
  void aWindowHasThePixelsOfTheWhole() {
    Random random = new Random(4);
    for (int round = 0; round < 400; round++) {
      RgbImage image =
          draw(Content.COLORS, 1 + random.nextInt(150), 1 + random.nextInt(150), random);
      int x = random.nextInt(image.width());
      int y = random.nextInt(image.height());
      Window window =
          new Window(
              x, y, 1 + random.nextInt(image.width() - x), 1 + random.nextInt(image.height() - y));
      List<Jpeg.Saving> savings =
          List.of(
              new Jpeg.Saving(60, Chroma.SUBSAMPLED_420),
              new Jpeg.Saving(90, Chroma.FULL_444),
              new Jpeg.Saving(95, Chroma.SUBSAMPLED_420));
      List<RgbImage> parts = JpegRoundTrip.of(image, savings, window);
      for (int i = 0; i < savings.size(); i++) {
        assertThat(parts.get(i).crop(window))
            .as("%s of %s, %s", window, image, savings.get(i))
            .isEqualTo(Jpeg.recompress(image, savings.get(i)).crop(window));
      }
    }
  }

  /** Through the bytes where that is faster, with the same pixels on both sides of each bound. */
  @Test
  void oneRoundTripAloneGoesTheFasterWay() {
    RgbImage image = draw(Content.COLORS, 100, 80, new Random(5));
    Window most = new Window(0, 0, 100, 56);
    Window less = new Window(0, 0, 100, 55);
    Jpeg.Saving light = new Jpeg.Saving(90, Chroma.SUBSAMPLED_420);
    Jpeg.Saving heavy = new Jpeg.Saving(91, Chroma.SUBSAMPLED_420);
    Jpeg.Saving full = new Jpeg.Saving(75, Chroma.FULL_444);

    assertThat(Jpeg.codecIsFaster(image, light, most)).isTrue();
    assertThat(Jpeg.codecIsFaster(image, light, less)).isFalse();
    assertThat(Jpeg.codecIsFaster(image, heavy, whole(image))).isFalse();
    assertThat(Jpeg.codecIsFaster(image, full, whole(image))).isFalse();
    for (Jpeg.Saving saving : List.of(light, heavy, full)) {
      for (Window window : List.of(most, less)) {
        assertThat(Jpeg.recompress(image, List.of(saving), window).get(0).crop(window))
            .isEqualTo(own(image, saving).crop(window));
      }
    }
    // Longer than JPEG's files may be.
    RgbImage line = draw(Content.SMOOTH, 65_501, 1, new Random(6));
    assertThat(Jpeg.recompress(line, light)).isEqualTo(own(line, light));
  }

  private static RgbImage own(RgbImage image, Jpeg.Saving saving) {
    return JpegRoundTrip.of(image, List.of(saving), whole(image)).get(0);
  }

  private static RgbImage throughTheCodec(
      RgbImage image, int quality, Chroma chroma, boolean progressive) {
    return ImageDecoder.decodeOwn(Jpeg.encode(image, quality, chroma, progressive));
  }

  private static Window whole(RgbImage image) {
    return new Window(0, 0, image.width(), image.height());
  }

  private static RgbImage draw(Content content, int width, int height, Random random) {
    byte[] rgb = new byte[width * height * 3];
    double slope = random.nextDouble() * 12;
    int flat = random.nextInt(256);
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int channel = i % 3;
      rgb[i] =
          (byte)
              switch (content) {
                case NOISE -> random.nextInt(256);
                case SMOOTH -> (int) (x * slope + y * (channel + 1)) & 0xFF;
                case EXTREMES -> ((x * 7 + y * 3 + channel) / 5 + random.nextInt(2)) % 2 * 255;
                case COLORS ->
                    (int)
                                (128
                                    + 120
                                        * Math.sin(x / 9.0 + channel * 2)
                                        * Math.cos(y / 7.0 - channel))
                            + random.nextInt(9)
                        & 0xFF;
                case FLAT -> flat + channel * 40 & 0xFF;
              };
    }
    return new RgbImage(width, height, rgb);
  }
}
