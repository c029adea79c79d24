package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTextTest {

  private static Processing chain(String text) {
    return Processing.unnamed(ChainText.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fit(1600) jpeg(75,420) | fit(1600,lanczos) jpeg(75,420)",
        "fit( 1600 , lanczos )jpeg(75,420) | fit(1600,lanczos) jpeg(75,420)",
        "scale(0.50,box) | scale(0.5,box)",
        "scale(2.0) | scale(2,lanczos)",
        "random-scale(.8,1.20,bilinear) | random-scale(0.8,1.2,bilinear)",
        "sharpen(1.5) blur(0) webp(80) | sharpen(1.5) blur(0) webp(80)",
        "jpeg(85,420,progressive) crop(0.9) rotate(270) size(10,20,nearest) mask(0.9)"
            + "| jpeg(85,420,progressive) crop(0.9) rotate(270) size(10,20,nearest) mask(0.9)"
      })
  void equalChainsHaveOneText(String text, String canonical) {
    assertThat(chain(text).text()).isEqualTo(canonical);
    assertThat(chain(canonical)).isEqualTo(chain(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jpeg(75) | jpeg(75): expected 420 or 444 after the quality",
        "jpeg(0,420) | jpeg(0,420): expected a quality from 1 to 100",
        "jpeg(75.5,420) | jpeg(75.5,420): expected a quality from 1 to 100",
        "jpeg(75,422) | jpeg(75,422): expected 420 or 444 after the quality",
        "jpeg(75,420,fast) | jpeg(75,420,fast): expected nothing, or progressive, after 420 or 444",
        "webp(80,1) | webp(80,1): expected nothing after 80",
        "scale(0) | scale(0): expected a factor above 0, up to 16",
        "scale(1e3) | scale(1e3): expected a factor above 0, up to 16",
        "scale(0.5,cubic) | expected nearest, box, bilinear, hamming, bicubic or lanczos for \"cubic\"",
        "random-scale(1.2,0.8) | expected a lowest factor below the highest",
        "fit(0) | fit(0): expected a side from 1 to 10000",
        "rotate(45) | rotate(45): expected 90, 180 or 270",
        "crop(1.1) | crop(1.1): expected a share above 0, up to 1",
        "blurr(2) | unknown operation \"blurr\"; known: jpeg(Q,420|444[,progressive])",
        "jpeg(75,420),fit(3) | cannot read \",fit(3)\"",
        "fit(1600 | cannot read \"fit(1600\"",
        "mask(0.9) jpeg(75,420) | jpeg(75,420) stands after a mask"
      })
  void whatIsWrongIsNamed(String text, String message) {
    assertThatThrownBy(() -> chain(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void theStudysChainsHaveTheStudysNamesAndOthersReadableOnes() {
    for (Processing processing : Processing.study()) {
      assertThat(chain(processing.text())).isEqualTo(processing);
    }
    assertThat(chain("fit(1600) jpeg(75,420)").name())
        .matches("fit-1600-lanczos_jpeg-75-420-[0-9a-f]{8}");
    String longest = "fit(1600,lanczos) ".repeat(40).strip();
    assertThat(chain(longest).name()).hasSizeLessThanOrEqualTo(64);
    assertThat(chain(longest).name()).isNotEqualTo(chain(longest + " blur(1)").name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".shards", "a/b", "Lens Model", "ä"})
  void aNameThatIsNoFolderIsRefused(String name) {
    assertThatThrownBy(() -> new Processing(name, List.of()))
        .hasMessageContaining("is no name of a processing");
  }

  @Test
  void aPictureThatWouldVanishOrExplodeIsRefusedBeforeMemoryIsTaken() {
    RgbImage thin = new RgbImage(1, 50, new byte[150]);
    ScaleDraw draw = new ScaleDraw.Fixed(1);

    assertThatThrownBy(() -> chain("scale(0.5,box)").apply(thin, draw))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("1 x 50 is too small: scaled by 0.5 it has no pixel left");
    assertThatThrownBy(() -> chain("fit(10)").apply(new RgbImage(1, 50, new byte[150]), draw))
        .isInstanceOf(UnreadableImageException.class); // contain would give 0 x 10
    assertThatThrownBy(() -> chain("size(9000,9000,nearest) scale(2,nearest)").apply(wide(), draw))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("too large");
  }

  private static RgbImage wide() {
    return new RgbImage(4, 2, new byte[24]);
  }

  @Test
  void theStudysDrawIsOneThroughAllFilters() {
    // Protocol, section 2: 1 + U(-0.2, 0.2), one draw a photo.
    ScaleDraw draw = new ScaleDraw.OfPhoto(0, "a/b.jpg");
    double scale = draw.between(0.8, 1.2);

    assertThat(scale).isBetween(0.8, 1.2);
    assertThat(draw.between(0.8, 1.2)).isEqualTo(scale);
    assertThat(new ScaleDraw.OfPhoto(1, "a/b.jpg").between(0.8, 1.2)).isNotEqualTo(scale);
  }
}
