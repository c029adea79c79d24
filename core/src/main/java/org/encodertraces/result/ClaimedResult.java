package org.encodertraces.result;

import org.encodertraces.statistics.DetectableEffect;

/**
 * A result that says yes or no to a question: whether there is a trace, whether it misleads. What a
 * page claims together is corrected for all such results that it shows, of whichever experiment.
 */
public interface ClaimedResult extends TraceResult {

  /** What it may be claimed to show. */
  Effect effect();

  /** The smallest p that the test could give with as many photos, whatever was measured. */
  default double smallestP() {
    return effect().smallestP();
  }

  /**
   * The excess over no effect that would be found four times in five, in points; infinity where
   * nothing would be.
   *
   * @param level one-sided, that p has to reach
   * @param interval of the effect, which is there
   */
  default double detectable(double level, Range interval) {
    return DetectableEffect.excess(effect().margin(), level, interval.interval().halfWidth());
  }
}
