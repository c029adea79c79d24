package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Split;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.extraction.Extraction;
import org.encodertraces.io.FolderLock;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "extract",
    description = {
      "Writes embeddings of photos under processings, in the study's layout. The files are",
      "DIR/NAME/PROCESSING/model=M_variant=V_split=train|val.safetensors.",
      "An interrupted extraction continues when it is started again, and is refused when a photo was",
      "replaced since; unreadable photos go to DIR/skipped.csv with the reason.",
      "One command at a time writes into DIR: a second is refused (network file systems cannot be",
      "trusted to tell)."
    })
final class ExtractCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private ExtractionOptions extraction;
  @Mixin private EncoderOption encoder;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--split",
      paramLabel = "train|val",
      description = "This split alone. Default: both.")
  private @Nullable Split split;

  @Option(
      names = "--unsplit",
      description =
          "One file for all photos, without _split in its name, as probe acquisition reads it;"
              + " photos that are all named by a number are marked with it (Flickr ID).")
  private boolean unsplit;

  @Option(
      names = "--processing",
      paramLabel = "all|NAME,…",
      split = ParametersOptions.BETWEEN,
      hideParamSyntax = true,
      description = ParametersOptions.NAMES + " Default: all.")
  private @Nullable List<String> processings;

  @Option(
      names = "--parameter",
      paramLabel = "P,…",
      split = ",",
      hideParamSyntax = true,
      description = "The classes of these parameters, instead of --processing.")
  private @Nullable List<String> parameterIds;

  private static int photos(ImageDataset dataset, List<Split> splits) {
    return splits.stream().mapToInt(split -> dataset.photos(split).size()).sum();
  }

  private List<Processing> wanted() throws IOException {
    if (processings != null && parameterIds != null) {
      throw new UsageException("--processing and --parameter exclude each other");
    }
    return parameterIds == null
        ? parameters.processings(processings == null ? List.of("all") : processings)
        : parameters.classesOf(parameterIds);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Processing> wanted = wanted();
    extraction.requireSense();
    int threads = extraction.threads();
    if (unsplit && split != null) {
      throw new UsageException("--split and --unsplit exclude each other");
    }
    ImageDataset dataset = unsplit ? extraction.dataset().withoutSplits() : extraction.dataset();
    common.sayIgnored(dataset.ignored());
    List<Split> splits = split == null ? dataset.splits() : List.of(split);
    if (split != null && dataset.photos(split).isEmpty()) {
      throw new InputException("%s: no photo in split %s".formatted(dataset.root(), split.id()));
    }
    FolderLock.requireFree(out);
    FirstUse.Ready ready = extraction.open(encoder.reference(), photos(dataset, splits), common);
    try (Encoder opened = ready.encoder()) {
      Extraction.Outcome outcome =
          new Extraction(
                  dataset,
                  List.of(opened),
                  extraction.settings(wanted, ready, out.resolve(dataset.name())),
                  Extraction.Destination.in(out),
                  threads,
                  common.progress())
              .run(splits);
      if (!outcome.skipped().isEmpty()) {
        common
            .progress()
            .say(
                "skipped %d photos: see %s"
                    .formatted(outcome.skipped().size(), out.resolve("skipped.csv")));
      }
      common.warnOfIgnored(dataset);
      common.out().println(outcome.folder());
      return 0;
    }
  }
}
