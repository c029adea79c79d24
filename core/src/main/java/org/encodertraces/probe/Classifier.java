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
   * @param order of the rows in an epoch
   */
  record Sgd(Optional<SgdTrial> given, Tuning tuning, Order order) implements Classifier {

    /** In the study's order. */
    public Sgd(Optional<SgdTrial> given, Tuning tuning) {
      this(given, tuning, Order.ROWS);
    }

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

    @Override
    public Order order() {
      return Order.ROWS;
    }
  }

  /** How SGD's trials are proposed. */
  enum Tuning {
    /** In rounds that learn from those before: {@link TreeParzenEstimator}. */
    TPE,
    /** All at once, spread evenly: {@link TrialSequence}. Faster; misses the best by a little. */
    SEQUENCE
  }

  /** What an epoch of SGD deals anew. */
  enum Order {
    /** All rows: the study's. */
    ROWS,
    /**
     * Blocks of 128 rows, which a shuffle of all rows has put together once: they are read where
     * they lie. Faster; reads as well (PERFORMANCE.md).
     */
    BLOCKS
  }

  /** The value on the command line and in files. */
  String id();

  /** What an epoch of a training by SGD deals anew; that of rows where there is none. */
  Order order();
}
