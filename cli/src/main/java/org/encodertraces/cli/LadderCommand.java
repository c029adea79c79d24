package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.io.FolderLock;
import org.encodertraces.ladder.LadderOutcome;
import org.encodertraces.ladder.LadderOutcome.Bounds;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderRun;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ladder",
    description = {
      "How far an embedding moves when its photo is compressed, scaled, sharpened or blurred: cosine",
      "to its own clean embedding, rank of its original among the others, and the cosine that tells",
      "a copy from another photo. Without --quality, --scale, --sharpen or --blur: all four ladders."
    })
final class LadderCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ExtractionOptions extraction;
  @Mixin private EncoderOption encoder;

  @Option(
      names = "--quality",
      split = ",",
      paramLabel = "Q",
      description = "JPEG qualities, 1 to 100 (4:2:0).")
  private @Nullable List<Double> quality;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "S",
      description = "Factors of width and height, bilinear with antialias.")
  private @Nullable List<Double> scale;

  @Option(
      names = "--sharpen",
      split = ",",
      paramLabel = "F",
      description = "Pillow's sharpness factors; 1 is the photo as it is.")
  private @Nullable List<Double> sharpen;

  @Option(
      names = "--blur",
      split = ",",
      paramLabel = "R",
      description = "Radii of a Gaussian blur, in pixels.")
  private @Nullable List<Double> blur;

  @Option(
      names = "--photos",
      paramLabel = "N",
      description = "Photos at most, chosen by a hash of their ids. Default: ${DEFAULT-VALUE}.")
  private int photos = 500;

  @Option(
      names = "--duplicates",
      description =
          "Print, for each step, the cosine that keeps 99 %% of the measured copies, what it keeps"
              + " of new photos' copies, and how many pairs of different photos pass it.")
  private boolean duplicates;

  @Option(names = "--out", paramLabel = "DIR", description = ResultOptions.OUT)
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result objects as one array, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<Ladder, List<Double>> steps = steps();
    LadderRun.Settings settings =
        new LadderRun.Settings(
            steps,
            photos,
            extraction.images().seed(),
            ExtractionSettings.DEFAULT_BATCH,
            extraction.upright());
    extraction.requireSense();
    ImageDataset dataset = extraction.images().dataset();
    common.sayIgnored(dataset.ignored());
    Optional<Path> folder = json && out == null ? Optional.empty() : Optional.of(folder());
    if (folder.isPresent()) {
      FolderLock.requireFree(folder.get());
    }
    FirstUse.Ready ready =
        extraction.open(encoder.reference(), Math.min(photos, dataset.all().size()), common);
    try (Encoder opened = ready.encoder();
        Workers workers = new Workers(extraction.threads());
        FolderLock lock =
            folder.isPresent() ? FolderLock.take(folder.get(), common.progress()) : null) {
      MatrixProduct product = MatrixProduct.best();
      LadderOutcome outcome =
          LadderRun.run(
              dataset.all(),
              opened,
              settings.withBatch(ready.batch()),
              product,
              workers,
              common.progress());
      outcome
          .skipped()
          .forEach(
              skipped ->
                  common.progress().say(skipped.id() + ": " + skipped.reason() + "; skipped"));
      Map<String, String> found = new LinkedHashMap<>();
      found.put("encoder fingerprint", opened.card().fingerprint());
      found.put("transform", opened.card().transform());
      found.put("skipped", Integer.toString(outcome.skipped().size()));
      found.put("batch", Integer.toString(ready.batch()));
      Map<String, String> inputs = Map.of("photo list", ExtractionRecord.digest(dataset.all()));
      Versions versions =
          Versions.current().withProduct(product.describe()).withNetwork(opened.card().network());
      publish(
          LadderResult.all(
              climb ->
                  ResultHeader.of(
                      "ladder",
                      opened.card().id(),
                      opened.card().category(),
                      dataset.name(),
                      new Provenance(
                          common.commandLine(),
                          new PlanEntry(
                              dataset.root().toAbsolutePath().normalize().toString(),
                              opened.card().id(),
                              ExperimentSettings.Ladder.of(
                                  climb, photos, extraction.images().seed(), extraction.upright())),
                          found,
                          inputs,
                          versions.libraries())),
              outcome));
      common.warnOfIgnored(dataset);
      return 0;
    }
  }

  private Path folder() {
    return out == null ? Path.of("results") : out;
  }

  private Map<Ladder, List<Double>> steps() {
    Map<Ladder, List<Double>> asked = new EnumMap<>(Ladder.class);
    put(asked, Ladder.JPEG, quality);
    put(asked, Ladder.RESIZING, scale);
    put(asked, Ladder.SHARPENING, sharpen);
    put(asked, Ladder.BLUR, blur);
    return asked.isEmpty() ? Ladder.allSteps() : asked;
  }

  private static void put(
      Map<Ladder, List<Double>> asked, Ladder ladder, @Nullable List<Double> steps) {
    if (steps != null) {
      asked.put(ladder, steps);
    }
  }

  private void publish(List<LadderResult> results) throws IOException {
    if (json) {
      common.out().print(ResultFiles.json(results));
      common.out().flush();
    } else {
      results.forEach(duplicates ? this::printDuplicates : this::say);
    }
    if (!json || out != null) {
      for (LadderResult result : results) {
        Path file = ResultFiles.write(folder(), result);
        if (!json && !duplicates) {
          common.out().println(file);
        }
      }
    }
  }

  private void say(LadderResult result) {
    result
        .rungs()
        .forEach(
            rung ->
                common
                    .progress()
                    .say(
                        String.format(
                            Locale.ROOT,
                            "%-10s %6s  cosine %.4f (%.4f to %.4f), original found first %5.1f %%",
                            result.parameter(),
                            Names.number(rung.step()),
                            rung.cosine().median(),
                            rung.cosine().low(),
                            rung.cosine().high(),
                            rung.found())));
  }

  private void printDuplicates(LadderResult result) {
    common
        .out()
        .print(
            String.format(
                Locale.ROOT,
                """
                %s, %d photos; two unrelated photos: cosine %.4f (%.4f to %.4f)
                %14s  %-23s  %9s  %-24s  strangers passing
                """,
                result.parameter(),
                result.photos(),
                result.floor().median(),
                result.floor().low(),
                result.floor().high(),
                Ladder.named(result.parameter()).unit(),
                "AUC (95 %)",
                "threshold",
                "keeps of new photos'"));
    result
        .rungs()
        .forEach(
            rung ->
                common
                    .out()
                    .print(
                        String.format(
                            Locale.ROOT,
                            "%14s  %-23s  %9.4f  %-24s  %,d of %,d%s%n",
                            Names.number(rung.step()),
                            auc(rung.duplicates()),
                            rung.duplicates().threshold(),
                            keeps(rung.duplicates()),
                            rung.duplicates().strangersPassing(),
                            rung.duplicates().strangers(),
                            passing(rung.duplicates()))));
    common.out().flush();
  }

  private static String auc(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? String.format(Locale.ROOT, "%.3f", duplicates.auc())
        : String.format(
            Locale.ROOT,
            "%.3f (%.3f to %.3f)",
            duplicates.auc(),
            bounds.auc().low(),
            bounds.auc().high());
  }

  private static String keeps(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? "not taken of so many"
        : String.format(
            Locale.ROOT, "%.1f %% (at least %.1f)", bounds.keepsOfNew(), bounds.keepsAtLeast());
  }

  private static String passing(Duplicates duplicates) {
    Bounds bounds = duplicates.bounds();
    return bounds == null
        ? ""
        : String.format(
            Locale.ROOT,
            " (95 %%: %.1f to %.1f %%)",
            bounds.strangersPassing().low(),
            bounds.strangersPassing().high());
  }
}
