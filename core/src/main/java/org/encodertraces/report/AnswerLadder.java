package org.encodertraces.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.Range;
import org.encodertraces.statistics.Interval;

/**
 * What ladders alone answer: how far an everyday change moves an embedding, on the way from the
 * photo itself (0) to the floor, an unrelated photo (100 %). A description; it claims no trace.
 */
final class AnswerLadder {

  /** Half and twice of what is usual on the web; stronger steps are made to be seen. */
  private static final double LEAST_QUALITY = 30;

  private static final double LEAST_SCALE = 0.3;
  private static final double MOST_FACTOR = 2;

  private static final double PERCENT = 100;

  private AnswerLadder() {}

  private record Step(LadderResult ladder, Rung rung) {

    /** Percent of the way to an unrelated photo. */
    double way() {
      return between(rung.cosine().median(), ladder.floor().median());
    }

    /** From the ends of both medians' intervals; none where one is not told. */
    Optional<Range> interval() {
      Interval cosine = rung.cosine().medianInterval();
      Interval floor = ladder.floor().medianInterval();
      return cosine == null || floor == null
          ? Optional.empty()
          : Optional.of(
              new Range(between(cosine.high(), floor.low()), between(cosine.low(), floor.high())));
    }

    private static double between(double cosine, double floor) {
      return PERCENT * (1 - cosine) / (1 - floor);
    }
  }

  /** The sentence; none where no ladder has an everyday step. */
  static Optional<String> sentence(List<LadderResult> ladders, List<String> encoders) {
    return ladders.stream()
        .filter(ladder -> encoders.contains(ladder.header().encoder()))
        .flatMap(
            ladder ->
                ladder.rungs().stream()
                    .filter(rung -> isEveryday(ladder.parameter(), rung.step()))
                    .map(rung -> new Step(ladder, rung)))
        .filter(step -> step.ladder().floor().median() < 1)
        .sorted(Comparator.comparingDouble(Step::way).reversed())
        .findFirst()
        .map(step -> sentence(step, encoders.size()));
  }

  private static String sentence(Step step, int encoders) {
    String way =
        NaturalFraction.of(step.way(), step.interval())
            .map(fraction -> "%d/%d".formatted(fraction.part(), fraction.whole()))
            .orElseGet(() -> Markup.number(step.way()) + " %");
    return "In %s,%s %s %s moves a photo %s of the way to an unrelated one; whether photos are ranked by that was not asked."
        .formatted(
            AnswerWords.encoder(step.ladder().header().encoder()),
            encoders > 1 ? " which moves most of %,d encoders,".formatted(encoders) : "",
            Panels.title(step.ladder()),
            Markup.plain(step.rung().step()),
            way);
  }

  private static boolean isEveryday(String ladder, double step) {
    if (ladder.equals(Ladder.JPEG.id())) {
      return step >= LEAST_QUALITY;
    }
    if (ladder.equals(Ladder.RESIZING.id())) {
      return step >= LEAST_SCALE;
    }
    return step <= MOST_FACTOR;
  }
}
