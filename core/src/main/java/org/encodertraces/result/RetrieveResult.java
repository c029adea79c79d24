package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.copies.Detection;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;
import org.encodertraces.statistics.SignFlip;
import org.jspecify.annotations.Nullable;

/**
 * Recall@1 of near-duplicates by query type, in percent.
 *
 * @param pairs whose photos ask; all, or a sample
 * @param chance recall@1 of a guess: one in the number of pairs in the galleries
 * @param difference 95 % interval of different - same, averaged over both query types, by leaving
 *     out one subject after another, as a query and from the gallery
 * @param p one-sided, of such a difference had each subject's been as likely the other way round
 * @param found whether the difference is found, as the only claim made
 * @param leftOut subjects without exactly one photo of each type, in words
 * @param detection the same pairs as copy detection judges them; absent in files of earlier
 *     versions
 */
public record RetrieveResult(
    @JsonUnwrapped ResultHeader header,
    int pairs,
    @Nullable Double chance,
    Queries queries,
    Recall mean,
    Range difference,
    @Nullable Double p,
    @Nullable Boolean found,
    List<String> leftOut,
    @Nullable CopyDetection detection)
    implements ClaimedResult {

  /** A fall that would print as 0.0 is none worth a claim. */
  private static final double MARGIN = 0.05;

  /**
   * Recall@1 among photos of the query's own camera type, and among those of the other.
   *
   * @param sameInterval 95 % over subjects
   * @param differentInterval 95 % over subjects
   */
  public record Recall(
      double same,
      double different,
      @Nullable Range sameInterval,
      @Nullable Range differentInterval) {}

  /** By the query's camera type. */
  public record Queries(Recall phone, Recall camera) {}

  /** The result of an outcome. */
  public static RetrieveResult of(
      ResultHeader header, PairEmbeddings pairs, PairRetrieval.Outcome outcome) {
    LeftOut phone = LeftOut.of(outcome.phone());
    LeftOut camera = LeftOut.of(outcome.camera());
    LeftOut mean = phone.and(camera);
    int count = mean.samesLeftOut().length;
    double difference = 100 * (mean.different() - mean.same());
    Range interval = mean.difference();
    double[] same = new double[count];
    double[] different = new double[count];
    for (int i = 0; i < count; i++) {
      same[i] = (outcome.phone().same()[i] + outcome.camera().same()[i]) / 2;
      different[i] = (outcome.phone().different()[i] + outcome.camera().different()[i]) / 2;
    }
    double p = SignFlip.pOfRise(same, different, 2);
    return new RetrieveResult(
        header,
        count,
        100.0 / pairs.count(),
        new Queries(phone.recall(), camera.recall()),
        mean.recall(),
        interval,
        p,
        effect(difference, interval, OptionalDouble.of(p), count).foundAlone(),
        pairs.leftOut(),
        null);
  }

  /**
   * Copy detection by the query's camera type: each photo asks for its subject's other photo, and
   * all answers are ranked together.
   */
  public record CopyDetection(Detection phone, Detection camera) {}

  /** The same with copy detection. */
  public RetrieveResult with(CopyDetection found) {
    return new RetrieveResult(
        header, pairs, chance, queries, mean, difference, p, this.found, leftOut, found);
  }

  /** What the query's own type of camera costs: recall among the others less among its own. */
  @Override
  public Effect effect() {
    return effect(
        mean.different() - mean.same(),
        difference,
        p == null ? OptionalDouble.empty() : OptionalDouble.of(p),
        pairs);
  }

  /** Each pair's change has two signs. */
  @Override
  public double smallestP() {
    return Math.pow(2, -pairs);
  }

  private static Effect effect(double fall, Range interval, OptionalDouble p, int pairs) {
    return new Effect(fall, Optional.of(interval), 0, MARGIN, p, 0, pairs);
  }

  /** Retrieval varies the camera. */
  @Override
  public String parameter() {
    return "camera";
  }
}
