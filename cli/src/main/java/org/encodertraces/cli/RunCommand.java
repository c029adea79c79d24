package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.study.PlanCheck;
import org.encodertraces.study.PlanFile;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Runs a study plan: data, encoders and experiments with their settings, in one JSON document",
      "(docs/plan.schema.json). A result file is such a plan too, and is repeated number for number;",
      "so is the audit.json of an audit. An interrupted plan goes on with what is missing. With a",
      "folder it ends with DIR/report.html, DIR/results/*.json and the plan as DIR/plan.json."
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Parameters(paramLabel = "PLAN.json", description = "The plan, or a result to repeat.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of embeddings, results and the page. Default: the plan's; a plan without one"
              + " writes results alone, into results in the current folder.")
  private @Nullable Path out;

  @Option(
      names = "--dry-run",
      description = "Print the plan with every default spelled out, and run nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Experiment<?, ?>> known = Experiments.all();
    StudyPlan read = PlanFile.read(file, known);
    StudyPlan plan = out == null ? read : read.into(out.toAbsolutePath().normalize().toString());
    PlanCheck check = new PlanCheck(file, plan, known);
    check.require();
    if (dryRun) {
      check.requirePhotos();
      common.out().print(PlanFile.json(plan));
      common.out().flush();
      return 0;
    }
    try (Engine engine = threads.engine(common);
        StudyRun run = open(plan, known, engine)) {
      StudyRun.Outcome outcome = run.run();
      outcome
          .page()
          .ifPresentOrElse(
              common.out()::println, () -> outcome.files().forEach(common.out()::println));
      common.out().flush();
      return 0;
    }
  }

  /** What a plan cannot mean is its file's fault, and no option's. */
  private StudyRun open(StudyPlan plan, List<Experiment<?, ?>> known, Engine engine)
      throws IOException, InterruptedException {
    try {
      return StudyRun.open(plan, StudyRun.Manner.ofPlan(common.commandLine()), known, engine);
    } catch (UsageException e) {
      throw new InputException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
