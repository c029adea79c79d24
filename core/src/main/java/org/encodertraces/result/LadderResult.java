package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.function.Function;
import org.encodertraces.ladder.LadderOutcome;
import org.encodertraces.ladder.LadderOutcome.Climb;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;

/**
 * How far an embedding moves along one ladder.
 *
 * @param parameter {@code jpeg}, {@code resizing}, {@code sharpening} or {@code blur}
 * @param floor cosine of two unrelated clean photos in this encoder
 */
public record LadderResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    int photos,
    Spread floor,
    List<Rung> rungs)
    implements TraceResult {

  /**
   * The results of an outcome, one a ladder.
   *
   * @param header of each ladder's result
   */
  public static List<LadderResult> all(
      Function<Climb, ResultHeader> header, LadderOutcome outcome) {
    return outcome.climbs().stream()
        .map(
            climb ->
                new LadderResult(
                    header.apply(climb),
                    climb.ladder().id(),
                    outcome.photos(),
                    outcome.floor(),
                    climb.rungs()))
        .toList();
  }
}
