package org.encodertraces.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.encodertraces.image.LinearImage;
import org.junit.jupiter.api.Test;

class WorldTest {

  private static final int SIZE = 32;

  @Test
  void aSeedAndAnIndexGiveTheSameBitsAndOthersDoNot() {
    float[] once = World.scene(3, 17).render(SIZE).rgb();

    assertThat(World.scene(3, 17).render(SIZE).rgb()).containsExactly(once);
    assertThat(World.scene(4, 17).render(SIZE).rgb()).isNotEqualTo(once);
    assertThat(World.scene(3, 17 + 24).render(SIZE).rgb()).isNotEqualTo(once);
  }

  @Test
  void thereAre24ClassesInTurnAndCaptionsNameWhatIsThere() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      Scene scene = World.scene(0, i);
      names.add(scene.sceneClass().name());
      assertThat(scene.caption()).contains(scene.sceneClass().shape().word()).startsWith("a");
      assertThat(scene.sceneClass()).isEqualTo(World.classOf(i));
      assertThat(scene.sceneClass().caption())
          .isEqualTo(
              "a %s %s"
                  .formatted(
                      scene.sceneClass().shape().word(), scene.sceneClass().place().words()));
    }
    assertThat(names).hasSize(24);
  }

  @Test
  void everySampleIsLightAndTheObjectStandsOutFromItsPlace() {
    for (int i = 0; i < 24; i++) {
      LinearImage image = World.scene(1, i).render(SIZE);
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (float sample : image.rgb()) {
        assertThat(sample).isFinite().isGreaterThanOrEqualTo(0);
        least = Math.min(least, sample);
        most = Math.max(most, sample);
      }
      assertThat(most).as(World.scene(1, i).caption()).isGreaterThan(4 * least).isLessThan(40);
    }
  }

  /** A pixel is the mean over its square: coarse and fine pictures agree where they overlap. */
  @Test
  void aSceneIsTheSameAtEverySize() {
    for (int i = 0; i < 8; i++) {
      Scene scene = World.scene(2, 3 * i);
      LinearImage coarse = scene.render(SIZE);
      LinearImage fine = scene.render(2 * SIZE);
      double apart = 0;
      double sum = 0;
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          double mean =
              (fine.sample(2 * x, 2 * y, 1)
                      + fine.sample(2 * x + 1, 2 * y, 1)
                      + fine.sample(2 * x, 2 * y + 1, 1)
                      + fine.sample(2 * x + 1, 2 * y + 1, 1))
                  / 4;
          apart += Math.abs(mean - coarse.sample(x, y, 1));
          sum += mean;
        }
      }
      assertThat(apart / sum).as(scene.caption()).isLessThan(0.1);
    }
  }

  /** 24 classes x 40 scenes: no light, ground aside, goes with a class beyond chance. */
  @Test
  void lightIsDrawnWithoutRegardToTheClass() {
    Map<String, int[]> counts = new HashMap<>();
    List<String> lights = List.of("bright", "soft", "evening", "low");
    int perClass = 40;
    for (int i = 0; i < 24 * perClass; i++) {
      Scene scene = World.scene(5, i);
      int[] row = counts.computeIfAbsent(scene.sceneClass().name(), name -> new int[4]);
      for (int l = 0; l < 4; l++) {
        row[l] += scene.caption().endsWith("in " + lights.get(l) + " light") ? 1 : 0;
      }
    }
    double square = 0;
    for (int[] row : counts.values()) {
      for (int count : row) {
        square += (count - perClass / 4.0) * (count - perClass / 4.0) / (perClass / 4.0);
      }
    }
    // Chi-square with 24 x 3 degrees of freedom: mean 72, 99.9 % below 112.
    assertThat(square).isBetween(40.0, 112.0);
  }
}
