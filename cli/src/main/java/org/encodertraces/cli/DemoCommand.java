package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.encodertraces.engine.Engine;
import org.encodertraces.study.Demo;
import org.encodertraces.study.DemoPlans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "The whole study in miniature, on scenes it shoots itself and one small encoder trained in",
      "three ways; ends with DIR/report.html. Needs no network and no download."
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where everything goes. Default: traces-demo, with --quick traces-demo-quick.")
  private @Nullable Path out;

  @Option(names = "--quick", description = "One encoder, fewer questions and a smaller world.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Engine engine = threads.engine(common)) {
      DemoPlans.Size size = quick ? DemoPlans.Size.QUICK : DemoPlans.Size.FULL;
      Path folder = out == null ? Path.of(quick ? "traces-demo-quick" : "traces-demo") : out;
      common.out().println(Demo.run(folder, size, common.commandLine(), engine));
      return 0;
    }
  }
}
