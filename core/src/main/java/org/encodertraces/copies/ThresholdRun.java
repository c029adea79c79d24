package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.copies.Judgment.Compared;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.PerceptualHash;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.photo.PhotoReader;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.StableUniform;

/**
 * Thresholds for an encoder on a user's photos: each photo is decoded, copied in every way, and
 * embedded in one pass; then the embeddings are compared, a kind of copy at a time.
 *
 * <p>Where the embeddings of all kinds would take too much memory, kinds are taken in groups, with
 * a pass over the photos for each.
 */
public final class ThresholdRun {

  /** The name of the kind of copies whose vectors exist. */
  public static final String OF_VECTORS = "copies";

  /** What copies' embeddings may take at once. */
  private static final long MOST_BYTES = 1L << 30;

  /**
   * What to measure.
   *
   * @param kinds of copies
   * @param collection photos of the collection that is asked about, N
   * @param photosAtMost taken of the data set, chosen by a hash of their ids
   * @param upright whether Exif orientation is applied
   * @param strangersExcept pairs of photos' ids that are no strangers
   */
  public record Settings(
      List<CopyKind> kinds,
      int collection,
      int photosAtMost,
      long seed,
      int batch,
      boolean upright,
      List<List<String>> strangersExcept) {

    public Settings {
      if (collection < 2) {
        throw new UsageException("collection %d: expected 2 or more".formatted(collection));
      }
      if (photosAtMost < StrangerPairs.LEAST_PHOTOS) {
        throw new UsageException(
            "photos %d: expected %d or more".formatted(photosAtMost, StrangerPairs.LEAST_PHOTOS));
      }
      kinds = List.copyOf(kinds);
      strangersExcept = List.copyOf(strangersExcept);
    }

    /** The same with other batches. */
    public Settings withBatch(int pictures) {
      return new Settings(
          kinds, collection, photosAtMost, seed, pictures, upright, strangersExcept);
    }
  }

  private final Encoder encoder;
  private final Settings settings;
  private final Engine engine;

  private ThresholdRun(Encoder encoder, Settings settings, Engine engine) {
    this.encoder = encoder;
    this.settings = settings;
    this.engine = engine;
  }

  /**
   * Measures with these photos, or with {@code photosAtMost} of them.
   *
   * @throws InputException when fewer than three photos can be used, an embedding has no direction,
   *     or a pair that is no pair of strangers names a photo that is not there
   */
  public static ThresholdOutcome run(
      List<Photo> photos, Encoder encoder, Settings settings, Engine engine)
      throws InterruptedException {
    return new ThresholdRun(encoder, settings, engine).run(photos);
  }

  /**
   * Judges vectors that exist already.
   *
   * @param copies row i is a copy of the photo of row i of the originals; these may have more rows
   * @param struck pairs of rows that are no strangers
   */
  public static ThresholdOutcome ofVectors(
      UnitRows originals,
      UnitRows copies,
      List<int[]> struck,
      int collection,
      long seed,
      Engine engine)
      throws InterruptedException {
    if (collection < 2) {
      throw new UsageException("collection %d: expected 2 or more".formatted(collection));
    }
    List<String> ids = IntStream.range(0, originals.rows()).mapToObj(Integer::toString).toList();
    CopyScores scores = CopyScores.of(originals, copies, Roles.of(ids, seed), engine);
    CopyKind kind = new CopyKind(OF_VECTORS, "vectors", Processing.unnamed(List.of()));
    return Judgment.of(
        originals,
        List.of(new Compared(kind, "", scores)),
        Resemblance.none().striking(struck),
        collection,
        Integer::toString,
        List.of(),
        engine);
  }

