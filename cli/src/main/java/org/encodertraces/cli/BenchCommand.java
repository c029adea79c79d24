package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.engine.Engine;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.StageCosts;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.io.Folders;
import org.encodertraces.machine.ProcessorTime;
import org.encodertraces.machine.Roofs;
import org.encodertraces.machine.Stage;
import org.encodertraces.machine.Stages;
import org.encodertraces.processing.Processing;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "How fast this machine does each stage, beside what it could do: searches and probes beside"
          + " their",
      "products of matrices and reading alone, on planted embeddings; extraction beside the sum of"
          + " its",
      "stages, each measured alone, on drawn photos or your own. Ends with what limits it."
    })
final class BenchCommand implements Callable<Integer> {

  /** Photos that are drawn where none are given: whole shards for up to eight cores. */
  private static final int DRAWN_OF_EACH_SCENE = 16;

  private static final int DRAWN_WIDTH = 480;
  private static final int DRAWN_HEIGHT = 400;
  private static final int DRAWN_QUALITY = 90;

  /** Of the planted embeddings: 250 MB, more than caches hold. */
  private static final int TRAIN = 20_000;

  private static final int VAL = 512;
  private static final int DIMENSION = 512;

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private ExtractionOptions extraction;

  @Option(
      names = "--encoder",
      paramLabel = "E",
      description = EncoderOption.REFERENCES + " Default: ${DEFAULT-VALUE}.")
  private String encoder = "builtin/hog";

