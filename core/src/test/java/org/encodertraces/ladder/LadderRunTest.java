package org.encodertraces.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.Png;
import org.encodertraces.ladder.LadderOutcome.Climb;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.processing.Ladder;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderRunTest {

  private static final Map<Ladder, List<Double>> ALL =
      Map.of(
          Ladder.JPEG, List.of(100.0, 5.0, 50.0),
          Ladder.RESIZING, List.of(0.2, 0.5, 1.0),
          Ladder.SHARPENING, List.of(1.0, 4.0),
          Ladder.BLUR, List.of(0.0, 4.0));

  @TempDir private Path folder;
  private final List<Photo> photos = new ArrayList<>();

  @BeforeEach
  void drawPhotos() throws IOException {
    for (int i = 0; i < 12; i++) {
      Scene scene = List.of(Scene.HILLS, Scene.BRICKS, Scene.CITY).get(i % 3);
      Path file = folder.resolve("%02d.png".formatted(i));
      Files.write(file, Png.encode(SceneCamera.photograph(scene, i, 3, 120, 90)));
      photos.add(Photo.inFile(file.getFileName().toString(), file, Photo.NO_LABEL));
    }
  }

  @Test
  void aStepThatChangesNothingMovesNothing() throws InterruptedException {
    LadderOutcome outcome = run(photos, ALL, 100, 2);

    for (Rung rung :
        List.of(
            rung(outcome, Ladder.RESIZING, 1),
            rung(outcome, Ladder.SHARPENING, 1),
            rung(outcome, Ladder.BLUR, 0))) {
      assertThat(rung.cosine().low()).isCloseTo(1, within(2e-4));
      assertThat(rung.rankHigh()).isEqualTo(1);
      assertThat(rung.found()).isEqualTo(100);
      assertThat(rung.duplicates().auc()).isEqualTo(1);
      assertThat(rung.duplicates().strangersPassing()).isZero();
    }
  }

  @Test
  void strongerCompressionMovesFurther() throws InterruptedException {
    LadderOutcome outcome = run(photos, ALL, 100, 2);

    Climb jpeg = climb(outcome, Ladder.JPEG);
    assertThat(jpeg.rungs()).extracting(Rung::step).containsExactly(5.0, 50.0, 100.0);
    assertThat(jpeg.rungs()).extracting(rung -> rung.cosine().median()).isSorted();
    assertThat(rung(outcome, Ladder.BLUR, 4).cosine().median())
        .isLessThan(rung(outcome, Ladder.BLUR, 0).cosine().median());
  }

  @Test
  void everyPairOfDifferentPhotosIsAStranger() throws InterruptedException {
    LadderOutcome outcome = run(photos, ALL, 100, 1);

    assertThat(outcome.photos()).isEqualTo(12);
    assertThat(rung(outcome, Ladder.JPEG, 5).duplicates().strangers()).isEqualTo(12 * 11);
    assertThat(outcome.floor().median()).isLessThan(0.999);
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws InterruptedException {
    assertThat(run(photos, ALL, 100, 1)).isEqualTo(run(photos, ALL, 100, 4));
  }

  @Test
  void aSampleOfThePhotosIsTheSameWhateverTheirOrder() throws InterruptedException {
    List<Photo> reversed = new ArrayList<>(photos);
    Collections.reverse(reversed);

    assertThat(run(photos, ALL, 5, 2)).isEqualTo(run(reversed, ALL, 5, 2));
  }

  @Test
  void aBadPhotoIsSkippedWithItsReason() throws Exception {
    Path bad = folder.resolve("bad.jpg");
    Files.writeString(bad, "no picture");
    photos.add(Photo.inFile("bad.jpg", bad, Photo.NO_LABEL));

    LadderOutcome outcome = run(photos, ALL, 100, 2);

    assertThat(outcome.photos()).isEqualTo(12);
    assertThat(outcome.skipped()).hasSize(1);
    assertThat(outcome.skipped().get(0).id()).isEqualTo("bad.jpg");
  }

  @Test
  void onePhotoMakesNoLadder() {
    assertThatThrownBy(() -> run(photos.subList(0, 1), ALL, 100, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 of 1 photos can be used; a ladder needs two or more");
  }

  @Test
  void stepsThatCannotBeAreNamed() {
    assertThatThrownBy(() -> run(photos, Map.of(Ladder.JPEG, List.of(101.0)), 100, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage("jpeg 101.0: expected whole numbers from 1 to 100");
    assertThatThrownBy(() -> run(photos, Map.of(Ladder.RESIZING, List.of(0.0)), 100, 1))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run(photos, Map.of(Ladder.BLUR, List.of(Double.NaN)), 100, 1))
        .isInstanceOf(UsageException.class);
  }

  private static Climb climb(LadderOutcome outcome, Ladder ladder) {
    return outcome.climbs().stream().filter(c -> c.ladder() == ladder).findFirst().orElseThrow();
  }

  private static Rung rung(LadderOutcome outcome, Ladder ladder, double step) {
    return climb(outcome, ladder).rungs().stream()
        .filter(r -> r.step() == step)
        .findFirst()
        .orElseThrow();
  }

  private static LadderOutcome run(
      List<Photo> photos, Map<Ladder, List<Double>> steps, int atMost, int threads)
      throws InterruptedException {
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      return LadderRun.run(
          photos,
          Encoders.builtIn().get(1),
          new LadderRun.Settings(steps, atMost, 0, 16, false),
          engine);
    }
  }
}
