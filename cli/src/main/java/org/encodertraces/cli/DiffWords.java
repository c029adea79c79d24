package org.encodertraces.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.UsageException;
import org.encodertraces.experiment.DiffSettings;
import org.encodertraces.experiment.DiffTable;
import org.encodertraces.result.DiffResult;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The two encoders of {@code traces diff}, and what it ends with. */
final class DiffWords implements ExperimentWords {

  private static final String OTHER = "other";

  @Parameters(index = "0", paramLabel = "A", description = EncoderOption.REFERENCES)
  private String a;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      description =
          "The same of the encoder that takes its place. Default: A, with what options that end in"
              + " -a or -b do differently.")
  private @Nullable String b;

  @Override
  public Map<String, String> calls() {
    return Map.of(OTHER, "B");
  }

  @Override
  public void ask(ObjectNode asked) {
    asked.put(OTHER, b == null ? a : b);
  }

  /** An encoder is not compared with itself by an oversight: who means that names it twice. */
  @Override
  public void require(ExperimentSettings settings) {
    DiffSettings diff = (DiffSettings) settings;
    if (b == null && diff.change() == null && diff.otherChange() == null) {
      throw new UsageException(
          ("B: missing; expected the encoder that takes the place of %s, or what is done"
                  + " differently with %s itself, such as --resample-b opencv")
              .formatted(a, a));
    }
  }

  @Override
  public boolean nameEncoder() {
    return true;
  }

  @Override
  public Optional<String> encoder() {
    return Optional.of(a);
  }

  @Override
  public List<String> lines(TraceResult result) {
    return new DiffTable((DiffResult) result).lines();
  }

  @Override
  public int exitCode(TraceResult result) {
    return Boolean.FALSE.equals(((DiffResult) result).within()) ? Traces.ABOVE_TOLERANCE : 0;
  }
}
