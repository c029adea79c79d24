package org.encodertraces.processing;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Stage;

/**
 * Sets of simulated cameras as parameters: {@code cameras} of the two bases; for each base and
 * stage the base and its three swaps ({@code phone-tone}); and each swap against its base ({@code
 * phone-tone-2}), chance 50 %.
 */
final class CameraParameters {

  /** Those of one swap, too many to list. */
  static final String IN_WORDS =
      "or one swap of a camera's stage against its base, such as phone-tone-2";

  private CameraParameters() {}

  static List<Parameter> all() {
    List<Parameter> all = new ArrayList<>();
    all.add(
        new Parameter(
            "cameras",
            "camera",
            KnownCameras.BASES.stream().map(CameraParameters::shotBy).toList()));
    for (String base : KnownCameras.BASES) {
      for (Stage stage : Stage.values()) {
        List<Processing> classes = new ArrayList<>();
        classes.add(shotBy(base));
        for (int strength = 1; strength <= KnownCameras.STRENGTHS; strength++) {
          String swap = KnownCameras.swapped(base, stage, strength);
          classes.add(shotBy(swap));
          all.add(
              new Parameter(
                  swap,
                  "%s of the %s, swap %d".formatted(stage.word(), base, strength),
                  List.of(shotBy(base), shotBy(swap))));
        }
        all.add(
            new Parameter(
                base + "-" + stage.word(), "%s of the %s".formatted(stage.word(), base), classes));
      }
    }
    return all;
  }

  static boolean isOfSwap(String id) {
    return KnownCameras.builtIn().names().contains(id);
  }

  private static Processing shotBy(String camera) {
    return Processing.unnamed(List.of(new Operation.Shoot(camera)));
  }
}