  @Option(
      names = "--processing",
      paramLabel = "all|NAME,…",
      split = ParametersOptions.BETWEEN,
      hideParamSyntax = true,
      description = ParametersOptions.NAMES + " Default: all.")
  private List<String> processings = List.of("all");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds of all stages in turn, after one that warms up; the median counts. Default:"
              + " ${DEFAULT-VALUE}.")
  private int rounds = 3;

  /**
   * What one round gave: the stages alone, and what the whole took.
   *
   * @param seconds of the clock
   * @param processor CPU seconds of all threads, the compiler's and the collector's among them
   */
  private record Round(StageCosts costs, double seconds, double processor) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new UsageException("--rounds %d: expected 1 or more".formatted(rounds));
    }
    List<Processing> wanted = parameters.processings(processings);
    extraction.requireSense();
    extraction.threads();
    Optional<ImageDataset> given =
        extraction.images().given() ? Optional.of(extraction.dataset()) : Optional.empty();
    given.ifPresent(dataset -> common.sayIgnored(dataset.ignored()));
    int photos =
        given
            .map(BenchCommand::photos)
            .map(List::size)
            .orElse(Scene.values().length * DRAWN_OF_EACH_SCENE);
    // What cannot be opened is said before minutes are spent.
    FirstUse.Ready ready = extraction.open(encoder, photos, common);
    Path scratch = Files.createTempDirectory("traces-bench");
    try (Encoder opened = ready.encoder()) {
      ImageDataset dataset = given.isPresent() ? given.get() : drawn(scratch.resolve("drawn"));
      try (Engine engine = extraction.engine(common)) {
        BenchTable table = new BenchTable(common.out(), engine.threads());
        table.print(
            experiments(scratch.resolve("planted"), engine), Roofs.measure(engine.product()));
      }
      bench(dataset, opened, extraction.settings(wanted, ready.batch()));
    } finally {
      Folders.delete(scratch);
    }
    return 0;
  }

  /** Medians of the experiments' stages. */
  private List<Stage> experiments(Path folder, Engine engine)
      throws IOException, InterruptedException {
    try (Progress.Task task = engine.progress().start("experiments", rounds + 1L)) {
      Engine silent = new Engine(engine.workers(), engine.product(), Progress.NONE);
      Stages stages = new Stages(folder, TRAIN, VAL, DIMENSION, silent);
      List<List<Stage>> measured = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        measured.add(stages.measure());
        task.step(1);
      }
      return Stages.medians(measured.subList(1, measured.size()));
    }
  }

  /** Drawn photos in JPEGs. */
  private static ImageDataset drawn(Path folder) throws IOException, InterruptedException {
    for (Scene scene : Scene.values()) {
      Path ofScene = Files.createDirectories(folder.resolve(scene.name().toLowerCase(Locale.ROOT)));
      for (int i = 0; i < DRAWN_OF_EACH_SCENE; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped while photos were drawn");
        }
        RgbImage photo = SceneCamera.photograph(scene, i, 0, DRAWN_WIDTH, DRAWN_HEIGHT);
        Files.write(
            ofScene.resolve("%03d.jpg".formatted(i)),
            Jpeg.encode(photo, DRAWN_QUALITY, Chroma.SUBSAMPLED_420));
      }
    }
    return Datasets.open(folder, new Datasets.Reading("drawn", 0, Optional.empty()));
  }

  private void bench(ImageDataset dataset, Encoder opened, ExtractionSettings settings)
      throws IOException, InterruptedException {
    List<Photo> photos = photos(dataset);
    extract(dataset, opened, settings);
    List<Round> done = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      StageCosts costs = StageCosts.measure(photos, opened, settings);
      double spent = ProcessorTime.ofProcess();
      double seconds = extract(dataset, opened, settings);
      done.add(new Round(costs, seconds, ProcessorTime.ofProcess() - spent));
    }
    print(done, settings.processings().size(), photos.size());
  }

  private static List<Photo> photos(ImageDataset dataset) {
    return dataset.splits().stream().flatMap(s -> dataset.photos(s).stream()).toList();
  }

  private double extract(ImageDataset dataset, Encoder opened, ExtractionSettings settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("traces-bench");
    try {
      long start = System.nanoTime();
      new Extraction(
              dataset,
              List.of(opened),
              settings,
              Extraction.Destination.in(folder),
              extraction.threads(),
              common.progress())
          .run(dataset.splits());
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Folders.delete(folder);
    }
  }

  private void print(List<Round> done, int processingCount, int photos) {
    int embeddings = photos * processingCount;
    int cores = Math.min(extraction.threads(), Runtime.getRuntime().availableProcessors());
    common
        .out()
        .print(
            String.format(
                Locale.ROOT,
                """
                CPU milliseconds a photo under %d processings, median of %d rounds
                  decode      %9.3f
                  processing  %9.3f
                  crop        %9.3f
                  embed       %9.3f
                %d cores could do  %9.1f embeddings a second
                extraction did   %9.1f embeddings a second (%.3f of it; rounds: %s)
                it took %.3f CPU milliseconds a photo, of which the stages alone are %.3f (rounds: %s)
                most of it is %s
                """,
                processingCount,
                done.size(),
                1e3 * median(done, round -> round.costs().decode()),
                1e3 * median(done, round -> round.costs().processing()),
                1e3 * median(done, round -> round.costs().crop()),
                1e3 * median(done, round -> round.costs().embed()),
                cores,
                median(done, round -> round.costs().bound(cores, processingCount)),
                median(done, round -> embeddings / round.seconds()),
                median(done, round -> share(round, cores, processingCount, embeddings)),
                shares(done, round -> share(round, cores, processingCount, embeddings)),
                median(done, round -> 1e3 * round.processor() / photos),
                median(done, round -> ofProcessor(round, photos)),
                shares(done, round -> ofProcessor(round, photos)),
                BenchTable.largest(done.stream().map(Round::costs).toList())));
    common.out().flush();
  }

  private static String shares(List<Round> done, ToDoubleFunction<Round> share) {
    return done.stream()
        .map(round -> String.format(Locale.ROOT, "%.3f", share.applyAsDouble(round)))
        .collect(Collectors.joining(" "));
  }

  /** The stages' share of all processor time, which says what the clock does on a busy machine. */
  private static double ofProcessor(Round round, int photos) {
    StageCosts costs = round.costs();
    return (costs.decode() + costs.processing() + costs.crop() + costs.embed())
        * photos
        / round.processor();
  }

  private static double share(Round round, int cores, int processingCount, int embeddings) {
    return embeddings / round.seconds() / round.costs().bound(cores, processingCount);
  }

  private static double median(List<Round> done, ToDoubleFunction<Round> value) {
    double[] sorted = done.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
