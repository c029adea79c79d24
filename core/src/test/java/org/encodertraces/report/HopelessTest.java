package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.statistics.Interval;
import org.junit.jupiter.api.Test;

class HopelessTest {

  private static final Interval INTERVAL = new Interval(0.4, 0.6);

  /** Of 1,000 photos: 998 wrong pairs, 1,049, and none. */
  @Test
  void thePageIsToldOfAThresholdThatAsManyPairsPassAsThereArePhotos() throws Exception {
    List<Rung> rungs = new ArrayList<>();
    for (Duplicates duplicates : List.of(of(20, 10_010), of(21, 10_000), of(0, 10_000))) {
      rungs.add(
          new Rung(
              90 - rungs.size(),
              new Spread(0.5, 0.4, 0.6, INTERVAL),
              1,
              3,
              99.0,
              INTERVAL,
              duplicates));
    }
    LadderResult ladder =
        new LadderResult(
            ResultHeader.of("ladder", "a/x", "custom", "set", VerdictTest.PROVENANCE),
            "jpeg",
            100,
            new Spread(0.3, 0.2, 0.4, INTERVAL),
            rungs);

    JsonNode page =
        new ObjectMapper()
            .readTree(PageData.of(PageResults.of(List.of(ladder), MadeUpStudy.sections())));

    assertThat(page.at("/0/rungs/0/duplicates").has("hopeless")).isFalse();
    assertThat(page.at("/0/rungs/1/duplicates/hopeless").asBoolean()).isTrue();
    assertThat(page.at("/0/rungs/2/duplicates").has("hopeless")).isFalse();
  }

  private static Duplicates of(long passing, long strangers) {
    return new Duplicates(0.9, 0.8, passing, strangers, List.of(), null);
  }
}
