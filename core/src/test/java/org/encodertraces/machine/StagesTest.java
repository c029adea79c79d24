package org.encodertraces.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

  @TempDir private Path folder;

  @Test
  void everyStageIsMeasuredAndGivesTheSameResultsOnAnyNumberOfThreads() throws Exception {
    List<Stage> alone = measured(1);
    List<Stage> together = measured(3);

    assertThat(alone).hasSize(4).allMatch(stage -> stage.seconds() > 0);
    assertThat(together.stream().map(Stage::checksum))
        .isEqualTo(alone.stream().map(Stage::checksum).toList());
    // 36 products of [20, 32] by [600, 32], and 100 epochs forward and back through 6 x 32 weights.
    assertThat(alone.get(1).flops()).isEqualTo(2.0 * 36 * 20 * 600 * 32);
    assertThat(alone.get(2).flops()).isEqualTo(4.0 * 100 * 600 * 6 * 32 + 2.0 * 600 * 33 * 33);
    assertThat(alone.get(2).bytes()).isEqualTo(100.0 * 600 * 32 * 4);
  }

  @Test
  void theShareIsThatOfProductsAndReadingAlone() {
    Roofs roofs = new Roofs(100e9, 10e9, 5e9);
    Stage stage = new Stage("x", 4, 200e9, 10e9, 7);

    assertThat(stage.least(roofs)).isCloseTo(3, within(1e-12));
    assertThat(stage.share(roofs)).isCloseTo(0.75, within(1e-12));
    assertThat(
            Stages.medians(
                List.of(
                    List.of(stage),
                    List.of(new Stage("x", 9, 200e9, 10e9, 7)),
                    List.of(new Stage("x", 5, 200e9, 10e9, 7)))))
        .containsExactly(new Stage("x", 5, 200e9, 10e9, 7));
  }

  private List<Stage> measured(int threads) throws Exception {
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      return new Stages(folder, 600, 20, 32, engine).measure();
    }
  }
}
