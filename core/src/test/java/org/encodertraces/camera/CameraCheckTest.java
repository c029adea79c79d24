package org.encodertraces.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a camera's file asks for is what its shots show. */
class CameraCheckTest {

  @Test
  void whatIsAskedForIsRecovered() {
    assertThat(CameraCheck.of(KnownCameras.builtIn().camera("phone")))
        .hasSize(13)
        .allMatch(Finding::agrees);
  }

  /** The instrument tells a camera from its file when the two are not the same. */
  @Test
  void anotherCamerasNumbersAreNotRecovered() {
    List<Finding> own = CameraCheck.of(KnownCameras.builtIn().camera("compact"));
    List<Finding> other = CameraCheck.of(KnownCameras.builtIn().camera("compact-optics-3"));

    assertThat(own).allMatch(Finding::agrees);
    List<String> unlike = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Finding crossed =
          new Finding(
              own.get(i).what(),
              own.get(i).requested(),
              other.get(i).recovered(),
              own.get(i).tolerance());
      if (!crossed.agrees()) {
        unlike.add(crossed.what());
      }
    }
    // Of these two, optics alone differ. Lateral color is asked for alike, but its measurement,
    // good to
    // some 0.025 pixels, reads an edge that the second lens blurs and bends.
    assertThat(unlike)
        .contains("MTF50 of green, cycles a pixel", "light in the corner's patch over the center's")
        .allMatch(what -> what.matches("MTF50.*|light in the corner.*|(red|blue)'s edge.*"));
  }
}
