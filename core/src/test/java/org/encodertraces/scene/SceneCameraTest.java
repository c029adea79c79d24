package org.encodertraces.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.encodertraces.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneCameraTest {

  @ParameterizedTest
  @EnumSource
  void aPictureIsItsSeedsAndNoOther(Scene scene) {
    RgbImage picture = SceneCamera.photograph(scene, 3, 9, 64, 48);

    assertThat(SceneCamera.photograph(scene, 3, 9, 64, 48)).isEqualTo(picture);
    assertThat(SceneCamera.photograph(scene, 4, 9, 64, 48)).isNotEqualTo(picture);
    assertThat(SceneCamera.photograph(scene, 3, 10, 64, 48)).isNotEqualTo(picture);
  }

  /** Neither black nor burnt out nor flat: pictures a codec and an encoder find something in. */
  @ParameterizedTest
  @EnumSource
  void picturesHaveTheContrastOfPhotos(Scene scene) {
    for (int number = 0; number < 5; number++) {
      RgbImage picture = SceneCamera.photograph(scene, number, 0, 64, 48);
      double sum = 0;
      double squares = 0;
      for (byte sample : picture.rgb()) {
        sum += sample & 0xFF;
        squares += (sample & 0xFF) * (sample & 0xFF);
      }
      double mean = sum / picture.rgb().length;
      double deviation = Math.sqrt(squares / picture.rgb().length - mean * mean);
      assertThat(mean).isBetween(10.0, 235.0);
      assertThat(deviation).isBetween(10.0, 110.0);
    }
  }
}
