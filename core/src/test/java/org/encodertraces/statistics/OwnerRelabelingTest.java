package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.OwnerRelabeling.Dealing;
import org.junit.jupiter.api.Test;

/** Labels are dealt among owners, and within them where that would change nothing. */
class OwnerRelabelingTest {

  private static final int SCENES = 24;
  private static final int RELABELINGS = 399;

  /** Dealt among owners, no relabeling differs, and p is 1 whatever is read. */
  @Test
  void aPlantedTraceIsFoundInScenesThatEveryCameraShot() {
    int[] cameras = cameras(2 * SCENES, 2);
    int[] owners = owners(2 * SCENES, 2);
    int[] reads = cameras.clone();
    for (int scene = 0; scene < 5; scene++) {
      reads[2 * scene] = 1;
    }
    OwnerRelabeling test = OwnerRelabeling.of(cameras, reads, owners, 2, 9_999, 1);

    assertThat(test.dealing()).isEqualTo(Dealing.WITHIN_OWNERS);
    assertThat(test.p()).isEqualTo(1e-4);
    assertThat(test.smallestP()).isEqualTo(1e-4);
    assertThat(test).isEqualTo(OwnerRelabeling.of(cameras, reads, owners, 2, 9_999, 1));
  }

  /** Of 2 ^ 3 ways to deal within three scenes, one is all right and three more have one wrong. */
  @Test
  void shareOfAllWaysToDealWithin() {
    int[] labels = {0, 1, 0, 1, 0, 1};
    int[] owners = {5, 5, 9, 9, 2, 2};
    OwnerRelabeling perfect = OwnerRelabeling.of(labels, labels, owners, 2, 20_000, 3);
    OwnerRelabeling oneOff =
        OwnerRelabeling.of(labels, new int[] {0, 1, 0, 1, 1, 0}, owners, 2, 20_000, 3);

    assertThat(perfect.smallestP()).isCloseTo(1 / 8.0, within(1e-12));
    assertThat(perfect.p()).isCloseTo(1 / 8.0, within(0.01));
    assertThat(oneOff.p()).isCloseTo(4 / 8.0, within(0.015));
  }

  /**
   * A reader that tells scenes and not cameras: its p is uniform, but for ties, which make it a
   * little larger. Of 400 draws a binomial number lies below each level: bounds are four standard
   * deviations off, and lower ones a tenth of the level more.
   */
  @Test
  void withoutATracePIsUniformWithinOwners() {
    double[] ps = ps(400, 0);

    for (double level : new double[] {0.05, 0.25, 0.5, 0.75}) {
      double chance = 4 * Math.sqrt(level * (1 - level) / ps.length);
      assertThat(share(ps, level)).isBetween(0.9 * level - chance, level + chance);
    }
    assertThat(share(ps, 0.25)).isGreaterThan(0.1);
  }

  @Test
  void aFaintTraceIsFound() {
    assertThat(share(ps(50, 0.3), 0.05)).isGreaterThan(0.8);
  }

  /** Of owners of one camera each, among is all there is; of mixed owners it is the safer one. */
  @Test
  void ownersThatDifferAreDealtAmong() {
    int[] alone = owners(40, 1);
    assertThat(dealing(cameras(40, 2), alone)).isEqualTo(Dealing.AMONG_OWNERS);

    NumpyGenerator random = new NumpyGenerator(4);
    int[] mixed = random.choice(2, 40);
    assertThat(dealing(mixed, owners(40, 4))).isEqualTo(Dealing.AMONG_OWNERS);

    // Nobody's labels can be dealt in any way.
    OwnerRelabeling nothing =
        OwnerRelabeling.of(new int[] {0, 0, 1}, new int[] {0, 0, 1}, new int[] {1, 1, 2}, 2, 99, 0);
    assertThat(nothing.dealing()).isEqualTo(Dealing.AMONG_OWNERS);
    assertThat(nothing.p()).isEqualTo(1);
    assertThat(nothing.smallestP()).isEqualTo(1);
  }

  /** Eight photos of their own move among owners, and tell nothing of 100 scenes of two photos. */
  @Test
  void aFewOddOwnersDoNotKeepTheOthersTogether() {
    int[] labels = Arrays.copyOf(cameras(200, 2), 208);
    int[] owners = Arrays.copyOf(owners(200, 2), 208);
    for (int i = 200; i < 208; i++) {
      labels[i] = i % 2;
      owners[i] = i;
    }
    OwnerRelabeling test = OwnerRelabeling.of(labels, labels, owners, 2, 999, 0);

    assertThat(test.dealing()).isEqualTo(Dealing.WITHIN_OWNERS);
    assertThat(test.p()).isEqualTo(0.001);
  }

  private static Dealing dealing(int[] labels, int[] owners) {
    return OwnerRelabeling.of(labels, labels, owners, 2, 9, 0).dealing();
  }

  /**
   * p of readers of four cameras that have a guess for each scene, keep to it for about half of its
   * photos, guess anew for the others, and read the camera itself of a share.
   */
  private static double[] ps(int draws, double read) {
    NumpyGenerator random = new NumpyGenerator(11);
    int[] cameras = cameras(4 * SCENES, 4);
    int[] owners = owners(4 * SCENES, 4);
    double[] ps = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      int[] reads = random.choice(4, 4 * SCENES);
      int[] sceneGuesses = random.choice(4, SCENES);
      for (int photo = 0; photo < reads.length; photo++) {
        if (random.nextDouble() < read) {
          reads[photo] = cameras[photo];
        } else if (random.nextDouble() < 0.5) {
          reads[photo] = sceneGuesses[owners[photo]];
        }
      }
      ps[draw] = OwnerRelabeling.of(cameras, reads, owners, 4, RELABELINGS, draw).p();
    }
    return ps;
  }

  private static double share(double[] ps, double level) {
    return Arrays.stream(ps).filter(p -> p <= level).count() / (double) ps.length;
  }

  /** As many cameras shoot each scene, in turn. */
  private static int[] cameras(int photos, int cameras) {
    int[] labels = new int[photos];
    Arrays.setAll(labels, i -> i % cameras);
    return labels;
  }

  private static int[] owners(int photos, int each) {
    int[] owners = new int[photos];
    Arrays.setAll(owners, i -> i / each);
    return owners;
  }
}
