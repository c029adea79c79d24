package org.encodertraces.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a camera's file asks for is what its shots show. */
class CameraCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"phone", "compact"})
  void whatIsAskedForIsRecovered(String name) {
    List<Finding> findings = CameraCheck.of(KnownCameras.builtIn().camera(name));

    assertThat(findings).hasSize(13).allMatch(Finding::agrees);
  }

  /** The instrument tells a camera from its file when the two are not the same. */
  @ParameterizedTest
  @ValueSource(strings = {"compact-sensor-3", "compact-optics-3"})
  void anotherCamerasNumbersAreNotRecovered(String name) {
    List<Finding> own = CameraCheck.of(KnownCameras.builtIn().camera("compact"));
    List<Finding> other = CameraCheck.of(KnownCameras.builtIn().camera(name));

    long unlike = 0;
    for (int i = 0; i < own.size(); i++) {
      Finding crossed =
          new Finding(
              own.get(i).what(),
              own.get(i).requested(),
              other.get(i).recovered(),
              own.get(i).tolerance());
      unlike += crossed.agrees() ? 0 : 1;
    }
    assertThat(unlike).isGreaterThanOrEqualTo(2);
  }
}
