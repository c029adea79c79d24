package org.encodertraces.encoder;

/**
 * What a network may use.
 *
 * @param threadsPerRun threads that work on one batch together. One is enough while there are
 *     batches for all cores, and then nothing waits; more helps a few batches on many cores
 */
public record Compute(Device device, int threadsPerRun) {

  /** Each run on its calling thread alone. */
  public static final Compute ALONE = new Compute(Device.CPU, 1);

  public Compute {
    if (threadsPerRun < 1) {
      throw new IllegalArgumentException(threadsPerRun + " threads a run; expected 1 or more");
    }
  }

  /**
   * Leaves no core idle: where there are fewer batches than threads, several threads share one.
   *
   * @param batches that can be run at the same time
   */
  public static Compute of(Device device, int threads, int batches) {
    return new Compute(device, Math.max(1, threads / Math.max(1, batches)));
  }
}
