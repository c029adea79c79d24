package org.encodertraces.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * Stands in the list of commands for those of the module {@code spark}, which {@code ./traces}
 * starts in this one's place: Spark's libraries are not on this class path.
 */
@Command(
    name = "spark",
    description = {
      "Does extract, knn and probe under Apache Spark, with the same options and numbers, and turns",
      "embeddings into Parquet and back. The first use builds a module of its own and downloads Spark."
    })
final class SparkCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "extract, knn, probe, to-parquet or from-parquet, and its options.")
  private List<String> command = new ArrayList<>();

  /** The options are the module's to read. */
  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UsageException(
        "spark is a module of its own, which this jar does not hold: start it by ./traces spark "
            + String.join(" ", command)
            + (options.isEmpty() ? "" : " …"));
  }
}
