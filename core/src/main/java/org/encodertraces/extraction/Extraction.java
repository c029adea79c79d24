package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
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
 * Extracts a data set's embeddings into the study's layout.
 *
 * <p>Photos are cut into shards of a size that depends on their number alone. Threads take shards
 * from one queue and each does all the work of its shard, so that every core is busy with whatever
 * stage its shard is at, and no thread waits for another's. A killed run keeps its finished shards;
 * when all are there they are merged and removed.
 */
public final class Extraction {

  /** Enough shards that a kill loses little, few enough to list quickly. */
  private static final int SHARDS_AT_MOST = 200;

  private final ImageDataset dataset;
  private final List<Encoder> encoders;
  private final ExtractionSettings settings;
  private final Destination destination;
  private final int threads;
  private final Progress progress;

  /**
   * Where files go.
   *
   * @param embeddings folder that gets the data set's folder
   * @param skipped CSV of photos that gave no embeddings: file, reason; absent when there is none
   */
  public record Destination(Path embeddings, Path skipped) {

    /** Everything into one folder. */
    public static Destination in(Path folder) {
      return new Destination(folder, folder.resolve("skipped.csv"));
    }
  }

  /** What a run did: photos that have embeddings, by split, and those that do not. */
  public record Outcome(Path folder, Map<Split, Integer> rows, List<SkippedPhoto> skipped) {}

