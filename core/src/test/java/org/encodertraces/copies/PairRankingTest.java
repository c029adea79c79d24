package org.encodertraces.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against scikit-learn 1.2 and DISC21's own evaluation (tools/make_copy_detection_cases.py). */
class PairRankingTest {

  @Test
  void isWhatScikitLearnAndDisc21SayOfTwentyRandomSearches() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(PairRankingTest.class.getResourceAsStream("rankings.json"));
    assertThat(cases).hasSize(20);
    for (JsonNode one : cases) {
      PairRanking ranking = ranking(one);

      assertThat(ranking.microAp()).isCloseTo(one.get("micro_ap").asDouble(), within(1e-12));
      assertThat(ranking.recallAtPrecision(0.9))
          .isCloseTo(one.get("recall_at_p90").asDouble(), within(1e-12));
      if (one.get("ties").asBoolean()) {
        // scikit-learn counts equal scores as one threshold, which is kinder to those who have them
        assertThat(ranking.microAp()).isLessThanOrEqualTo(one.get("sklearn").asDouble() + 1e-12);
      } else {
        assertThat(ranking.microAp()).isCloseTo(one.get("sklearn").asDouble(), within(1e-12));
      }
    }
  }

  @Test
  void equalScoresGainNothing() {
    // Three pairs of one score, one of them true: found behind the two false ones.
    assertThat(new PairRanking(new float[] {1}, new long[] {2}).microAp())
        .isCloseTo(1 / 3.0, within(1e-15));
  }

  private static PairRanking ranking(JsonNode one) {
    int pairs = one.get("scores").size();
    float[] own = new float[pairs];
    int count = 0;
    for (int i = 0; i < pairs; i++) {
      if (one.get("truth").get(i).asInt() == 1) {
        own[count++] = (float) one.get("scores").get(i).asDouble();
      }
    }
    float[] ascending = Arrays.copyOf(own, count);
    Arrays.sort(ascending);
    FalsePairs counted = new FalsePairs(ascending);
    long[] counts = counted.counts();
    for (int i = 0; i < pairs; i++) {
      if (one.get("truth").get(i).asInt() == 0) {
        counts[counted.reached((float) one.get("scores").get(i).asDouble())]++;
      }
    }
    counted.addAll(counts);
    return counted.ranking();
  }
}
