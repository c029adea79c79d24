package org.encodertraces.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.random.StableUniform;

/**
 * Embeds photos with two encoders, in one pass, and compares what an index of either would show.
 */
public final class DiffRun {

  /** Fewer photos than neighbors and one more have no k nearest. */
  private static final int LEAST_PHOTOS = 3;

  /**
   * What to compare.
   *
   * @param k neighbors a photo
   * @param threshold cosine at or above which two photos are duplicates
   * @param photosAtMost taken of the data set, chosen by a hash of their ids
   * @param upright whether Exif orientation is applied
   */
  public record Settings(int k, double threshold, int photosAtMost, long seed, boolean upright) {

    public Settings {
      if (k < 1) {
        throw new UsageException("k %d: expected 1 or more".formatted(k));
      }
      if (!(threshold > -1 && threshold <= 1)) {
        throw new UsageException(
            "threshold %s: expected a cosine, above -1 and at most 1".formatted(threshold));
      }
      if (photosAtMost < LEAST_PHOTOS) {
        throw new UsageException(
            "photos %d: expected %d or more".formatted(photosAtMost, LEAST_PHOTOS));
      }
    }
  }

  /**
   * An encoder and how many pictures a call of its network takes.
   *
   * @param batch 1 or more
   */
  public record Side(Encoder encoder, int batch) {}

  /** Photos that a thread holds, so that batches are filled. */
  private static final int LEAST_BLOCK = 16;

  private final Side a;
  private final Side b;
  private final Settings settings;
  private final Engine engine;

  private DiffRun(Side a, Side b, Settings settings, Engine engine) {
    this.a = a;
    this.b = b;
    this.settings = settings;
    this.engine = engine;
  }

  /**
   * Compares.
   *
   * @param classes how many content classes the photos have; fewer than two are none
   * @throws InputException when not more photos than neighbors can be used, or an embedding has no
   *     direction
   */
  public static DiffOutcome run(
      List<Photo> photos, int classes, Side a, Side b, Settings settings, Engine engine)
      throws InterruptedException {
    return new DiffRun(a, b, settings, engine).run(photos, classes);
  }

  private DiffOutcome run(List<Photo> photos, int classes) throws InterruptedException {
    List<Photo> chosen = chosen(photos);
    Map<Integer, String> reasons = new ConcurrentSkipListMap<>();
    try (UnitRows allOfA = new UnitRows(chosen.size(), a.encoder().dimension());
        UnitRows allOfB = new UnitRows(chosen.size(), b.encoder().dimension())) {
      embed(chosen, allOfA, allOfB, reasons);
      int[] used = IntStream.range(0, chosen.size()).filter(i -> !reasons.containsKey(i)).toArray();
      if (used.length <= settings.k()) {
        throw new InputException(
            "%d of %d photos can be used; %d nearest others take %d%s"
                .formatted(
                    used.length,
                    chosen.size(),
                    settings.k(),
                    settings.k() + 1,
                    reasons.entrySet().stream()
                        .findFirst()
                        .map(
                            e ->
                                "; the first that cannot: "
                                    + chosen.get(e.getKey()).id()
                                    + ": "
                                    + e.getValue())
                        .orElse("")));
      }
      List<SkippedPhoto> skipped = new ArrayList<>();
      reasons.forEach((i, reason) -> skipped.add(new SkippedPhoto(chosen.get(i).id(), reason)));
      try (UnitRows ofA = selected(allOfA, used);
          UnitRows ofB = selected(allOfB, used)) {
        return new Comparison(
                IntStream.of(used).mapToObj(chosen::get).toList(),
                classes,
                settings,
                ofA,
                ofB,
                engine)
            .outcome(skipped);
      }
    }
  }

  private static UnitRows selected(UnitRows rows, int[] used) {
    UnitRows selected = new UnitRows(used.length, rows.dimension());
    for (int i = 0; i < used.length; i++) {
      selected.copy(i, rows, used[i]);
    }
    return selected;
  }

  /**
   * Both encoders see a photo decoded once; blocks are of one size, so batches are always alike.
   */
  private void embed(List<Photo> photos, UnitRows ofA, UnitRows ofB, Map<Integer, String> reasons)
      throws InterruptedException {
    int block = Math.max(LEAST_BLOCK, Math.max(a.batch(), b.batch()));
    int blocks = (photos.size() + block - 1) / block;
    String title = "diff " + a.encoder().card().id() + " " + b.encoder().card().id();
    try (Progress.Task task = engine.progress().start(title, photos.size())) {
      engine
          .workers()
          .run(
              blocks,
              at -> {
                List<Integer> rows = new ArrayList<>();
                List<RgbImage> cropsOfA = new ArrayList<>();
                List<RgbImage> cropsOfB = new ArrayList<>();
                for (int i = at * block; i < Math.min(photos.size(), (at + 1) * block); i++) {
                  try {
                    RgbImage image = PhotoReader.decoded(photos.get(i), settings.upright());
                    cropsOfA.add(a.encoder().crop(image));
                    cropsOfB.add(b.encoder().crop(image));
                    rows.add(i);
                  } catch (UnreadableImageException e) {
                    reasons.put(i, String.valueOf(e.getMessage()));
                  }
                }
                put(a, cropsOfA, rows, photos, ofA);
                put(b, cropsOfB, rows, photos, ofB);
                task.step(Math.min(photos.size(), (at + 1) * block) - at * block);
              });
    }
  }

  private static void put(
      Side side, List<RgbImage> crops, List<Integer> rows, List<Photo> photos, UnitRows target) {
    int dimension = side.encoder().dimension();
    for (int from = 0; from < crops.size(); from += side.batch()) {
      int to = Math.min(crops.size(), from + side.batch());
      float[] values = side.encoder().embed(crops.subList(from, to));
      for (int i = from; i < to; i++) {
        if (!target.put(rows.get(i), values, (i - from) * dimension)) {
          throw new InputException(
              "%s: the embedding of %s holds NaN, infinities or only zeros"
                  .formatted(side.encoder().card().id(), photos.get(rows.get(i)).id()));
        }
      }
    }
  }

  /** A sample that other photos joining or leaving the folder would hardly change. */
  private List<Photo> chosen(List<Photo> photos) {
    return photos.stream()
        .sorted(
            Comparator.comparingDouble(
                photo -> StableUniform.of("diff", settings.seed(), photo.id())))
        .limit(settings.photosAtMost())
        .sorted(Comparator.comparing(Photo::id))
        .toList();
  }
}
