package org.encodertraces.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;

/**
 * A step of a ladder.
 *
 * @param processing what it does
 */
record LadderStep(Ladder ladder, double step, Processing processing) {

  /** The steps of all ladders, each ladder's in order and once. */
  static List<LadderStep> all(Map<Ladder, List<Double>> byLadder) {
    List<LadderStep> steps = new ArrayList<>();
    byLadder.forEach(
        (ladder, values) ->
            values.stream()
                .sorted()
                .distinct()
                .forEach(step -> steps.add(new LadderStep(ladder, step, ladder.processing(step)))));
    return List.copyOf(steps);
  }

  /** No step draws a scale. */
  RgbImage apply(RgbImage image) throws UnreadableImageException {
    return processing.apply(image, new ScaleDraw.Fixed(1));
  }
}
