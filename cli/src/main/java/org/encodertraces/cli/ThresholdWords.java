package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.encodertraces.Spelling;
import org.encodertraces.UsageException;
import org.encodertraces.copies.ThresholdOutcome;
import org.encodertraces.experiment.ThresholdSettings;
import org.encodertraces.experiment.ThresholdTable;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.result.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lines for other programs {@code traces threshold} prints. */
final class ThresholdWords implements ExperimentWords {

  @Option(
      names = "--kind",
      paramLabel = "NAME",
      description =
          "The kind of copy whose lines for other programs are printed. Default: the first.")
  private @Nullable String kind;

  @Option(
      names = "--keep",
      paramLabel = "90|95|99",
      description = "The percentage of copies that these lines keep. Default: ${DEFAULT-VALUE}.")
  private String keep = "95";

  @Override
  public Map<String, String> calls() {
    return Map.of("kinds", "--sets");
  }

  @Override
  public void ask(ObjectNode asked) {
    if (!ThresholdOutcome.SHARES.contains(keep)) {
      throw new UsageException("--keep %s: expected 90, 95 or 99".formatted(keep));
    }
  }

  @Override
  public void require(ExperimentSettings settings) {
    List<String> names = ((ThresholdSettings) settings).kindNames();
    if (kind != null && !names.contains(kind)) {
      throw new UsageException(
          "--kind %s: no such kind of copy%s; expected one of %s"
              .formatted(kind, Spelling.didYouMean(kind, names), String.join(", ", names)));
    }
  }

  @Override
  public List<String> lines(TraceResult result) {
    return new ThresholdTable((ThresholdResult) result, keep, kind).lines();
  }
}
