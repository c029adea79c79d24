package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingMatrix;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.extraction.ShardExtractor.Shard;
import org.encodertraces.io.Csv;
import org.encodertraces.io.Folders;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;
import org.encodertraces.processing.Processing;

/**
 * One split of one run: its missing processings, its shards, its merge.
 *
 * <p>All embedding files of an encoder and split hold rows of the same photos. What is added later
 * therefore skips the photos that were skipped before, and is refused when a photo that has a row
 * cannot be given another.
 */
final class SplitRun {

  /** Enough shards that a kill loses little, few enough to list quickly. */
  private static final int SHARDS_AT_MOST = 200;

  private final ImageDataset dataset;
  private final List<Encoder> encoders;
  private final EmbeddingFolder folder;
  private final Split split;
  private final Path skippedFile;
  private final List<Photo> photos;
  private final List<ExtractionRecord> records = new ArrayList<>();
  private final int photosPerShard;
  private final Path shardFolder;
  private final ShardExtractor extractor;
  private final Shard[] shards;

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
    StringBuilder fingerprint = new StringBuilder();
    for (Processing processing : settings.processings()) {
      folder.requireChain(processing);
    }
    Set<Processing> together = new LinkedHashSet<>(settings.processings());
    for (Encoder encoder : encoders) {
      ExtractionRecord record = ExtractionRecord.of(encoder.card(), settings, photos);
      records.add(record);
      fingerprint.append(record.fingerprint());
      List<Processing> merged = folder.processings(name(encoder), split);
      together.addAll(merged);
      before.add(merged.isEmpty() ? Optional.empty() : before(encoder));
    }
    // Which photos have rows hangs on what may refuse a size, of all that lies together.
    together.stream()
        .filter(Processing::resizes)
        .map(Processing::text)
        .sorted()
        .forEach(text -> fingerprint.append(text).append('\n'));
    String digest = Sha256.of(fingerprint.toString());
    List<Processing> missing =
        settings.processings().stream()
            .filter(p -> !encoders.stream().allMatch(encoder -> isMerged(encoder, p)))
            .toList();
    int batches = (photos.size() + settings.batch() - 1) / settings.batch();
    photosPerShard =
        settings.batch() * Math.max(1, (batches + SHARDS_AT_MOST - 1) / SHARDS_AT_MOST);
    shardFolder =
        folder.root().resolve(".shards").resolve(split.id() + "-" + digest.substring(0, 16));
    boolean nothingMissing = missing.isEmpty();
    extractor =
        new ShardExtractor(
            encoders,
            nothingMissing
                ? settings
                : new ExtractionSettings(
                    missing, settings.seed(), settings.batch(), settings.upright()),
            together,
            digest);
    shards = new Shard[nothingMissing ? 0 : (photos.size() + photosPerShard - 1) / photosPerShard];
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
    return shards.length;
  }

  List<Photo> photosOf(int shard) {
    int from = shard * photosPerShard;
    return photos.subList(from, Math.min(from + photosPerShard, photos.size()));
  }

  /** Photos whose files are not as they were when embeddings were made of them. */
  List<Photo> touched() {
    return photos.stream()
        .filter(photo -> recorded(photo).anyMatch(source -> !source.hasStampOf(photo)))
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
      confirmed.put(photo.id(), source.confirmed(photo).orElseThrow(() -> replaced(photo)));
    }
  }

  private InputException replaced(Photo photo) {
    return new InputException(
        "%s: is not the photo that embeddings in %s were made of (its SHA-256 is another); put that one back, or choose another --out"
            .formatted(photo.bytes().place(), folder.root()));
  }

  void claim() throws IOException {
    for (Processing processing : extractor.settings().processings()) {
      folder.claim(processing);
    }
    for (int i = 0; i < encoders.size(); i++) {
      records.get(i).claim(ExtractionRecord.file(folder.root(), name(encoders.get(i)), split));
    }
  }

  /** Returns whether the shard was not there yet. */
  boolean extract(int shard) throws IOException {
    Path file = shardFolder.resolve("shard-%05d.safetensors".formatted(shard));
    boolean isNew = !Files.exists(file);
    List<Photo> ofShard = photosOf(shard);
    Shard made = extractor.extract(ofShard, file);
    List<PhotoSource> sources = made.sources();
    Map<String, String> reasons = new HashMap<>();
    made.skipped().forEach(skipped -> reasons.put(skipped.id(), skipped.reason()));
    for (int i = 0; i < ofShard.size(); i++) {
      Photo photo = ofShard.get(i);
      String sha256 = sources.get(i).sha256();
      if (recorded(photo).anyMatch(source -> !source.sha256().equals(sha256))) {
        throw replaced(photo);
      }
      if (reasons.containsKey(photo.id())
          && before.stream()
              .flatMap(Optional::stream)
              .anyMatch(b -> b.rows().contains(photo.id()))) {
        throw new InputException(
            "%s: has a row in the embeddings in %s, whose files all hold the same photos, and cannot be given one under %s: %s; choose another --out for all processings together"
                .formatted(
                    photo.bytes().place(),
                    folder.root(),
                    extractor.settings().processings(),
                    reasons.get(photo.id())));
      }
    }
    shards[shard] = made;
    return isNew;
  }

  private boolean keeps(int encoder, Photo photo) {
    return before.get(encoder).map(b -> b.rows().contains(photo.id())).orElse(true);
  }

  /** Merges the shards into the final files, if any were made; returns the number of rows. */
  int finish(List<SkippedPhoto> skipped) throws IOException {
    if (shards.length == 0) {
      return rowsBefore(skipped);
    }
    List<Photo> withRows = new ArrayList<>();
    List<SkippedPhoto> mine = new ArrayList<>();
    Map<String, PhotoSource> sources = new LinkedHashMap<>();
    for (int i = 0; i < shards.length; i++) {
      List<Photo> ofShard = photosOf(i);
      Arrays.stream(shards[i].rows()).forEach(row -> withRows.add(ofShard.get(row)));
      mine.addAll(shards[i].skipped());
      List<PhotoSource> ofPhotos = shards[i].sources();
      for (int row = 0; row < ofShard.size(); row++) {
        sources.put(ofShard.get(row).id(), ofPhotos.get(row));
      }
    }
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
    for (int e = 0; e < encoders.size(); e++) {
      int encoder = e;
      List<Photo> kept = withRows.stream().filter(photo -> keeps(encoder, photo)).toList();
      ofFirst = e == 0 ? kept : ofFirst;
      writePhotos(encoders.get(e), kept);
      PhotoSource.writeAll(sourcesFile(encoders.get(e)), sources);
      for (Processing processing : extractor.settings().processings()) {
        merge(e, processing, kept);
      }
    }
    Arrays.fill(shards, null);
    deleteShards();
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
        PhotoSource.writeAll(sourcesFile(encoders.get(e)), now);
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

  private void merge(int encoder, Processing processing, List<Photo> kept) throws IOException {
    int dimension = encoders.get(encoder).dimension();
    List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
    tensors.add(
        new SafetensorsWriter.Tensor(
            EmbeddingFolder.EMBEDDINGS,
            DType.F32,
            List.of((long) kept.size(), (long) dimension),
            sink -> {
              float[] row = new float[dimension];
              for (int shard = 0; shard < shards.length; shard++) {
                EmbeddingMatrix matrix =
                    EmbeddingMatrix.map(
                        shards[shard].file(), ShardExtractor.tensorName(encoder, processing));
                List<Photo> ofShard = photosOf(shard);
                for (int i = 0; i < matrix.rows(); i++) {
                  if (keeps(encoder, ofShard.get(shards[shard].rows()[i]))) {
                    matrix.read(i, row, 0);
                    sink.floats(row, 0, dimension);
                  }
                }
              }
            }));
    if (!dataset.classes().isEmpty()) {
      tensors.add(
          SafetensorsWriter.Tensor.integers(
              EmbeddingFolder.LABELS, kept.stream().mapToLong(Photo::label).toArray()));
    }
    for (String mark : kept.get(0).marks().keySet()) {
      tensors.add(
          SafetensorsWriter.Tensor.integers(
              mark, kept.stream().mapToLong(photo -> photo.mark(mark)).toArray()));
    }
    SafetensorsWriter.write(
        folder.file(name(encoders.get(encoder)), processing, split), Map.of(), tensors);
  }

  private void deleteShards() throws IOException {
    Folders.delete(shardFolder);
    Path parent = shardFolder.getParent();
    if (parent != null) {
      try (Stream<Path> left = Files.list(parent)) {
        if (left.findAny().isEmpty()) {
          Files.deleteIfExists(parent);
        }
      }
    }
  }
}