  /**
   * Prepares a run.
   *
   * @param threads shards under way at once; decides the speed, never the bytes
   */
  public Extraction(
      ImageDataset dataset,
      List<Encoder> encoders,
      ExtractionSettings settings,
      Destination destination,
      int threads,
      Progress progress) {
    this.dataset = dataset;
    this.encoders = List.copyOf(encoders);
    this.settings = settings;
    this.destination = destination;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Extracts these splits, or what is missing of them.
   *
   * @throws InputException when the folder holds embeddings of other settings, or every photo of a
   *     split is unreadable
   */
  public Outcome run(List<Split> splits) throws IOException, InterruptedException {
    EmbeddingFolder folder = new EmbeddingFolder(destination.embeddings().resolve(dataset.name()));
    List<SplitRun> runs = new ArrayList<>();
    for (Split split : splits) {
      if (!dataset.photos(split).isEmpty()) {
        runs.add(new SplitRun(folder, split));
      }
    }
    for (SplitRun run : runs) {
      run.claim();
    }
    runShards(runs);
    List<SkippedPhoto> skipped = new ArrayList<>();
    Map<Split, Integer> rows = new EnumMap<>(Split.class);
    for (SplitRun run : runs) {
      rows.put(run.split, run.finish(skipped));
    }
    writeSkipped(runs, skipped);
    return new Outcome(folder.root(), rows, skipped);
  }

  private void runShards(List<SplitRun> runs) throws IOException, InterruptedException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "extraction");
              thread.setDaemon(true);
              return thread;
            });
    long photos = runs.stream().mapToLong(run -> run.photos.size()).sum();
    try (Progress.Task task = progress.start("extract " + dataset.name(), photos)) {
      List<Future<?>> futures = new ArrayList<>();
      for (SplitRun run : runs) {
        if (run.shards.length == 0) {
          task.find(run.photos.size());
        }
        for (int i = 0; i < run.shards.length; i++) {
          int shard = i;
          futures.add(
              executor.submit(
                  () -> {
                    int photosOfShard = run.photosOf(shard).size();
                    if (run.extract(shard)) {
                      task.step(photosOfShard);
                    } else {
                      task.find(photosOfShard);
                    }
                    return null;
                  }));
        }
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      executor.shutdownNow();
      awaitEnd(executor);
    }
  }

  /** Shards under way use the encoders, which the caller closes next: they are waited for. */
  private static void awaitEnd(ExecutorService executor) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException rethrown(ExecutionException e) {
    if (e.getCause() instanceof IOException cause) {
      return cause;
    }
    if (e.getCause() instanceof RuntimeException cause) {
      throw cause;
    }
    throw new IllegalStateException(e.getCause());
  }

  /** Keeps the lines of photos that this run did not touch, so that splits can be run in turn. */
  private void writeSkipped(List<SplitRun> runs, List<SkippedPhoto> skipped) throws IOException {
    Path file = destination.skipped();
    Set<String> touched = new HashSet<>();
    runs.forEach(run -> run.photos.forEach(photo -> touched.add(photo.id())));
    List<SkippedPhoto> all = new ArrayList<>(skipped);
    if (Files.exists(file)) {
      Csv.read(file).stream()
          .skip(1)
          .filter(row -> row.size() == 2 && !touched.contains(row.get(0)))
          .forEach(row -> all.add(new SkippedPhoto(row.get(0), row.get(1))));
    }
    if (all.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    all.sort(Comparator.comparing(SkippedPhoto::id));
    StringBuilder text = new StringBuilder("file,reason\n");
    all.forEach(photo -> text.append(Csv.line(photo.id(), photo.reason())).append('\n'));
    WholeFile.writeString(file, text);
  }

  /** One split of one run: its missing processings, its shards, its merge. */
  private final class SplitRun {
    private final EmbeddingFolder folder;
    private final Split split;
    private final List<Photo> photos;
    private final List<ExtractionRecord> records = new ArrayList<>();
    private final int photosPerShard;
    private final Path shardFolder;
    private final ShardExtractor extractor;
    private final Shard[] shards;

    SplitRun(EmbeddingFolder folder, Split split) throws IOException {
      this.folder = folder;
      this.split = split;
      this.photos = dataset.photos(split);
      StringBuilder fingerprint = new StringBuilder();
      for (Encoder encoder : encoders) {
        ExtractionRecord record = ExtractionRecord.of(encoder.card(), settings, photos);
        records.add(record);
        fingerprint.append(record.fingerprint());
      }
      List<Processing> missing = settings.processings().stream().filter(p -> !isMerged(p)).toList();
      missing.forEach(p -> fingerprint.append(p.name()).append(' ').append(p.text()).append('\n'));
      String digest = Sha256.of(fingerprint.toString());
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
              digest);
      shards =
          new Shard[nothingMissing ? 0 : (photos.size() + photosPerShard - 1) / photosPerShard];
    }

    private boolean isMerged(Processing processing) {
      return encoders.stream()
          .allMatch(encoder -> Files.exists(folder.file(name(encoder), processing, split)));
    }

    private static EncoderName name(Encoder encoder) {
      return EncoderName.ofId(encoder.card().id());
    }

    void claim() throws IOException {
      for (Processing processing : settings.processings()) {
        folder.claim(processing);
      }
      for (int i = 0; i < encoders.size(); i++) {
        records.get(i).claim(ExtractionRecord.file(folder.root(), name(encoders.get(i)), split));
      }
    }

    List<Photo> photosOf(int shard) {
      int from = shard * photosPerShard;
      return photos.subList(from, Math.min(from + photosPerShard, photos.size()));
    }

    /** Returns whether it was not there yet. */
    boolean extract(int shard) throws IOException {
      Path file = shardFolder.resolve("shard-%05d.safetensors".formatted(shard));
      boolean isNew = !Files.exists(file);
      shards[shard] = extractor.extract(photosOf(shard), file);
      return isNew;
    }

    /** Merges the shards into the final files, if any were made; returns the number of rows. */
    int finish(List<SkippedPhoto> skipped) throws IOException {
      if (shards.length == 0) {
        return rowsBefore(skipped);
      }
      List<Photo> kept = new ArrayList<>();
      List<SkippedPhoto> mine = new ArrayList<>();
      for (int i = 0; i < shards.length; i++) {
        List<Photo> ofShard = photosOf(i);
        Arrays.stream(shards[i].rows()).forEach(row -> kept.add(ofShard.get(row)));
        mine.addAll(shards[i].skipped());
      }
      if (kept.isEmpty()) {
        throw new InputException(
            "%s: none of the %d photos of split %s can be used; the first, %s: %s"
                .formatted(
                    dataset.root(),
                    photos.size(),
                    split.id(),
                    mine.get(0).id(),
                    mine.get(0).reason()));
      }
      for (int e = 0; e < encoders.size(); e++) {
        writePhotos(encoders.get(e), kept);
        for (Processing processing : extractor.settings().processings()) {
          merge(e, processing, kept);
        }
      }
      Arrays.fill(shards, null);
      deleteShards();
      skipped.addAll(mine);
      return kept.size();
    }

    /** Of a run that found everything done: the rows on disk; who is missing there was skipped. */
    private int rowsBefore(List<SkippedPhoto> skipped) throws IOException {
      Set<String> kept = new HashSet<>();
      Csv.read(folder.photos(name(encoders.get(0)), split)).stream()
          .skip(1)
          .forEach(row -> kept.add(row.get(1)));
      Path file = destination.skipped();
      Map<String, String> reasons = new HashMap<>();
      if (Files.exists(file)) {
        Csv.read(file).stream().skip(1).forEach(row -> reasons.put(row.get(0), row.get(1)));
      }
      photos.stream()
          .filter(photo -> !kept.contains(photo.id()))
          .map(
              photo ->
                  new SkippedPhoto(
                      photo.id(), reasons.getOrDefault(photo.id(), "skipped by an earlier run")))
          .forEach(skipped::add);
      return kept.size();
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
                for (Shard shard : shards) {
                  EmbeddingMatrix matrix =
                      EmbeddingMatrix.map(
                          shard.file(), ShardExtractor.tensorName(encoder, processing));
                  for (int i = 0; i < matrix.rows(); i++) {
                    matrix.read(i, row, 0);
                    sink.floats(row, 0, dimension);
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
}
