package org.encodertraces.linalg;

import org.encodertraces.Progress;

/**
 * What computes, and who hears of it. None of it decides a number but the product in its last
 * digits, which a result's provenance names.
 *
 * @param threads that work at once
 * @param workers the threads
 * @param product of matrices
 * @param progress is told how far the work has come
 */
public record Engine(int threads, Workers workers, MatrixProduct product, Progress progress)
    implements AutoCloseable {

  /** An engine with the best product that this machine has. */
  public static Engine of(int threads, Progress progress) {
    return new Engine(threads, new Workers(threads), MatrixProduct.best(), progress);
  }

  @Override
  public void close() {
    workers.close();
  }
}
