package org.encodertraces.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.encodertraces.result.Versions;

/**
 * What benchmarks measured over time: {@code benchmarks/history.csv}, to which a run adds a line.
 *
 * <p>A run from elsewhere than the checkout adds none. Times are of the clock or of CPUs, as the
 * figure's name says; lines of other processors or of a busy machine compare by their ratios alone.
 */
final class History {

  private static final Path FOLDER = Path.of("benchmarks");
  private static final Path FILE = FOLDER.resolve("history.csv");
  private static final String HEADER =
      "time,commit,processor,cores,load,benchmark,figure,median,unit,rounds\n";

  private History() {}

  /**
   * Adds the median of a run's rounds.
   *
   * @param rounds one value a round
   */
  static void add(String benchmark, String figure, String unit, double[] rounds)
      throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return;
    }
    var libraries = Versions.current().libraries();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String line =
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%d,%.1f,%s,%s,%.4g,%s,%d%n",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            libraries.get("commit"),
            libraries.getOrDefault("processor", "unknown").replace(',', ' '),
            Runtime.getRuntime().availableProcessors(),
            load,
            benchmark,
            figure,
            median(rounds),
            unit,
            rounds.length);
    if (!Files.exists(FILE)) {
      Files.writeString(FILE, HEADER);
    }
    Files.writeString(FILE, line, StandardOpenOption.APPEND);
  }

  /** Seconds that all threads of this process have had of processors, as far as the JVM knows. */
  static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
