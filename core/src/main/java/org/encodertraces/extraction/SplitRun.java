package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FileDigests;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.processing.Processing;

/**
 * One split of one run: its missing processings, its shards, its merge.
 *
 * <p>All embedding files of an encoder and split hold rows of the same photos. What is added later
 * therefore skips the photos that were skipped before, and is refused when a photo that has a row
 * cannot be given another.
 */
final class SplitRun {

  private final ImageDataset dataset;
  private final List<Encoder> encoders;
  private final EmbeddingFolder folder;
  private final Split split;
  private final Path skippedFile;
  private final List<Photo> photos;
  private final List<ExtractionRecord> records = new ArrayList<>();
  private final ExtractionSettings settings;
  private final String fingerprint;
  private final List<Processing> together;
  private final List<Processing> missing;
  private final int photosPerShard;
  private final ShardFolder shardFolder;

  /** Filled by threads, each its own places. */
  private final AtomicReferenceArray<ShardFile> shards;

  /** Of all shards: one, or one more for each way in which an earlier run had made some. */
  private final Map<ShardFile.Layout, ShardFile.Layout> layouts = new ConcurrentHashMap<>();

  /** By encoder: the photos with rows in its files, and what they were; empty without files. */
  private final List<Optional<Before>> before = new ArrayList<>();

  /** What photos are now that were touched and are the same. */
  private final Map<String, PhotoSource> confirmed = new ConcurrentHashMap<>();

  private record Before(Set<String> rows, Map<String, PhotoSource> sources) {}

  SplitRun(
      ImageDataset dataset,
      List<Encoder> encoders,
      ExtractionSettings settings,
      EmbeddingFolder folder,
      Split split,
      Path skippedFile)
      throws IOException {
    this.dataset = dataset;
    this.encoders = encoders;
    this.folder = folder;
    this.split = split;
    this.skippedFile = skippedFile;
    this.photos = dataset.photos(split);
    this.settings = settings;
    StringBuilder all = new StringBuilder();
    for (Processing processing : settings.processings()) {
      folder.requireChain(processing);
    }
    Set<Processing> together = new LinkedHashSet<>(settings.processings());
    for (Encoder encoder : encoders) {
      ExtractionRecord record = ExtractionRecord.of(encoder.card(), settings, dataset, photos);
      records.add(record);
      all.append(record.fingerprint());
      List<Processing> merged = folder.processings(name(encoder), split);
      together.addAll(merged);
      before.add(merged.isEmpty() ? Optional.empty() : before(encoder));
    }
    // Which photos have rows hangs on what may refuse a size, of all that lies together.
    together.stream()
        .filter(Processing::resizes)
        .map(Processing::text)
        .sorted()
        .forEach(text -> all.append(text).append('\n'));
    this.fingerprint = Sha256.of(all.toString());
    this.together = List.copyOf(together);
    missing =
        settings.processings().stream()
            .filter(p -> !encoders.stream().allMatch(encoder -> isMerged(encoder, p)))
            .toList();
    photosPerShard = ShardTask.photosPerShard(settings.batch());
    shardFolder = ShardFolder.of(folder.root(), split, fingerprint);
    shards =
        new AtomicReferenceArray<>(
            missing.isEmpty() ? 0 : (photos.size() + photosPerShard - 1) / photosPerShard);
  }

  private boolean isMerged(Encoder encoder, Processing processing) {
    return Files.exists(folder.file(name(encoder), processing, split));
  }

  private Optional<Before> before(Encoder encoder) throws IOException {
    Optional<List<String>> rows = folder.photoIds(name(encoder), split);
    Map<String, PhotoSource> sources = PhotoSource.readAll(sourcesFile(encoder));
    return rows.map(ids -> new Before(new LinkedHashSet<>(ids), sources));
  }

  private static EncoderName name(Encoder encoder) {
    return EncoderName.ofId(encoder.card().id());
  }

  private Path sourcesFile(Encoder encoder) {
    return folder.root().resolve(EmbeddingFolder.stem(name(encoder), split) + ".sources.csv");
  }

  Split split() {
    return split;
  }

  List<Photo> photos() {
    return photos;
  }

  int shardCount() {
    return shards.length();
  }

  List<Photo> photosOf(int shard) {
    int from = shard * photosPerShard;
    return photos.subList(from, Math.min(from + photosPerShard, photos.size()));
  }

