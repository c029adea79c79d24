package org.encodertraces.machine;

import java.lang.management.ManagementFactory;

/**
 * Seconds of processors, which are the same on a busy machine as on a quiet one, but for shared
 * caches.
 */
public final class ProcessorTime {

  private static final double NANOS = 1e9;
  private static final double LEAST = 1e-6;

  private ProcessorTime() {}

  /** What the calling thread has had. */
  static double ofThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS;
  }

  /** What the calling thread has had since, and never nothing, as clocks may be coarse. */
  static double since(double start) {
    return Math.max(LEAST, ofThread() - start);
  }

  /** What all threads of this process have had; where the JVM does not know, the clock. */
  public static double ofProcess() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getProcessCpuTime() / NANOS
        : System.nanoTime() / NANOS;
  }

  /** What they have had since, and never nothing, as clocks may be coarse. */
  static double ofProcessSince(double start) {
    return Math.max(LEAST, ofProcess() - start);
  }
}
