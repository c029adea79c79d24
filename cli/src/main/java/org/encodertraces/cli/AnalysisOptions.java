package org.encodertraces.cli;

import java.io.IOException;
import java.util.Map;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the experiments on one processing parameter. */
final class AnalysisOptions {

  @Mixin private ResultOptions results;
  @Mixin private ParametersOptions parameters;

  @Option(
      names = "--parameter",
      required = true,
      paramLabel = "P",
      description =
          "jpeg, sharpening, resizing, interpolation; messenger, social, thumbnail, webp,"
              + " screenshot, scan, edit; or one of --parameters.")
  private String parameter;

  @Option(
      names = "--drop-bad-rows",
      description = "Leave photos out whose embedding holds NaN, infinities or only zeros.")
  private boolean dropBadRows;

  ParameterEmbeddings open() throws IOException {
    Parameter asked = parameters.parameter(parameter);
    return results.stored().open(asked, dropBadRows ? BadRows.DROP : BadRows.REFUSE);
  }

  /** Whether photos without a direction are left out. */
  boolean dropBadRows() {
    return dropBadRows;
  }

  ResultHeader header(
      ExperimentSettings settings,
      ParameterEmbeddings opened,
      MatrixProduct product,
      CommonOptions common)
      throws IOException {
    return results.header(
        settings,
        opened.source(),
        opened.files(),
        Map.of(
            "dropped rows",
            "%d train, %d val".formatted(opened.dropped().train(), opened.dropped().val())),
        product,
        common);
  }

  void publish(TraceResult result, CommonOptions common) throws IOException {
    results.publish(result, common);
  }
}
