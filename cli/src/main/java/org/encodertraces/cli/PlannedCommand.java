package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.UsageException;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Asking;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.SettingsReader;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.jspecify.annotations.Nullable;

/**
 * A plan of one experiment whose command has words of its own.
 *
 * @param experiment its name
 * @param options what the command calls a value whose key is not the option's name
 */
record PlannedCommand(
    String experiment,
    CommonOptions common,
    ExtractionOptions extraction,
    Map<String, String> options) {

  /** What the command calls a value. */
  private String option(String key) {
    if (key.isEmpty()) {
      return experiment;
    }
    return options.getOrDefault(key, "--" + key.replace('_', '-').toLowerCase(Locale.ROOT));
  }

  private Asking asking(KnownProcessings known) {
    return new Asking(
        known,
        Path.of(""),
        extraction.images().seed(),
        extraction.upright(),
        new Asking.Complaint() {
          @Override
          public RuntimeException about(String key, Optional<String> value, String said) {
            return new UsageException(
                value
                    .map(one -> "%s %s: %s".formatted(option(key), one, said))
                    .orElseGet(() -> "%s: %s".formatted(option(key), said)));
          }

          @Override
          public String name(String key) {
            return option(key);
          }
        });
  }

  /**
   * Runs it.
   *
   * @param asked values by their keys
   * @param encoder as it was asked for
   * @param results folder of the result; empty for none
   */
  StudyRun.Outcome run(
      KnownProcessings known, ObjectNode asked, String encoder, Optional<Path> results)
      throws IOException, InterruptedException {
    extraction.requireSense();
    Experiment<?, ?> planned = Experiments.named(experiment, Experiments.all()).orElseThrow();
    List<StudyPlan.Planned> settings =
        new SettingsReader(asking(known), List.of())
            .read(planned, asked).stream()
                .map(one -> new StudyPlan.Planned(one, List.of()))
                .toList();
    try (Engine engine = extraction.engine(common);
        StudyRun run =
            StudyRun.open(
                plan(settings, reference(encoder)),
                new StudyRun.Manner(common.commandLine(), results, false),
                Experiments.all(),
                engine)) {
      return run.run();
    }
  }

  private StudyPlan plan(List<StudyPlan.Planned> settings, String encoder) {
    ImagesOptions images = extraction.images();
    boolean photos = images.given();
    @Nullable String folder = photos ? images.images().toString() : null;
    return new StudyPlan(
        new StudyPlan.Data(
            folder,
            null,
            null,
            photos ? images.name().orElse(null) : null,
            photos ? images.label().orElse(null) : null),
        List.of(encoder),
        List.of(),
        settings,
        images.seed(),
        extraction.batch().orElse(null),
        extraction.upright(),
        extraction.device(),
        null);
  }

  /** An id as it is; a file by its whole path, so that a plan means it from anywhere. */
  static String reference(String encoder) {
    return encoder.endsWith(".onnx")
        ? Path.of(encoder).toAbsolutePath().normalize().toString()
        : encoder;
  }
}
