package org.encodertraces.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import org.encodertraces.UsageException;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.SgdTrial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which classifier a probe trains, with which settings. */
final class ClassifierOptions {

  @Option(
      names = "--classifier",
      paramLabel = "sgd|lbfgs",
      description =
          "sgd as in the study, or logistic regression with scikit-learn's objective."
              + " Default: ${DEFAULT-VALUE}.")
  private String classifier = "sgd";

  @Option(
      names = "--tuning",
      paramLabel = "tpe|sequence",
      description =
          "How sgd's 30 trials are proposed: in rounds that learn from those before, or all at"
              + " once, spread evenly: faster, and now and then a little worse. Default: tpe.")
  private Classifier.Tuning tuning = Classifier.Tuning.TPE;

  @Option(
      names = "--C",
      paramLabel = "X",
      description = "lbfgs: inverse strength of the penalty; skips the tuning.")
  private @Nullable Double c;

  @Option(
      names = "--lr",
      paramLabel = "X",
      description = "sgd: learning rate; with --wd, skips the tuning.")
  private @Nullable Double lr;

  @Option(
      names = "--wd",
      paramLabel = "X",
      description = "sgd: weight decay; with --lr, skips the tuning.")
  private @Nullable Double wd;

  Classifier classifier() {
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
          throw new UsageException("--classifier %s: expected sgd or lbfgs".formatted(classifier));
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
