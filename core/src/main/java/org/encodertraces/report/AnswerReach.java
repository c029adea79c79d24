package org.encodertraces.report;

import java.util.List;
import java.util.OptionalDouble;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.RetrieveResult;

/**
 * What claims that were not found could have found.
 *
 * @param decidable for so many an effect is known that would be found four times in five
 * @param largest of these effects, in points; any as large would be found in each of them
 * @param untold so many are of files that do not tell
 * @param claims all of them
 */
record AnswerReach(int decidable, double largest, int untold, int claims) {

  static AnswerReach of(List<Standing> notFound) {
    int decidable = 0;
    int untold = 0;
    double largest = 0;
    for (Standing standing : notFound) {
      OptionalDouble detectable = standing.detectable();
      if (detectable.isEmpty()) {
        untold++;
      } else if (couldBeFound(standing, detectable.getAsDouble())) {
        decidable++;
        largest = Math.max(largest, detectable.getAsDouble());
      }
    }
    return new AnswerReach(decidable, largest, untold, notFound.size());
  }

  private static boolean couldBeFound(Standing standing, double detectable) {
    if (standing.isUnresolvable() || !Double.isFinite(detectable)) {
      return false;
    }
    if (standing.result() instanceof ProbedResult probe) {
      return Reach.of(probe, standing.effect(), standing.effect().none() + detectable)
          == Reach.FOUND;
    }
    double from =
        standing.result() instanceof KnnResult knn
            ? knn.baseline()
            : ((RetrieveResult) standing.result()).mean().different();
    return detectable <= from;
  }

  /** Whether all could have been found. */
  boolean isComplete() {
    return decidable == claims;
  }

  /** With too few photos for any effect to be found. */
  int undecidable() {
    return claims - decidable - untold;
  }

  /** The largest effect in words, rounded up: "1 point", "2.9 points". */
  String points() {
    return AnswerWords.pointsUp(largest);
  }
}
