package org.encodertraces.spark;

import java.util.Map;
import java.util.Set;
import org.encodertraces.cli.Traces;

/**
 * {@code traces spark}, and the main class for {@code spark-submit}: the commands of {@code traces}
 * whose work Spark does, with the same options.
 */
public final class SparkTraces {

  private SparkTraces() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Traces.startAs(
        "traces spark",
        "The commands of traces whose work Apache Spark does, with the same options and numbers.",
        Set.of("extract", "knn", "probe", "help"),
        Map.of("to-parquet", new ToParquetCommand(), "from-parquet", new FromParquetCommand()),
        arguments);
  }
}
