package org.encodertraces.copies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.copies.CopyKind.Chains;
import org.encodertraces.copies.ThresholdOutcome.Kind;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.Png;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdRunTest {

  @TempDir private Path folder;
  private final List<Photo> photos = new ArrayList<>();

  @BeforeEach
  void drawPhotos() throws IOException {
    for (int i = 0; i < 40; i++) {
      Scene scene = List.of(Scene.HILLS, Scene.BRICKS, Scene.CITY).get(i % 3);
      // The last photo is the first once more: a near-duplicate among the user's own.
      int seed = i == 39 ? 0 : i;
      put("%02d.png".formatted(i), Png.encode(SceneCamera.photograph(scene, seed, 3, 120, 90)));
    }
  }

  private void put(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    photos.add(Photo.inFile(name, file, Photo.NO_LABEL));
  }

  @Test
  void everyKindOfCopyHasItsThresholdSinglyAndTwice() throws InterruptedException {
    ThresholdOutcome outcome =
        run(photos, List.of("resaved", "turned"), Chains.TWICE, List.of(), 2);

    assertThat(outcome.photos()).isEqualTo(40);
    assertThat(outcome.copies())
        .extracting(Kind::processing)
        .contains("RESAVED_60", "RESAVED_60 + RESAVED_60", "TURNED_90")
        .doesNotContain("IDENTITY", "TURNED_90 + TURNED_90");
    Kind weak = kind(outcome, "RESAVED_60");
    Kind strong = kind(outcome, "RESAVED_95");
    assertThat(strong.median()).isGreaterThan(weak.median());
    KeptCopies kept = requireNonNull(weak.keeps().get("90"));
    // 36 photos bear the interval of 90 %, 59 the bound of 95 %.
    assertThat(kept.threshold().support()).isEqualTo(KeptThreshold.INTERVAL);
    assertThat(requireNonNull(kept.threshold().low()))
        .isLessThanOrEqualTo(requireNonNull(kept.threshold().cosine()));
    assertThat(requireNonNull(weak.keeps().get("95")).threshold().support())
        .isEqualTo(KeptThreshold.NOT_SUPPORTED);
    assertThat(requireNonNull(weak.keeps().get("95")).wrongPairsPer1000()).isNull();
    assertThat(weak.separation().auc()).isGreaterThan(0.9);
  }

  @Test
  void aPhotoThatIsThereTwiceIsShownFirstAndNoStranger() throws InterruptedException {
    ThresholdOutcome outcome = run(photos, List.of("resaved"), Chains.NONE, List.of(), 2);

    assertThat(outcome.effect().lookAlike()).isPositive();
    assertThat(outcome.pairs().get(0).looksAlike()).isTrue();
    assertThat(outcome.pairs())
        .filteredOn(ThresholdOutcome.ShownPair::looksAlike)
        .extracting(pair -> pair.first() + " " + pair.second())
        .contains("00.png 39.png");

    ThresholdOutcome struck =
        run(photos, List.of("resaved"), Chains.NONE, List.of(List.of("39.png", "00.png")), 2);

    assertThat(struck.effect().struckOut()).isEqualTo(1);
    assertThat(struck.effect().lookAlike()).isEqualTo(outcome.effect().lookAlike() - 1);
  }

  @Test
  void anUnreadablePhotoIsSkippedAndChangesNoOther() throws IOException, InterruptedException {
    ThresholdOutcome whole = run(photos, List.of("cropped"), Chains.NONE, List.of(), 2);
    put("11-broken.png", new byte[] {1, 2, 3});

    ThresholdOutcome outcome = run(photos, List.of("cropped"), Chains.NONE, List.of(), 2);

    assertThat(outcome.skipped())
        .extracting(skipped -> skipped.id())
        .containsExactly("11-broken.png");
    assertThat(outcome.copies()).isEqualTo(whole.copies());
    assertThat(outcome.pairs()).isEqualTo(whole.pairs());
  }

  @Test
  void neitherTheOrderOfPhotosNorTheThreadsMatter() throws InterruptedException {
    ThresholdOutcome one = run(photos, List.of("cropped", "webp"), Chains.PAIRS, List.of(), 1);
    List<Photo> reversed = new ArrayList<>(photos);
    Collections.reverse(reversed);

    assertThat(run(reversed, List.of("cropped", "webp"), Chains.PAIRS, List.of(), 3))
        .isEqualTo(one);
  }

  @Test
  void theChainOfACopyIsAppliedInOrder() throws InterruptedException {
    ThresholdOutcome outcome = run(photos, List.of("cropped", "webp"), Chains.PAIRS, List.of(), 2);

    assertThat(kind(outcome, "CROPPED_2 + WEBP_50").chain()).isEqualTo("crop(0.98) webp(50)");
    assertThat(kind(outcome, "WEBP_50 + CROPPED_2").chain()).isEqualTo("webp(50) crop(0.98)");
    assertThat(kind(outcome, "CROPPED_20 + CROPPED_20").median())
        .isLessThan(kind(outcome, "CROPPED_20").median() + 1e-9);
  }

  @Test
  void twoPhotosAreTooFew() {
    assertThatThrownBy(() -> run(photos.subList(0, 2), List.of("webp"), Chains.NONE, List.of(), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 of 2 photos")
        .hasMessageContaining("3 or more");
  }

  private static Kind kind(ThresholdOutcome outcome, String name) {
    return outcome.copies().stream()
        .filter(kind -> kind.processing().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ThresholdOutcome run(
      List<Photo> photos, List<String> sets, Chains chains, List<List<String>> except, int threads)
      throws InterruptedException {
    KnownProcessings known = KnownProcessings.builtIn();
    List<Parameter> parameters = sets.stream().map(known::parameter).toList();
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      return ThresholdRun.run(
          photos,
          Encoders.builtIn().get(1),
          new ThresholdRun.Settings(
              CopyKind.of(parameters, chains), 1000, 500, 0, 8, false, except),
          engine);
    }
  }
}
