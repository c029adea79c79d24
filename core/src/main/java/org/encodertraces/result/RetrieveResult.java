package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;
import org.encodertraces.statistics.PhotoBootstrap;

/**
 * Recall@1 of near-duplicates by query type, in percent.
 *
 * @param difference 95 % interval of different - same, averaged over both query types, paired over
 *     subjects
 * @param leftOut subjects without exactly one photo of each type, in words
 */
public record RetrieveResult(
    @JsonUnwrapped ResultHeader header,
    int pairs,
    Queries queries,
    Recall mean,
    Range difference,
    List<String> leftOut)
    implements TraceResult {

  private static final long BOOTSTRAP_SEED = 0;

  /** Recall@1 among photos of the query's own camera type, and among those of the other. */
  public record Recall(double same, double different) {
    private static Recall of(PairRetrieval.Found found) {
      return new Recall(percent(found.same()), percent(found.different()));
    }
  }

  /** By the query's camera type. */
  public record Queries(Recall phone, Recall camera) {}

  /** The result of an outcome. */
  public static RetrieveResult of(
      ResultHeader header, PairEmbeddings pairs, PairRetrieval.Outcome outcome) {
    Recall phone = Recall.of(outcome.phone());
    Recall camera = Recall.of(outcome.camera());
    double[] fall =
        IntStream.range(0, outcome.phone().same().length)
            .mapToDouble(
                i ->
                    50 * (outcome.phone().different()[i] - outcome.phone().same()[i])
                        + 50 * (outcome.camera().different()[i] - outcome.camera().same()[i]))
            .toArray();
    return new RetrieveResult(
        header,
        fall.length,
        new Queries(phone, camera),
        new Recall(
            (phone.same() + camera.same()) / 2, (phone.different() + camera.different()) / 2),
        Range.of(PhotoBootstrap.ofMean(fall, BOOTSTRAP_SEED)),
        pairs.leftOut());
  }

  /** Retrieval varies the camera. */
  @Override
  public String parameter() {
    return "camera";
  }

  private static double percent(double[] hits) {
    return 100 * Arrays.stream(hits).average().orElse(0);
  }
}
