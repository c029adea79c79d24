package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.io.FolderLock;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Parameter;
import org.encodertraces.study.Audit;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = {
      "Everything at once on your own photos and encoder: extracts under all processings, probes,",
      "and kNN where the folder has classes; ends with DIR/report.html and DIR/results/*.json.",
      "Where the photos' Exif tells of two makes, models or ISO speeds of twenty photos or more,",
      "these are probed too; of pairs (traces pairs), retrieval. DIR/audit.json is its plan, which",
      "traces run takes.",
      "The three built-in encoders run beside yours as controls. Your encoder's probes are repeated",
      "on ten random splits of the photos, to tell how far their figures move.",
      "An interrupted audit continues when it is started again. One command at a time writes into DIR:",
      "a second is refused (network file systems cannot be trusted to tell)."
    })
final class AuditCommand implements Callable<Integer> {

  /** The control that sees traces. */
  private static final String QUICK_CONTROL = "builtin/residual";

  @Mixin private CommonOptions common;
  @Mixin private ParametersOptions parameters;
  @Mixin private ExtractionOptions extraction;

  @Mixin private EncoderOption encoder;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--training",
      paramLabel = "all|one",
      description =
          "Classes each training photo is shown to the probe under: all, or one as in the study."
              + " Default: all below 20,000 training photos.")
  private @Nullable Training training;

  @Option(
      names = "--quick",
      description =
          "Within a minute on 200 photos: JPEG quality and resizing alone, probes without tuning,"
              + " a short ladder, one control. Tells less, and is no figure of the study.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    extraction.requireSense();
    List<Parameter> measured = parameters.studyAndOwn();
    ImageDataset dataset = extraction.dataset();
    FolderLock.requireFree(out);
    StudyPlan plan =
        Audit.plan(
            dataset,
            new Audit.Wish(data(dataset), measured, Optional.ofNullable(training), true, quick),
            common.progress());
    Audit.leftOut(dataset).forEach(common.progress()::say);
    try (Engine engine = extraction.engine(common);
        StudyRun run =
            StudyRun.open(
                plan, StudyRun.Manner.ofAudit(common.commandLine()), Experiments.all(), engine)) {
      run.run().page().ifPresent(common.out()::println);
      return 0;
    }
  }

  /** The plan but for its experiments. */
  private StudyPlan data(ImageDataset dataset) {
    String own = encoder.reference();
    List<String> encoders = new ArrayList<>();
    encoders.add(EncoderOption.planned(own));
    Encoders.builtIn().stream()
        .map(control -> control.card().id())
        .filter(control -> !control.equals(own))
        .filter(control -> !quick || control.equals(QUICK_CONTROL))
        .forEach(encoders::add);
    return new StudyPlan(
        new StudyPlan.Data(
            dataset.root().toString(),
            null,
            null,
            dataset.name(),
            extraction.images().label().orElse(null)),
        encoders,
        List.of(),
        List.of(),
        extraction.images().seed(),
        extraction.batch().orElse(null),
        extraction.upright(),
        extraction.device(),
        out.toAbsolutePath().normalize().toString());
  }
}
