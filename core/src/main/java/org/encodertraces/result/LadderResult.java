package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
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

  /** The result of one ladder of an outcome. */
  public static LadderResult of(ResultHeader header, Climb climb, LadderOutcome outcome) {
    return new LadderResult(
        header, climb.ladder().id(), outcome.photos(), outcome.floor(), climb.rungs());
  }
}
