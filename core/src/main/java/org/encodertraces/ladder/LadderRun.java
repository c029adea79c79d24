package org.encodertraces.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Ladder;
import org.encodertraces.random.StableUniform;

/**
 * Climbs ladders with an encoder: each photo's cosine to its own clean embedding, the rank of its
 * original among all, and how many other photos look as near.
 *
 * <p>Two passes over the photos. The first keeps the clean embeddings, [photos, d]; the second
 * embeds a photo's rungs, multiplies them with all clean embeddings and keeps counts alone, so that
 * memory grows with the photos and not with the rungs.
 */
public final class LadderRun {

  /**
   * What to climb.
   *
   * @param steps by ladder
   * @param photosAtMost taken of the data set, chosen by a hash of their ids
   * @param upright whether Exif orientation is applied
   */
  public record Settings(
      Map<Ladder, List<Double>> steps, int photosAtMost, long seed, int batch, boolean upright) {

    public Settings {
      if (steps.values().stream().allMatch(List::isEmpty)) {
        throw new UsageException("no ladder to climb");
      }
      steps.forEach(
          (ladder, values) ->
              values.forEach(
                  step -> {
                    if (!ladder.takes(step)) {
                      throw new UsageException(
                          "%s %s: expected %s".formatted(ladder.id(), step, ladder.expected()));
                    }
                  }));
      if (photosAtMost < 2) {
        throw new UsageException(
            "photos %d: expected 2 or more; a stranger takes two".formatted(photosAtMost));
      }
      steps = new TreeMap<>(steps);
    }

    /** The same with other batches. */
    public Settings withBatch(int pictures) {
      return new Settings(steps, photosAtMost, seed, pictures, upright);
    }
  }

  private final UnitEmbedder encoder;
  private final Settings settings;
  private final Engine engine;
  private final List<LadderStep> steps;

  private LadderRun(Encoder encoder, Settings settings, Engine engine) {
    this.encoder = new UnitEmbedder(encoder, settings.batch());
    this.settings = settings;
    this.engine = engine;
    steps = LadderStep.all(settings.steps());
  }

  /**
   * Climbs with these photos, or with {@code photosAtMost} of them.
   *
   * @throws InputException when fewer than two photos can be used, or an embedding has no direction
   */
  public static LadderOutcome run(
      List<Photo> photos, Encoder encoder, Settings settings, Engine engine)
      throws InterruptedException {
    return new LadderRun(encoder, settings, engine).run(photos);
  }

  private LadderOutcome run(List<Photo> photos) throws InterruptedException {
    List<Photo> chosen = chosen(photos);
    Map<Integer, String> reasons = new ConcurrentSkipListMap<>();
    float[][] clean = new float[chosen.size()][];
    try (Progress.Task task =
        engine.progress().start("ladder " + encoder.encoder().card().id(), 2L * chosen.size())) {
      engine
          .workers()
          .run(
              chosen.size(),
              i -> {
                try {
                  clean[i] = cleanEmbedding(chosen.get(i));
                } catch (UnreadableImageException e) {
                  reasons.put(i, String.valueOf(e.getMessage()));
                }
                task.step(1);
              });
      int[] used = IntStream.range(0, clean.length).filter(i -> clean[i] != null).toArray();
      if (used.length < 2) {
        throw new InputException(
            "%d of %d photos can be used; a ladder needs two or more%s"
                .formatted(
                    used.length,
                    chosen.size(),
                    reasons.isEmpty() ? "" : "; the first: " + first(chosen, reasons)));
      }
      List<SkippedPhoto> skipped = new ArrayList<>();
      reasons.forEach((i, reason) -> skipped.add(new SkippedPhoto(chosen.get(i).id(), reason)));
      try (Floats originals = new Floats(Math.multiplyExact(used.length, encoder.dimension()))) {
        for (int i = 0; i < used.length; i++) {
          originals.put(i * encoder.dimension(), clean[used[i]], 0, encoder.dimension());
        }
        LadderTally tally = new LadderTally(steps, used.length);
        engine
            .workers()
            .run(
                used.length,
                i -> {
                  climb(chosen.get(used[i]), i, clean[used[i]], originals, tally);
                  task.step(1);
                });
        return tally.outcome(settings.steps().keySet(), skipped);
      }
    }
  }

  private static String first(List<Photo> photos, Map<Integer, String> reasons) {
    int index = reasons.keySet().iterator().next();
    return photos.get(index).id() + ": " + reasons.get(index);
  }

  /** A sample that other photos joining or leaving the folder would hardly change. */
  private List<Photo> chosen(List<Photo> photos) {
    return photos.stream()
        .sorted(
            Comparator.comparingDouble(
                photo -> StableUniform.of("ladder", settings.seed(), photo.id())))
        .limit(settings.photosAtMost())
        .sorted(Comparator.comparing(Photo::id))
        .toList();
  }

  private float[] cleanEmbedding(Photo photo) throws UnreadableImageException {
    RgbImage image = PhotoReader.decoded(photo, settings.upright());
    float[] embedding = encoder.embeddings(photo, List.of(encoder.crop(image)));
    for (LadderStep step : steps) {
      if (step.ladder() == Ladder.RESIZING) {
        step.apply(image); // too small for a rung is too small for all
        break;
      }
    }
    return embedding;
  }

  private void climb(Photo photo, int index, float[] own, Floats originals, LadderTally tally) {
    int dimension = encoder.dimension();
    int photos = originals.length() / dimension;
    List<RgbImage> crops = new ArrayList<>();
    try {
      RgbImage image = PhotoReader.decoded(photo, settings.upright());
      for (LadderStep step : steps) {
        crops.add(encoder.crop(step.apply(image)));
      }
    } catch (UnreadableImageException e) {
      throw new InputException(
          "%s: could be read a moment ago, now: %s".formatted(photo.id(), e.getMessage()), e);
    }
    // Row 0 is the clean photo: its cosines to the others are the floor.
    int rows = steps.size() + 1;
    float[] embeddings = encoder.embeddings(photo, crops);
    float[] cosines = new float[rows * photos];
    try (Floats queries = new Floats(rows * dimension);
        Floats tile = new Floats(rows * photos)) {
      queries.put(0, own, 0, dimension);
      queries.put(dimension, embeddings, 0, embeddings.length);
      engine
          .product()
          .multiply(
              Operand.of(queries, dimension),
              Operand.transposed(originals, dimension),
              rows,
              photos,
              dimension,
              1,
              0,
              new View(tile, 0, photos));
      tile.get(0, cosines, 0, cosines.length);
    }
    tally.add(index, cosines);
  }
}
