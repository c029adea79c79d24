package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.encodertraces.acquisition.PairPacker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pairs",
    description = {
      "Checks photos of subjects taken by a phone and by a camera each, and packs the complete pairs",
      "as PairCams is packed: DIR/pairs.parquet, which extract takes for --images."
    })
final class PairsCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      description =
          "Folder of a folder for each subject, or CSV with the columns photo and subject and, where"
              + " Exif does not tell them, model and type (phone or camera).")
  private Path images;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    PairPacker.Outcome outcome = PairPacker.pack(images, out);
    outcome.problems().forEach(common.progress()::say);
    common.progress().say("%,d pairs".formatted(outcome.subjects().size()));
    common.out().println(outcome.file());
    return 0;
  }
}
