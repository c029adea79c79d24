package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.io.FolderLock;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Parameter;
import org.encodertraces.study.Audit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = {
      "Everything at once on your own photos and encoder: extracts under all processings, probes,",
      "and kNN where the folder has classes; ends with DIR/report.html and DIR/results/*.json.",
      "The three built-in encoders run beside yours as controls. Your encoder's probes are repeated",
      "on ten random splits of the photos, to tell how far their figures move.",
      "An interrupted audit continues when it is started again. One run at a time writes into DIR:",
      "a second is refused (network file systems cannot be trusted to tell)."
    })
final class AuditCommand implements Callable<Integer> {

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

  @Override
  public Integer call() throws IOException, InterruptedException {
    extraction.requireSense();
    int threads = extraction.threads();
    List<Parameter> measured = parameters.studyAndOwn();
    ImageDataset dataset = extraction.dataset();
    common.sayIgnored(dataset.ignored());
    FolderLock.requireFree(out);
    List<Encoder> encoders = new ArrayList<>();
    try {
      FirstUse.Ready ready = extraction.open(encoder.reference(), dataset.all().size(), common);
      encoders.add(ready.encoder());
      String own = encoders.get(0).card().id();
      Encoders.builtIn().stream()
          .filter(control -> !control.card().id().equals(own))
          .forEach(encoders::add);
      Audit.Outcome outcome =
          new Audit(
                  dataset,
                  encoders,
                  new Audit.Settings(
                      out,
                      common.commandLine(),
                      extraction.settings(
                          measured.stream()
                              .flatMap(parameter -> parameter.classes().stream())
                              .distinct()
                              .toList(),
                          ready,
                          Audit.embeddings(out).resolve(dataset.name())),
                      measured,
                      Optional.ofNullable(training),
                      true,
                      threads),
                  common.progress())
              .run();
      common.warnOfIgnored(dataset);
      common.out().println(outcome.page());
      return 0;
    } finally {
      encoders.forEach(Encoder::close);
    }
  }
}