  /** Photos whose files are not as they were when embeddings were made of them. */
  List<Photo> touched() {
    return photos.stream()
        .filter(photo -> recorded(photo).anyMatch(source -> !source.hasStampOf(photo.bytes())))
        .toList();
  }

  private Stream<PhotoSource> recorded(Photo photo) {
    return before.stream()
        .flatMap(Optional::stream)
        .flatMap(b -> Stream.ofNullable(b.sources().get(photo.id())))
        .distinct();
  }

  /**
   * Reads a photo again.
   *
   * @throws InputException when it is another
   */
  void requireSame(Photo photo) {
    for (PhotoSource source : recorded(photo).toList()) {
      confirmed.put(photo.id(), source.confirmed(photo.bytes()).orElseThrow(() -> replaced(photo)));
    }
  }

  private InputException replaced(Photo photo) {
    return new InputException(
        "%s: is not the photo that embeddings in %s were made of (its SHA-256 is another); put that one back, or choose another folder"
            .formatted(photo.bytes().place(), folder.root()));
  }

  /**
   * Takes the folder for the settings.
   *
   * @throws InputException when it holds embeddings of others, or shards of another version
   */
  void claim() throws IOException {
    if (!missing.isEmpty()) {
      shardFolder.requireOwnForm();
    }
    for (Processing processing : missing.isEmpty() ? settings.processings() : missing) {
      folder.claim(processing);
    }
    for (int i = 0; i < encoders.size(); i++) {
      records.get(i).claim(folder.record(name(encoders.get(i)), split));
    }
  }

  /** The description of a shard's work. */
  ShardTask task(int shard) {
    return new ShardTask(
        shard,
        fingerprint,
        encoders.stream().map(Encoder::card).toList(),
        missing,
        together,
        settings.seed(),
        settings.batch(),
        settings.upright(),
        photosOf(shard).stream()
            .map(photo -> new ShardTask.Place(photo.id(), photo.bytes()))
            .toList());
  }

  /** Takes the shard that an earlier run made; returns whether there was one. */
  boolean find(int shard) throws IOException {
    Optional<ShardFile> found = ShardFile.of(task(shard), shardFolder.file(shard));
    if (found.isPresent()) {
      accept(shard, found.get());
    }
    return found.isPresent();
  }

  /** Does the work of a shard on the calling thread. */
  void make(int shard) throws IOException {
    Path file = shardFolder.file(shard);
    ShardExtractor.write(task(shard), encoders, file);
    accept(shard, ShardFile.made(file));
  }

  /**
   * Takes a shard's file that was made elsewhere. It gets its name when it is found to be whole and
   * of the task; of two that are, either has the same bytes.
   */
  void take(int shard, byte[] bytes) throws IOException {
    Path file = shardFolder.file(shard);
    WholeFile.writeFile(
        file,
        temporary -> {
          Files.write(temporary, bytes);
          if (!ShardFile.isWholeOf(task(shard), temporary)) {
            throw new IOException(
                "%,d bytes came for shard %d of split %s, and are none of it"
                    .formatted(bytes.length, shard, split.id()));
          }
        });
    accept(shard, ShardFile.made(file));
  }

  private void accept(int shard, ShardFile made) throws IOException {
    requireSameRows(photosOf(shard), made);
    shards.set(shard, made.with(layouts.computeIfAbsent(made.layout(), layout -> layout)));
  }

  private void requireSameRows(List<Photo> ofShard, ShardFile made) throws IOException {
    List<PhotoSource> sources = made.sources();
    for (int i = 0; i < ofShard.size(); i++) {
      Photo photo = ofShard.get(i);
      String sha256 = sources.get(i).sha256();
      if (recorded(photo).anyMatch(source -> !source.sha256().equals(sha256))) {
        throw replaced(photo);
      }
      if (made.skipped().containsKey(i)
          && before.stream()
              .flatMap(Optional::stream)
              .anyMatch(b -> b.rows().contains(photo.id()))) {
        throw new InputException(
            "%s: has a row in the embeddings in %s, whose files all hold the same photos, and cannot be given one under %s: %s; choose another folder for all processings together"
                .formatted(photo.bytes().place(), folder.root(), missing, made.skipped().get(i)));
      }
    }
  }

  private boolean keeps(int encoder, Photo photo) {
    return before.get(encoder).map(b -> b.rows().contains(photo.id())).orElse(true);
  }

