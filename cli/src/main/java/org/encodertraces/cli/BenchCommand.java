package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.StageCosts;
import org.encodertraces.io.Folders;
import org.encodertraces.processing.Processing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "How fast this machine does each stage of extraction, and how near a whole extraction comes to",
      "what the stages allow: cores divided by the sum of their CPU seconds, each measured alone."
    })
final class BenchCommand implements Callable<Integer> {

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
          "Rounds of stages and extraction in turn, after one extraction that warms up; the median"
              + " counts. Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  /** What one round gave: the stages alone, and wall seconds of the whole. */
  private record Round(StageCosts costs, double seconds) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new UsageException("--rounds %d: expected 1 or more".formatted(rounds));
    }
    List<Processing> wanted = parameters.processings(processings);
    extraction.requireSense();
    ImageDataset dataset = extraction.dataset();
    common.sayIgnored(dataset.ignored());
    List<Photo> photos =
        dataset.splits().stream().flatMap(s -> dataset.photos(s).stream()).toList();
    FirstUse.Ready ready = extraction.open(encoder, photos.size(), common);
    ExtractionSettings settings = extraction.settings(wanted, ready.batch());
    int embeddings = photos.size() * wanted.size();
    try (Encoder opened = ready.encoder()) {
      extract(dataset, opened, settings);
      List<Round> done = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        StageCosts costs = StageCosts.measure(photos, opened, settings);
        done.add(new Round(costs, extract(dataset, opened, settings)));
      }
      print(done, settings.processings().size(), embeddings);
    }
    return 0;
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

  private void print(List<Round> done, int processingCount, int embeddings) {
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
                done.stream()
                    .map(
                        round ->
                            String.format(
                                Locale.ROOT,
                                "%.3f",
                                share(round, cores, processingCount, embeddings)))
                    .collect(Collectors.joining(" "))));
    common.out().flush();
  }

  private static double share(Round round, int cores, int processingCount, int embeddings) {
    return embeddings / round.seconds() / round.costs().bound(cores, processingCount);
  }

  private static double median(List<Round> done, ToDoubleFunction<Round> value) {
    double[] sorted = done.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
