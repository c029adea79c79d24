package org.encodertraces.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;
import org.encodertraces.photo.SkippedPhoto;

/**
 * Extracts a data set's embeddings into the study's layout.
 *
 * <p>Photos are cut into shards of a fixed size ({@link ShardTask#PHOTOS}). Threads take shards
 * from one queue and each does all the work of its shard, so that every core is busy with whatever
 * stage its shard is at, and no thread waits for another's. A thread's memory is that of one batch
 * ({@link ShardExtractor}), whatever the number of photos. A killed run keeps its finished shards;
 * when all are there they are merged and removed. One run at a time writes into a folder.
 */
public final class Extraction {

  private final ImageDataset dataset;
  private final List<Encoder> encoders;
  private final ExtractionSettings settings;
  private final Destination destination;
  private final int threads;
  private final Progress progress;
  private final Optional<ShardRunner> elsewhere;

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
   * Prepares a run, on other machines where the class path brings a {@link ShardRunner}.
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
    this(dataset, encoders, settings, destination, threads, progress, ShardRunner.found());
  }

  /**
   * Prepares a run.
   *
   * @param elsewhere does the work of shards; threads of this process do if empty
   */
  public Extraction(
      ImageDataset dataset,
      List<Encoder> encoders,
      ExtractionSettings settings,
      Destination destination,
      int threads,
      Progress progress,
      Optional<ShardRunner> elsewhere) {
    this.dataset = dataset;
    this.encoders = List.copyOf(encoders);
    this.settings = settings;
    this.destination = destination;
    this.threads = threads;
    this.progress = progress;
    this.elsewhere = elsewhere;
  }

  /**
   * Extracts these splits, or what is missing of them.
   *
   * @throws InputException when another run writes into the folder, it holds embeddings of other
   *     settings, a photo was replaced since, one with a row is too small for a processing that is
   *     added, or every photo of a split is unreadable
   */
  public Outcome run(List<Split> splits) throws IOException, InterruptedException {
    try (FolderLock lock = FolderLock.take(destination.embeddings(), progress)) {
      return runAlone(splits);
    }
  }

  private Outcome runAlone(List<Split> splits) throws IOException, InterruptedException {
    EmbeddingFolder folder = new EmbeddingFolder(destination.embeddings().resolve(dataset.name()));
    // Shards lie two folders below the data set's, final files one at most.
    WholeFile.deleteLeftovers(folder.root(), 3);
    List<SplitRun> runs = new ArrayList<>();
    for (Split split : splits) {
      if (!dataset.photos(split).isEmpty()) {
        runs.add(new SplitRun(dataset, encoders, settings, folder, split, destination.skipped()));
      }
    }
    for (SplitRun run : runs) {
      checkPhotos(run);
      run.claim();
    }
    runShards(runs);
    List<SkippedPhoto> skipped = new ArrayList<>();
    Map<Split, Integer> rows = new EnumMap<>(Split.class);
    for (SplitRun run : runs) {
      rows.put(run.split(), run.finish(skipped));
    }
    writeSkipped(runs, skipped);
    return new Outcome(folder.root(), rows, skipped);
  }

  /**
   * Work on so many photos.
   *
   * @param work tells what came of it
   */
  private record Job(int photos, Callable<Done> work) {}

  private enum Done {
    MADE,
    /** By an earlier run. */
    FOUND,
    /** To others. */
    LEFT
  }

  private void runShards(List<SplitRun> runs) throws IOException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    List<ShardRunner.Shard> missing = Collections.synchronizedList(new ArrayList<>());
    for (SplitRun run : runs) {
      for (int i = 0; i < run.shardCount(); i++) {
        ShardOf shard = new ShardOf(run, i);
        jobs.add(new Job(shard.photos(), () -> work(shard, missing)));
      }
      if (run.shardCount() == 0) {
        jobs.add(new Job(run.photos().size(), () -> Done.FOUND));
      }
    }
    long photos = runs.stream().mapToLong(run -> run.photos().size()).sum();
    try (Progress.Task task = progress.start("extract " + dataset.name(), photos)) {
      runAll(task, jobs);
      if (elsewhere.isPresent() && !missing.isEmpty()) {
        missing.sort(Comparator.comparingInt(ShardRunner.Shard::number));
        elsewhere.get().run(missing, encoders, threads, progress, task);
      }
    }
  }

  /** Finds a shard, makes it, or leaves it to others. */
  private Done work(ShardOf shard, List<ShardRunner.Shard> left) throws IOException {
    if (shard.run().find(shard.number())) {
      return Done.FOUND;
    }
    if (elsewhere.isPresent()) {
      left.add(shard);
      return Done.LEFT;
    }
    shard.run().make(shard.number());
    return Done.MADE;
  }

  /** A shard of a split, as those who work elsewhere see it. */
  private record ShardOf(SplitRun run, int number) implements ShardRunner.Shard {
    @Override
    public int photos() {
      return run.photosOf(number).size();
    }

    @Override
    public ShardTask task() {
      return run.task(number);
    }

    @Override
    public void take(byte[] file) throws IOException {
      run.take(number, file);
    }
  }

  /** Reads photos again that were touched since embeddings were made of them. */
  private void checkPhotos(SplitRun run) throws IOException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    for (Photo touched : run.touched()) {
      jobs.add(
          new Job(
              1,
              () -> {
                run.requireSame(touched);
                return Done.MADE;
              }));
    }
    if (!jobs.isEmpty()) {
      try (Progress.Task task = progress.start("check photos that were touched", jobs.size())) {
        runAll(task, jobs);
      }
    }
  }

  private void runAll(Progress.Task task, List<Job> jobs) throws IOException, InterruptedException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "extraction");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Job job : jobs) {
        futures.add(
            executor.submit(
                () -> {
                  switch (job.work().call()) {
                    case MADE -> task.step(job.photos());
                    case FOUND -> task.find(job.photos());
                    case LEFT -> {} // counted by who does it
                  }
                  return null;
                }));
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
    runs.forEach(run -> run.photos().forEach(photo -> touched.add(photo.id())));
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
}
