package org.encodertraces.probe;

import java.util.Optional;
import java.util.OptionalDouble;

/** How the linear layer is trained, and how its settings are found. */
public sealed interface Classifier {

  /**
   * The study's: SGD with momentum.
   *
   * @param given settings that skip the tuning
   * @param tuning how trials are proposed
   */
  record Sgd(Optional<SgdTrial> given, Tuning tuning) implements Classifier {
    @Override
    public String id() {
      return "sgd";
    }
  }

  /**
   * Logistic regression by L-BFGS.
   *
   * @param given inverse strength of the penalty, C, that skips the tuning
   */
  record Logistic(OptionalDouble given) implements Classifier {
    @Override
    public String id() {
      return "lbfgs";
    }
  }

  /** How SGD's trials are proposed. */
  enum Tuning {
    /** In rounds that learn from those before: {@link TreeParzenEstimator}. */
    TPE,
    /** All at once, spread evenly: {@link TrialSequence}. Faster; misses the best by a little. */
    SEQUENCE
  }

  /** The value on the command line and in files. */
  String id();
}
