package org.encodertraces.report;

import java.util.Optional;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.Range;

/** That accuracy falls when the wrong classes share the query's processing. */
final class NeighborClaims implements Claiming {

  @Override
  public boolean isOf(ClaimedResult result) {
    return result instanceof KnnResult;
  }

  @Override
  public String claim() {
    return "kNN that accuracy falls";
  }

  @Override
  public String column(String about) {
    return about + ", kNN";
  }

  @Override
  public String figure(Standing standing) {
    KnnResult knn = (KnnResult) standing.result();
    return StandingWords.fromTo(knn.baseline(), knn.negSame(), standing.effect().interval());
  }

  @Override
  public String found(Standing standing) {
    KnnResult knn = (KnnResult) standing.result();
    return "%d-NN accuracy falls %s %s: %s%s"
        .formatted(
            knn.k(), change(standing, knn), when(knn), StandingWords.of(standing), parts(knn));
  }

  @Override
  public String opposite(Standing standing) {
    KnnResult knn = (KnnResult) standing.result();
    return "%d-NN accuracy rises %s %s: no fall; %s"
        .formatted(knn.k(), change(standing, knn), when(knn), StandingWords.NO_CLAIM);
  }

  @Override
  public String undecided(Standing standing) {
    KnnResult knn = (KnnResult) standing.result();
    return "%d-NN accuracy goes %s %s%s: whether it falls cannot be told; %s"
        .formatted(
            knn.k(),
            change(standing, knn),
            when(knn),
            StandingWords.insufficient(standing, ", ", "0"),
            StandingWords.smallestFall(standing, knn.baseline()));
  }

  private static String change(Standing standing, KnnResult knn) {
    return StandingWords.change(standing, knn.baseline(), knn.negSame(), "query photos");
  }

  private static String when(KnnResult knn) {
    return "when the wrong classes share the query's " + Panels.title(knn);
  }

  /** What nobody's sharing costs, and what the wrong classes' sharing costs besides. */
  private static String parts(KnnResult knn) {
    Optional<Range> nobody = knn.interval(KnnResult.BASELINE_MINUS_ALL);
    Optional<Range> wrong = knn.interval(KnnResult.ALL_MINUS_NEG);
    if (nobody.isEmpty() || wrong.isEmpty()) {
      return "; how much of it comes from nobody sharing it was not measured by this version";
    }
    return "; of this change %s (%s) comes with nobody sharing it, %s (%s) with the wrong classes sharing it besides"
        .formatted(
            Markup.signed(knn.allDiff() - knn.baseline()),
            Markup.negated(nobody.get()),
            Markup.signed(knn.negSame() - knn.allDiff()),
            Markup.negated(wrong.get()));
  }
}
