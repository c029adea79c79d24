package org.encodertraces.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.Workers;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.SgdTrial;
import org.encodertraces.probe.Training;
import org.encodertraces.result.ProbeResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "probe",
    description = "Reads a trace from embeddings with a linear probe.",
    subcommands = ProbeCommand.ProcessingCommand.class)
final class ProbeCommand {

  private ProbeCommand() {}

  @Command(
      name = "processing",
      description = {
        "Predicts a processing parameter as the study does: tunes, trains once for each seed, tests",
        "every validation photo under every class. The interval is over photos."
      })
  static final class ProcessingCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private AnalysisOptions analysis;

    @Option(
        names = "--training",
        paramLabel = "all|one",
        description =
            "Classes each training photo is shown under: one as in the study, or all, which finds"
                + " fainter traces in few photos. Default: one.")
    private Training training = Training.ONE;

    @Option(
        names = "--seeds",
        paramLabel = "N",
        description = "Final runs. Default: ${DEFAULT-VALUE}.")
    private int seeds = ProcessingProbe.Settings.STUDY_SEEDS;

    @Option(
        names = "--classifier",
        paramLabel = "sgd|lbfgs",
        description =
            "sgd as in the study, or logistic regression with scikit-learn's objective."
                + " Default: ${DEFAULT-VALUE}.")
    private String classifier = "sgd";

    @Option(
        names = "--tuning",
        paramLabel = "sequence|tpe",
        description =
            "How sgd's 30 trials are proposed: all at once, spread evenly, or one after the other as"
                + " the study does. Default: ${DEFAULT-VALUE}.")
    private Classifier.Tuning tuning = Classifier.Tuning.SEQUENCE;

    @Option(
        names = "--paired",
        description =
            "Also probe each embedding less the mean of its photo's over all classes: what a trace"
                + " looks like without the content.")
    private boolean paired;

    @Option(
        names = "--C",
        paramLabel = "X",
        description = "lbfgs: inverse strength of the penalty; skips the tuning.")
    private @Nullable Double c;

    @Option(
        names = "--lr",
        paramLabel = "X",
        description = "Learning rate; with --wd, skips the tuning.")
    private @Nullable Double lr;

    @Option(
        names = "--wd",
        paramLabel = "X",
        description = "Weight decay; with --lr, skips the tuning.")
    private @Nullable Double wd;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (seeds < 1 || seeds > 1000) {
        throw new UsageException("--seeds %d: expected 1 to 1000".formatted(seeds));
      }
      Classifier chosen = classifier();
      ParameterEmbeddings embeddings = analysis.open();
      try (Workers workers = new Workers(common.threads())) {
        ProbeOutcome outcome =
            ProcessingProbe.run(
                embeddings,
                new ProcessingProbe.Settings(chosen, training, seeds, paired),
                MatrixProduct.best(),
                workers,
                common.progress());
        Map<String, String> own = new LinkedHashMap<>();
        own.put("training", training.id());
        own.put("seeds", Integer.toString(seeds));
        own.put("classifier", chosen.toString());
        own.put("paired", Boolean.toString(paired));
        ProbeResult result =
            ProbeResult.of(analysis.header("probe", embeddings, own, common), outcome);
        common
            .progress()
            .say(
                String.format(
                    Locale.ROOT,
                    "accuracy %.2f %% ± %.2f (95 %%: %.2f to %.2f), chance %.2f %%",
                    result.accuracyMean(),
                    result.accuracyStd(),
                    result.interval().low(),
                    result.interval().high(),
                    result.chance()));
        analysis.publish(result, common);
        return 0;
      }
    }

    private Classifier classifier() {
      return switch (classifier) {
        case "sgd" -> {
          if (c != null) {
            throw new UsageException("--C goes with --classifier lbfgs");
          }
          yield new Classifier.Sgd(givenTrial(), tuning);
        }
        case "lbfgs" -> {
          if (lr != null || wd != null) {
            throw new UsageException("--lr and --wd go with --classifier sgd");
          }
          if (c != null && !(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--C %s: expected a number above 0".formatted(c));
          }
          yield new Classifier.Logistic(c == null ? OptionalDouble.empty() : OptionalDouble.of(c));
        }
        default ->
            throw new UsageException(
                "--classifier %s: expected sgd or lbfgs".formatted(classifier));
      };
    }

    private Optional<SgdTrial> givenTrial() {
      if (lr == null && wd == null) {
        return Optional.empty();
      }
      if (lr == null || wd == null) {
        throw new UsageException("--lr and --wd go together");
      }
      if (!(lr > 0) || !(wd >= 0) || lr.isInfinite() || wd.isInfinite()) {
        throw new UsageException(
            "--lr %s --wd %s: expected a rate above 0 and a decay of 0 or more".formatted(lr, wd));
      }
      return Optional.of(new SgdTrial(lr, wd));
    }
  }
}