  private ThresholdOutcome run(List<Photo> photos) throws InterruptedException {
    List<Photo> chosen = chosen(photos);
    List<List<CopyKind>> groups = groups(chosen.size());
    Map<Integer, String> reasons = new ConcurrentSkipListMap<>();
    Map<Integer, PerceptualHash> hashes = new ConcurrentSkipListMap<>();
    String title = "threshold " + encoder.card().id();
    List<SkippedPhoto> skipped = new ArrayList<>();
    List<Compared> compared = new ArrayList<>();
    UnitRows all = new UnitRows(chosen.size(), encoder.dimension());
    UnitRows originals = all;
    List<Photo> used = chosen;
    try (Progress.Task task =
        engine.progress().start(title, (long) groups.size() * chosen.size())) {
      for (int group = 0; group < groups.size(); group++) {
        boolean first = group == 0;
        List<Photo> ofGroup = used;
        List<CopyKind> kinds = groups.get(group);
        try (CopyRows rows = new CopyRows(kinds.size(), ofGroup.size(), encoder.dimension())) {
          UnitRows clean = originals;
          engine
              .workers()
              .run(
                  ofGroup.size(),
                  i -> {
                    Photo photo = ofGroup.get(i);
                    try {
                      CopyEmbeddings made = embeddings(photo, kinds, first);
                      requireDirection(!first || clean.put(i, made.values(), 0), photo);
                      for (int kind = 0; kind < kinds.size(); kind++) {
                        int at = (kind + (first ? 1 : 0)) * encoder.dimension();
                        requireDirection(rows.of(kind).put(i, made.values(), at), photo);
                      }
                      if (first) {
                        hashes.put(i, made.hash());
                      }
                    } catch (UnreadableImageException e) {
                      if (!first) {
                        throw changed(photo, e);
                      }
                      reasons.put(i, String.valueOf(e.getMessage()));
                    }
                    task.step(1);
                  });
          if (first) {
            int[] kept =
                IntStream.range(0, chosen.size()).filter(i -> !reasons.containsKey(i)).toArray();
            requireEnough(kept.length, chosen, reasons);
            reasons.forEach(
                (i, reason) -> skipped.add(new SkippedPhoto(chosen.get(i).id(), reason)));
            if (kept.length < chosen.size()) {
              used = IntStream.of(kept).mapToObj(chosen::get).toList();
              originals = CopyRows.select(all, kept);
              all.close();
              rows.select(kept);
            }
          }
          Roles roles = Roles.of(used.stream().map(Photo::id).toList(), settings.seed());
          for (int kind = 0; kind < kinds.size(); kind++) {
            CopyKind own = kinds.get(kind);
            compared.add(
                new Compared(
                    own,
                    own.processing().text(),
                    CopyScores.of(originals, rows.of(kind), roles, engine)));
          }
        }
      }
      List<Photo> named = used;
      return Judgment.of(
          originals,
          compared,
          Resemblance.of(List.copyOf(hashes.values())).striking(struck(used)),
          settings.collection(),
          i -> named.get(i).id(),
          skipped,
          engine);
    } finally {
      originals.close();
    }
  }

  /** Kinds whose embeddings fit into memory together. */
  private List<List<CopyKind>> groups(int photos) {
    long bytesOfKind = (long) photos * encoder.dimension() * Float.BYTES;
    int most = (int) Math.max(1, Math.min(settings.kinds().size(), MOST_BYTES / bytesOfKind));
    List<List<CopyKind>> groups = new ArrayList<>();
    for (int from = 0; from < settings.kinds().size(); from += most) {
      groups.add(settings.kinds().subList(from, Math.min(settings.kinds().size(), from + most)));
    }
    return groups;
  }

  /** A sample that other photos joining or leaving the folder would hardly change. */
  private List<Photo> chosen(List<Photo> photos) {
    return photos.stream()
        .sorted(
            Comparator.comparingDouble(
                photo -> StableUniform.of("threshold", settings.seed(), photo.id())))
        .limit(settings.photosAtMost())
        .sorted(Comparator.comparing(Photo::id))
        .toList();
  }

  /** Of one photo: [clean where it was asked for, then the kinds][d], and its picture's hash. */
  private record CopyEmbeddings(float[] values, PerceptualHash hash) {}

  private CopyEmbeddings embeddings(Photo photo, List<CopyKind> kinds, boolean withClean)
      throws UnreadableImageException {
    RgbImage image = PhotoReader.decoded(photo, settings.upright());
    if (withClean) {
      for (CopyKind kind : settings.kinds()) {
        kind.processing().requireTakes(image); // too small for one kind is too small for all
      }
    }
    PhotoCopies copies = new PhotoCopies(encoder, photo, image, settings.seed());
    return new CopyEmbeddings(
        copies.embeddings(kinds, withClean, settings.batch()), PerceptualHash.of(image));
  }

  private void requireDirection(boolean has, Photo photo) {
    if (!has) {
      throw new InputException(
          "%s: the embedding of %s holds NaN, infinities or only zeros"
              .formatted(encoder.card().id(), photo.id()));
    }
  }

  private static InputException changed(Photo photo, UnreadableImageException e) {
    return new InputException(
        "%s: could be read a moment ago, now: %s".formatted(photo.id(), e.getMessage()), e);
  }

  private static void requireEnough(int usable, List<Photo> chosen, Map<Integer, String> reasons) {
    if (usable < StrangerPairs.LEAST_PHOTOS) {
      String first =
          reasons.entrySet().stream()
              .findFirst()
              .map(e -> "; the first: " + chosen.get(e.getKey()).id() + ": " + e.getValue())
              .orElse("");
      throw new InputException(
          "%d of %d photos can be used; a threshold needs %d or more%s"
              .formatted(usable, chosen.size(), StrangerPairs.LEAST_PHOTOS, first));
    }
  }

  /** The pairs that the user struck out, by row; those of photos outside of the sample are none. */
  private List<int[]> struck(List<Photo> used) {
    Map<String, Integer> rows = new HashMap<>();
    for (int i = 0; i < used.size(); i++) {
      rows.put(used.get(i).id(), i);
    }
    List<int[]> pairs = new ArrayList<>();
    for (List<String> pair : settings.strangersExcept()) {
      Integer first = rows.get(pair.get(0));
      Integer second = rows.get(pair.get(1));
      if (first != null && second != null && !first.equals(second)) {
        pairs.add(new int[] {first, second});
      }
    }
    return pairs;
  }
}
