package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.Test;

/** A camera is a processing, and a set of cameras a parameter. */
class CameraParametersTest {

  private static final KnownProcessings KNOWN = KnownProcessings.builtIn();

  @Test
  void aPictureIsShotAgainAtItsOwnSizeTheSameEachTime() throws Exception {
    byte[] rgb = new byte[40 * 30 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (60 + i % 97);
    }
    RgbImage picture = new RgbImage(40, 30, rgb);
    Processing phone = KNOWN.processing("camera(phone)");
    RgbImage once = phone.apply(picture, new ScaleDraw.OfPhoto(0, "a"));

    assertThat(once.width()).isEqualTo(40);
    assertThat(once.height()).isEqualTo(30);
    assertThat(phone.apply(picture, new ScaleDraw.OfPhoto(3, "b"))).isEqualTo(once);
    assertThat(KNOWN.processing("camera(compact)").apply(picture, new ScaleDraw.Fixed(1)))
        .isNotEqualTo(once);
    assertThat(
            KNOWN
                .processing("camera(phone)")
                .apply(new RgbImage(1, 1, new byte[3]), new ScaleDraw.Fixed(1)))
        .isNotNull();
  }

  @Test
  void setsOfCamerasAreParameters() {
    assertThat(KNOWN.parameter("cameras").classes()).hasSize(2);
    assertThat(KNOWN.parameter("phone-sharpening").classes()).hasSize(4);
    assertThat(KNOWN.parameter("compact-jpeg-2").classes())
        .extracting(Processing::text)
        .containsExactly("camera(compact)", "camera(compact-jpeg-2)");
    assertThatThrownBy(() -> KNOWN.parameter("phone-tune-2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"phone-tone-2\"");
    assertThatThrownBy(() -> KNOWN.processing("camera(phonee)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"phone\"");
  }
}
