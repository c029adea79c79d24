package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.extraction.StageCosts;
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
  @Mixin private ExtractionOptions extraction;

  @Option(
      names = "--encoder",
      paramLabel = "E",
      description = "As in extract. Default: ${DEFAULT-VALUE}.")
  private String encoder = "builtin/hog";

  @Option(
      names = "--processing",
      paramLabel = "all|NAME,…",
      split = ",",
      description = "Processings to extract under.")
  private List<String> processings = List.of("all");

  @Override
  public Integer call() throws IOException, InterruptedException {
    ExtractionSettings settings = extraction.settings(Names.processings(processings));
    ImageDataset dataset = extraction.dataset();
    Path folder = Files.createTempDirectory("traces-bench");
    try (Encoder opened = Encoders.open(encoder)) {
      List<Split> splits = Split.HALVES;
      int photos = dataset.train().size() + dataset.val().size();
      StageCosts costs =
          StageCosts.measure(
              dataset.photos(dataset.val().isEmpty() ? Split.TRAIN : Split.VAL), opened, settings);
      long start = System.nanoTime();
      new Extraction(
              dataset,
              List.of(opened),
              settings,
              Extraction.Destination.in(folder),
              common.threads(),
              common.progress())
          .run(splits);
      double seconds = (System.nanoTime() - start) / 1e9;
      print(costs, settings.processings().size(), photos, seconds);
      return 0;
    } finally {
      delete(folder);
    }
  }

  private void print(StageCosts costs, int processingCount, int photos, double seconds) {
    int cores = Math.min(common.threads(), Runtime.getRuntime().availableProcessors());
    double bound = costs.bound(cores, processingCount);
    double rate = photos * processingCount / seconds;
    common
        .out()
        .print(
            String.format(
                Locale.ROOT,
                """
                CPU milliseconds a photo under %d processings
                  decode      %9.3f
                  processing  %9.3f
                  crop        %9.3f
                  embed       %9.3f
                %d cores could do  %9.1f embeddings a second
                extraction did   %9.1f embeddings a second (%.3f of it)
                """,
                processingCount,
                1e3 * costs.decode(),
                1e3 * costs.processing(),
                1e3 * costs.crop(),
                1e3 * costs.embed(),
                cores,
                bound,
                rate,
                rate / bound));
    common.out().flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
