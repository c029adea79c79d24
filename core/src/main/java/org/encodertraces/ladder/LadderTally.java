package org.encodertraces.ladder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.ladder.LadderOutcome.Climb;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Ladder;

/**
 * What is kept of every photo's cosines: those of the clean photos, which are the floor, and those
 * of each step.
 *
 * <p>Safe to add to from many threads, each photo once.
 */
final class LadderTally {

  /**
   * What the cosines of all pairs at all steps may take, two bytes each: 900 photos on all ladders.
   * Of more photos the figures are told without bounds.
   */
  private static final long MOST_BYTES_OF_PAIRS = 64L << 20;

  private final int photos;
  private final List<LadderStep> steps;
  private final CosineHistogram floor = new CosineHistogram();
  private final Optional<PhotoBounds> floorBounds;

  /** By step. */
  private final List<StepTally> tallies;

  LadderTally(List<LadderStep> steps, int photos) {
    this.photos = photos;
    this.steps = steps;
    boolean fits =
        photos >= PhotoBounds.LEAST_PHOTOS
            && (steps.size() + 1L) * photos * photos * Short.BYTES <= MOST_BYTES_OF_PAIRS;
    floorBounds = fits ? Optional.of(new PhotoBounds(photos)) : Optional.empty();
    tallies = Stream.generate(() -> new StepTally(photos, fits)).limit(steps.size()).toList();
  }

  /** Takes [1 + steps, photos] cosines of photo {@code index}, row 0 the clean one. */
  void add(int index, float[] cosines) {
    floor.addAllBut(index, cosines, 0, photos);
    floorBounds.ifPresent(own -> own.add(index, cosines, 0));
    for (int step = 0; step < tallies.size(); step++) {
      tallies.get(step).add(index, cosines, (step + 1) * photos);
    }
  }

  /** The figures, once every photo was added. */
  LadderOutcome outcome(Collection<Ladder> ladders, List<SkippedPhoto> skipped) {
    List<Climb> climbs = new ArrayList<>();
    for (Ladder ladder : ladders) {
      List<Rung> rungs = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).ladder() == ladder) {
          rungs.add(tallies.get(i).rung(steps.get(i).step()));
        }
      }
      if (!rungs.isEmpty()) {
        climbs.add(new Climb(ladder, rungs));
      }
    }
    return new LadderOutcome(
        photos,
        StepTally.spread(floor, floorBounds.map(own -> own.median(floor))),
        climbs,
        skipped);
  }
}
