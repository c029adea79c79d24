package org.encodertraces.engine;

import org.encodertraces.Progress;
import org.encodertraces.linalg.MatrixProduct;

/**
 * What computes, and who hears of it. None of it decides a number but the product in its last
 * digits, which a result's provenance names.
 *
 * @param workers threads that work at once
 * @param product of matrices
 * @param progress is told how far the work has come
 */
public record Engine(Workers workers, MatrixProduct product, Progress progress)
    implements AutoCloseable {

  /** An engine with the best product that this machine has. */
  public static Engine of(int threads, Progress progress) {
    return new Engine(new Workers(threads), MatrixProduct.best(), progress);
  }

  /** An engine of as many threads as the machine has processors, that tells nobody. */
  public static Engine ofMachine() {
    return of(Runtime.getRuntime().availableProcessors(), Progress.NONE);
  }

  /** How many threads work at once. */
  public int threads() {
    return workers.threads();
  }

  @Override
  public void close() {
    workers.close();
  }
}
