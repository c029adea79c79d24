package org.encodertraces.result;

import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.statistics.OwnerRelabeling.Dealing;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a probe's reading; in percent. Nothing here is in the files of versions that did
 * not measure it.
 *
 * @param balancedAccuracy mean over the classes of the test part of the share read as themselves:
 *     what a guess does not raise where one class is larger
 * @param balancedInterval of it, 95 %, over test photos
 * @param balancedChance one in the number of classes in the test part
 * @param majorityShare percent of the test rows that are of the largest class
 * @param p one-sided: of reading as well when classes are dealt anew, within photos for
 *     processings, among or within owners for attributes
 * @param smallestP that this test could give; 0 for one that counts every relabeling
 * @param relabelings that were drawn; absent where all were counted
 * @param owners whose labels were dealt anew; absent within photos
 * @param found whether the trace is found, as the only claim made
 * @param dealt {@code among owners} or {@code within owners}: how labels of an attribute were dealt
 *     anew; absent within photos, and in files of versions that dealt them among owners only
 */
public record Evidence(
    @Nullable Double balancedAccuracy,
    @Nullable Range balancedInterval,
    @Nullable Double balancedChance,
    @Nullable Double majorityShare,
    @Nullable Double p,
    @Nullable Double smallestP,
    @Nullable Long relabelings,
    @Nullable Integer owners,
    @Nullable Boolean found,
    @Nullable String dealt) {

  /** Of a file that measured none of it. */
  public static final Evidence NONE =
      new Evidence(null, null, null, null, null, null, null, null, null, null);

  /** An excess over chance that would print as none is none worth a claim. */
  static final double MARGIN = 0.1;

  /** Versions before this field drew 999 relabelings. */
  private static final double SMALLEST_OF_999 = 0.001;

  /** How labels of an attribute were dealt anew; absent where they were not. */
  public Optional<Dealing> dealing() {
    return owners == null
        ? Optional.empty()
        : Optional.of(
            Dealing.WITHIN_OWNERS.words().equals(dealt)
                ? Dealing.WITHIN_OWNERS
                : Dealing.AMONG_OWNERS);
  }

  /** The same with {@code found} as the rule has it. */
  Evidence judged(int testPhotos, double accuracy, double chance, Range interval) {
    return new Evidence(
        balancedAccuracy,
        balancedInterval,
        balancedChance,
        majorityShare,
        p,
        smallestP,
        relabelings,
        owners,
        effect(testPhotos, accuracy, chance, interval).foundAlone(),
        dealt);
  }

  /**
   * The claim; by the plain accuracy where a file has no balanced one.
   *
   * @param interval of the plain accuracy
   */
  Effect effect(int testPhotos, double accuracy, double chance, Range interval) {
    return new Effect(
        balancedAccuracy == null ? accuracy : balancedAccuracy,
        Optional.of(balancedInterval == null ? interval : balancedInterval),
        balancedChance == null ? chance : balancedChance,
        MARGIN,
        p == null ? OptionalDouble.empty() : OptionalDouble.of(p),
        smallestP == null ? SMALLEST_OF_999 : smallestP,
        testPhotos);
  }
}
