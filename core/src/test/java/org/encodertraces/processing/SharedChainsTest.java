package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.image.Window;
import org.junit.jupiter.api.Test;

/** Processings together and of a window only, against each of them alone and whole. */
class SharedChainsTest {

  private static List<Processing> all() {
    List<Processing> all = new ArrayList<>(KnownProcessings.builtIn().processings());
    for (String chain :
        List.of(
            "sharpen(1) jpeg(75,420)",
            "sharpen(1.7)",
            "sharpen(0)",
            "jpeg(60,420) sharpen(2) jpeg(50,444)",
            "jpeg(60,420) fit(60,bicubic) jpeg(50,420,progressive)",
            "jpeg(60,420,progressive)",
            "size(50,70,nearest) sharpen(3)",
            "size(50,70,box)",
            "crop(0.7) rotate(90) blur(1.5) scale(1,lanczos)",
            "webp(60) jpeg(80,420) mask(0.5)")) {
      all.add(Processing.unnamed(ChainText.parse(chain)));
    }
    return all;
  }

  @Test
  void whatIsLookedAtEqualsEachProcessingAlone() throws UnreadableImageException {
    Random random = new Random(5);
    List<Processing> processings = all();
    SharedChains chains = new SharedChains(processings);
    for (int round = 0; round < 25; round++) {
      RgbImage photo = draw(20 + random.nextInt(180), 20 + random.nextInt(180), random);
      ScaleDraw scale = new ScaleDraw.Fixed(0.8 + 0.4 * random.nextDouble());
      double[] share = random.doubles(4).toArray();
      SharedChains.Sight sight = size -> part(size, share);
      int[] taken = new int[processings.size()];
      chains.apply(
          photo,
          scale,
          sight,
          (positions, picture) -> {
            Window window = sight.in(new PictureSize(picture.width(), picture.height()));
            for (int position : positions) {
              taken[position]++;
              assertThat(picture.crop(window))
                  .as("%s of %s under %s", window, photo, processings.get(position).text())
                  .isEqualTo(alone(processings.get(position), photo, scale).crop(window));
            }
          });
      assertThat(taken).containsOnly(1);
    }
  }

  /** MASK_90, MASK_95 and JPEG95_444 differ after the crop alone. */
  @Test
  void chainsThatDifferByTheirMasksAreOnePicture() throws UnreadableImageException {
    RgbImage photo = draw(40, 30, new Random(6));
    List<List<Integer>> taken = new ArrayList<>();
    new SharedChains(List.of(Processing.MASK_90, Processing.JPEG95_444, Processing.MASK_95))
        .apply(
            photo,
            new ScaleDraw.Fixed(1),
            Window::of,
            (positions, picture) -> taken.add(List.copyOf(positions)));
    assertThat(taken).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void aPhotoThatOneProcessingRefusesIsRefusedInItsWordsBeforeAnyIsHandedOver() {
    RgbImage photo = draw(16_400, 3, new Random(7));
    Processing webp = Processing.unnamed(ChainText.parse("webp(60)"));
    Processing half = Processing.unnamed(ChainText.parse("scale(0.2,box)"));
    for (List<Processing> order : List.of(List.of(webp, half), List.of(half, webp))) {
      List<RgbImage> taken = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  new SharedChains(order)
                      .apply(
                          photo,
                          new ScaleDraw.Fixed(1),
                          Window::of,
                          (positions, picture) -> taken.add(picture)))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage(messageOf(order.get(0), photo));
      assertThat(taken).isEmpty();
    }
  }

  private static String messageOf(Processing processing, RgbImage photo) {
    try {
      processing.apply(photo, new ScaleDraw.Fixed(1));
      return "none";
    } catch (UnreadableImageException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static RgbImage alone(Processing processing, RgbImage photo, ScaleDraw draw) {
    try {
      return processing.apply(photo, draw);
    } catch (UnreadableImageException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Window part(PictureSize size, double[] share) {
    int x = (int) (share[0] * size.width());
    int y = (int) (share[1] * size.height());
    return new Window(
        x,
        y,
        1 + (int) (share[2] * (size.width() - x)),
        1 + (int) (share[3] * (size.height() - y)));
  }

  private static RgbImage draw(int width, int height, Random random) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] =
          (byte) (100 + 90 * Math.sin(x / 5.0 + i % 3) * Math.cos(y / 6.0) + random.nextInt(40));
    }
    return new RgbImage(width, height, rgb);
  }
}
