package org.encodertraces.ladder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.extraction.PhotoReader;
import org.encodertraces.extraction.SkippedPhoto;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.ladder.LadderOutcome.Climb;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.RocPoint;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.linalg.Workers;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;
import org.encodertraces.random.StableUniform;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.MedianInterval;

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
   * Shares of strangers at which the ROC is told: what collections of 10² to 10⁶ photos ask for.
   */
  private static final double[] ROC_STRANGERS = {0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 1};

  /** Share of copies that the duplicate threshold keeps. */
  private static final double KEPT = 0.99;

  /**
   * What the cosines of all pairs at all steps may take, two bytes each: 900 photos on all ladders.
   * Of more photos the figures are told without bounds.
   */
  private static final long MOST_BYTES_OF_PAIRS = 64L << 20;

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

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
            "--photos %d: expected 2 or more; a stranger takes two".formatted(photosAtMost));
      }
      steps = new TreeMap<>(steps);
    }

    /** The same with other batches. */
    public Settings withBatch(int pictures) {
      return new Settings(steps, photosAtMost, seed, pictures, upright);
    }
  }

  /**
   * A rung.
   *
   * @param processing what it does
   */
  private record Step(Ladder ladder, double step, Processing processing) {

    /** No rung draws a scale. */
    RgbImage apply(RgbImage image) throws UnreadableImageException {
      return processing.apply(image, new ScaleDraw.Fixed(1));
    }
  }

  private final Encoder encoder;
  private final Settings settings;
  private final MatrixProduct product;
  private final Workers workers;
  private final Progress progress;
  private final List<Step> steps = new ArrayList<>();

  private LadderRun(
      Encoder encoder,
      Settings settings,
      MatrixProduct product,
      Workers workers,
      Progress progress) {
    this.encoder = encoder;
    this.settings = settings;
    this.product = product;
    this.workers = workers;
    this.progress = progress;
    settings
        .steps()
        .forEach(
            (ladder, values) ->
                values.stream()
                    .sorted()
                    .distinct()
                    .forEach(step -> steps.add(new Step(ladder, step, ladder.processing(step)))));
  }

  /**
   * Climbs with these photos, or with {@code photosAtMost} of them.
   *
   * @throws InputException when fewer than two photos can be used, or an embedding has no direction
   */
  public static LadderOutcome run(
      List<Photo> photos,
      Encoder encoder,
      Settings settings,
      MatrixProduct product,
      Workers workers,
      Progress progress)
      throws InterruptedException {
    return new LadderRun(encoder, settings, product, workers, progress).run(photos);
  }

  private LadderOutcome run(List<Photo> photos) throws InterruptedException {
    List<Photo> chosen = chosen(photos);
    Map<Integer, String> reasons = new ConcurrentSkipListMap<>();
    float[][] clean = new float[chosen.size()][];
    try (Progress.Task task = progress.start("ladder " + encoder.card().id(), 2L * chosen.size())) {
      workers.run(
          chosen.size(),
          i -> {
            try {
              clean[i] = cleanEmbedding(chosen.get(i));
            } catch (UnreadableImageException e) {
              reasons.put(i, String.valueOf(e.getMessage()));
            }
            task.step(1);
          });
      int[] used =
          java.util.stream.IntStream.range(0, clean.length).filter(i -> clean[i] != null).toArray();
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
        Tally tally = new Tally(steps.size(), used.length);
        workers.run(
            used.length,
            i -> {
              climb(chosen.get(used[i]), i, clean[used[i]], originals, tally);
              task.step(1);
            });
        return tally.outcome(skipped);
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
    float[] embedding = embeddings(photo, List.of(crop(image)));
    for (Step step : steps) {
      if (step.ladder() == Ladder.RESIZING) {
        step.apply(image); // too small for a rung is too small for all
        break;
      }
    }
    return embedding;
  }

  private RgbImage crop(RgbImage image) {
    return encoder.crop(image);
  }

  /** [crops, d], each row of length 1. */
  private float[] embeddings(Photo photo, List<RgbImage> crops) {
    int dimension = encoder.dimension();
    float[] all = new float[crops.size() * dimension];
    for (int from = 0; from < crops.size(); from += settings.batch()) {
      List<RgbImage> batch = crops.subList(from, Math.min(from + settings.batch(), crops.size()));
      System.arraycopy(encoder.embed(batch), 0, all, from * dimension, batch.size() * dimension);
    }
    for (int row = 0; row < crops.size(); row++) {
      double sum = 0;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        sum += (double) all[i] * all[i];
      }
      if (!(sum > 0) || Double.isInfinite(sum)) {
        throw new InputException(
            "%s: the embedding of %s holds NaN, infinities or only zeros"
                .formatted(encoder.card().id(), photo.id()));
      }
      float scale = (float) (1 / Math.sqrt(sum));
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        all[i] *= scale;
      }
    }
    return all;
  }

  private void climb(Photo photo, int index, float[] own, Floats originals, Tally tally) {
    int dimension = encoder.dimension();
    int photos = originals.length() / dimension;
    List<RgbImage> crops = new ArrayList<>();
    try {
      RgbImage image = PhotoReader.decoded(photo, settings.upright());
      for (Step step : steps) {
        crops.add(crop(step.apply(image)));
      }
    } catch (UnreadableImageException e) {
      throw new InputException(
          "%s: could be read a moment ago, now: %s".formatted(photo.id(), e.getMessage()), e);
    }
    // Row 0 is the clean photo: its cosines to the others are the floor.
    int rows = steps.size() + 1;
    float[] embeddings = embeddings(photo, crops);
    float[] cosines = new float[rows * photos];
    try (Floats queries = new Floats(rows * dimension);
        Floats tile = new Floats(rows * photos)) {
      queries.put(0, own, 0, dimension);
      queries.put(dimension, embeddings, 0, embeddings.length);
      product.multiply(
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

  /** What is kept of every photo's cosines. */
  private final class Tally {
    private final int photos;
    private final CosineHistogram floor = new CosineHistogram();
    private final CosineHistogram[] copies;
    private final CosineHistogram[] strangers;

    /** By step; none where they would not fit into memory. */
    private final List<PhotoBounds> bounds;

    private final Optional<PhotoBounds> floorBounds;

    /** [steps][photos] */
    private final double[][] ranks;

    Tally(int stepCount, int photos) {
      this.photos = photos;
      copies = new CosineHistogram[stepCount];
      strangers = new CosineHistogram[stepCount];
      Arrays.setAll(copies, i -> new CosineHistogram());
      Arrays.setAll(strangers, i -> new CosineHistogram());
      ranks = new double[stepCount][photos];
      boolean fits =
          photos >= PhotoBounds.LEAST_PHOTOS
              && (stepCount + 1L) * photos * photos * Short.BYTES <= MOST_BYTES_OF_PAIRS;
      bounds =
          fits
              ? IntStream.range(0, stepCount).mapToObj(i -> new PhotoBounds(photos)).toList()
              : List.of();
      floorBounds = fits ? Optional.of(new PhotoBounds(photos)) : Optional.empty();
    }

    /** Takes [1 + steps, photos] cosines of photo {@code index}, row 0 the clean one. */
    void add(int index, float[] cosines) {
      floor.addAllBut(index, cosines, 0, photos);
      floorBounds.ifPresent(own -> own.add(index, cosines, 0));
      for (int step = 0; step < copies.length; step++) {
        int offset = (step + 1) * photos;
        float own = cosines[offset + index];
        copies[step].add(own);
        strangers[step].addAllBut(index, cosines, offset, photos);
        if (!bounds.isEmpty()) {
          bounds.get(step).add(index, cosines, offset);
        }
        int nearer = 0;
        for (int i = 0; i < photos; i++) {
          nearer += i != index && cosines[offset + i] > own ? 1 : 0;
        }
        ranks[step][index] = nearer + 1.0;
      }
    }

    LadderOutcome outcome(List<SkippedPhoto> skipped) {
      List<Climb> climbs = new ArrayList<>();
      for (Ladder ladder : settings.steps().keySet()) {
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < copies.length; i++) {
          if (steps.get(i).ladder() == ladder) {
            rungs.add(rung(i));
          }
        }
        if (!rungs.isEmpty()) {
          climbs.add(new Climb(ladder, rungs));
        }
      }
      return new LadderOutcome(
          photos, spread(floor, floorBounds.map(own -> own.median(floor))), climbs, skipped);
    }

    private Rung rung(int step) {
      double[] sorted = ranks[step].clone();
      Arrays.sort(sorted);
      double first = Arrays.stream(sorted).filter(rank -> rank == 1).count();
      return new Rung(
          steps.get(step).step(),
          spread(copies[step], median(copies[step])),
          sorted[sorted.length / 2],
          sorted[(int) Math.min(sorted.length - 1, Math.floor(HIGH * sorted.length))],
          100 * first / photos,
          bounds.isEmpty() ? null : bounds.get(step).found(),
          duplicates(step, copies[step], strangers[step]));
    }

    private Duplicates duplicates(int step, CosineHistogram own, CosineHistogram others) {
      double threshold = own.keeping(KEPT);
      List<RocPoint> roc = new ArrayList<>();
      for (double share : ROC_STRANGERS) {
        roc.add(new RocPoint(share, (double) own.atLeast(others.passing(share)) / own.total()));
      }
      return new Duplicates(
          own.aucAgainst(others),
          threshold,
          others.atLeast(threshold),
          others.total(),
          roc,
          bounds.isEmpty() ? null : bounds.get(step).bounds(own, others, threshold));
    }

    private Spread spread(CosineHistogram values, Optional<Interval> median) {
      return new Spread(
          values.quantile(0.5), values.quantile(LOW), values.quantile(HIGH), median.orElse(null));
    }

    /** Of one cosine a photo. */
    private Optional<Interval> median(CosineHistogram values) {
      if (photos < MedianInterval.LEAST_VALUES) {
        return Optional.empty();
      }
      MedianInterval ranks = MedianInterval.of(photos);
      return Optional.of(new Interval(values.valueAt(ranks.low()), values.valueAt(ranks.high())));
    }
  }
}
