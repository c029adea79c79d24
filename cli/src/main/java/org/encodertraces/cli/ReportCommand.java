package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.report.ReportPage;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    description = "One self-contained page over the result files of any number of encoders.")
final class ReportCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--results",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of result files; what lies deeper in them counts too.")
  private List<Path> folders;

  @Option(names = "--out", required = true, paramLabel = "FILE.html", description = "The page.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    OutputFile.require(out, List.of(".html", ".htm"));
    List<TraceResult> results = new ArrayList<>();
    for (Path folder : folders) {
      results.addAll(ResultFiles.readAll(folder, Experiments.all()));
    }
    ReportPage.write(out, results, Experiments.sections(Experiments.all()));
    common.out().println(out);
    return 0;
  }
}