  /** Merges the shards into the final files, if any were made; returns the number of rows. */
  int finish(List<SkippedPhoto> skipped) throws IOException {
    if (shards.length() == 0) {
      shardFolder.delete(); // of a run that was killed between its last file and this
      return rowsBefore(skipped);
    }
    ShardMerge merge =
        new ShardMerge(
            IntStream.range(0, shards.length()).mapToObj(shards::get).toList(),
            photos,
            photosPerShard);
    List<Photo> withRows = merge.withRows();
    List<SkippedPhoto> mine = new ArrayList<>(merge.skipped());
    if (withRows.isEmpty()) {
      throw new InputException(
          "%s: none of the %d photos of split %s can be used; the first, %s: %s"
              .formatted(
                  dataset.root(),
                  photos.size(),
                  split.id(),
                  mine.get(0).id(),
                  mine.get(0).reason()));
    }
    List<Photo> ofFirst = List.of();
    FileDigests digests = FileDigests.ofUser();
    for (int e = 0; e < encoders.size(); e++) {
      int encoder = e;
      List<Photo> kept = withRows.stream().filter(photo -> keeps(encoder, photo)).toList();
      ofFirst = e == 0 ? kept : ofFirst;
      writePhotos(encoders.get(e), kept);
      merge.writeSources(sourcesFile(encoders.get(e)));
      for (Processing processing : missing) {
        Path file = folder.file(name(encoders.get(e)), processing, split);
        String sha256 =
            merge.writeEmbeddings(
                file,
                e,
                processing,
                photo -> keeps(encoder, photo),
                kept,
                !dataset.classes().isEmpty());
        digests.written(file, sha256);
      }
    }
    shardFolder.delete();
    addSkippedBefore(withRows, mine);
    skipped.addAll(mine);
    return ofFirst.size();
  }

  private void addSkippedBefore(List<Photo> withRows, List<SkippedPhoto> mine) throws IOException {
    Map<String, String> reasons = reasonsBefore();
    withRows.stream()
        .filter(photo -> !keeps(0, photo))
        .map(photo -> skippedBefore(photo, reasons))
        .forEach(mine::add);
  }

  private static SkippedPhoto skippedBefore(Photo photo, Map<String, String> reasons) {
    return new SkippedPhoto(
        photo.id(), reasons.getOrDefault(photo.id(), "skipped by an earlier run"));
  }

  private Map<String, String> reasonsBefore() throws IOException {
    Map<String, String> reasons = new HashMap<>();
    if (Files.exists(skippedFile)) {
      Csv.read(skippedFile).stream().skip(1).forEach(row -> reasons.put(row.get(0), row.get(1)));
    }
    return reasons;
  }

  /** Of a run that found everything done: the rows on disk; who is missing there was skipped. */
  private int rowsBefore(List<SkippedPhoto> skipped) throws IOException {
    Set<String> kept =
        new HashSet<>(folder.photoIds(name(encoders.get(0)), split).orElse(List.of()));
    Map<String, String> reasons = reasonsBefore();
    photos.stream()
        .filter(photo -> !kept.contains(photo.id()))
        .map(photo -> skippedBefore(photo, reasons))
        .forEach(skipped::add);
    rememberTouched();
    return kept.size();
  }

  /** So that photos which were touched and are the same are not read again next time. */
  private void rememberTouched() throws IOException {
    if (confirmed.isEmpty()) {
      return;
    }
    for (int e = 0; e < encoders.size(); e++) {
      if (before.get(e).isPresent()) {
        Map<String, PhotoSource> ofEncoder = before.get(e).get().sources();
        Map<String, PhotoSource> now = new LinkedHashMap<>();
        for (Photo photo : photos) {
          PhotoSource known = confirmed.getOrDefault(photo.id(), ofEncoder.get(photo.id()));
          if (known != null) {
            now.put(photo.id(), known);
          }
        }
        PhotoSource.writeAll(
            sourcesFile(encoders.get(e)),
            line -> {
              for (Map.Entry<String, PhotoSource> one : now.entrySet()) {
                line.write(one.getKey(), one.getValue());
              }
            });
      }
    }
  }

  private void writePhotos(Encoder encoder, List<Photo> kept) throws IOException {
    StringBuilder text = new StringBuilder("row,id\n");
    for (int row = 0; row < kept.size(); row++) {
      text.append(Csv.line(row, kept.get(row).id())).append('\n');
    }
    WholeFile.writeString(folder.photos(name(encoder), split), text);
  }
}
