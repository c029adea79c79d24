package org.encodertraces.examples;

import java.nio.file.Path;
import java.util.List;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.study.Audit;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;

/** Audits a folder of photos: java … AuditFolder PHOTOS ENCODER OUT. */
public final class AuditFolder {

  private AuditFolder() {}

  public static void main(String[] arguments) throws Exception {
    Path photos = Path.of(arguments[0]);
    Path out = Path.of(arguments[2]);
    StudyPlan wanted = StudyPlan.ofImages(photos, List.of(arguments[1]), out);
    StudyPlan plan = Audit.plan(Datasets.open(photos), Audit.Wish.quick(wanted), Progress.NONE);
    var manner = StudyRun.Manner.ofPlan("AuditFolder");
    try (Engine engine = Engine.ofMachine();
        StudyRun run = StudyRun.open(plan, manner, Experiments.all(), engine)) {
      StudyRun.Outcome outcome = run.run();
      for (TraceResult result : outcome.results()) {
        if (result instanceof ProbeResult probe) {
          System.out.printf(
              "%s reads %s at %.0f %% (%.0f to %.0f; chance is %.0f)%n",
              probe.header().encoder(),
              probe.parameter(),
              probe.accuracyMean(),
              probe.interval().low(),
              probe.interval().high(),
              probe.chance());
        }
      }
      System.out.println(outcome.page().orElseThrow());
    }
  }
}
