package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.encodertraces.engine.Engine;
import org.encodertraces.study.Demo;
import org.encodertraces.study.StudyRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "The whole study in miniature on pictures it draws itself; ends with DIR/report.html.",
      "Needs no network and no download."
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where everything goes. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("traces-demo");

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Engine engine = threads.engine(common)) {
      StudyRun.Outcome outcome = Demo.run(out, common.commandLine(), engine);
      outcome.page().ifPresent(common.out()::println);
      return 0;
    }
  }
}
