package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.io.Sha256;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the experiments that need embeddings alone. */
final class AnalysisOptions {

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      description = "The data set's folder, which holds the processing folders.")
  private Path embeddings;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "E",
      description = "MODEL/VARIANT, or the path of an .onnx file; its files are looked for.")
  private String encoder;

  @Option(
      names = "--parameter",
      required = true,
      paramLabel = "P",
      description = "jpeg, sharpening, resizing or interpolation.")
  private String parameter;

  @Option(
      names = "--drop-bad-rows",
      description = "Leave photos out whose embedding holds NaN, infinities or only zeros.")
  private boolean dropBadRows;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the result file into this folder. Default: results, in the current folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  ParameterEmbeddings open() throws IOException {
    return ParameterEmbeddings.open(
        new EmbeddingFolder(embeddings),
        encoderName(),
        Names.parameter(parameter),
        dropBadRows ? BadRows.DROP : BadRows.REFUSE);
  }

  private EncoderName encoderName() {
    return EncoderName.ofReference(encoder);
  }

  ResultHeader header(
      String kind, ParameterEmbeddings opened, Map<String, String> own, CommonOptions common)
      throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("embeddings", embeddings.toString());
    options.put("encoder", encoder);
    options.put("parameter", parameter);
    options.put("drop-bad-rows", Boolean.toString(dropBadRows));
    options.put(
        "dropped rows",
        "%d train, %d val".formatted(opened.dropped().train(), opened.dropped().val()));
    options.putAll(own);
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Path file : opened.files()) {
      inputs.put(embeddings.relativize(file).toString(), Sha256.of(file));
    }
    return ResultHeader.of(
        kind,
        opened.encoder().id(),
        ExtractionRecord.category(embeddings, opened.encoder()).orElse("custom"),
        String.valueOf(embeddings.toAbsolutePath().normalize().getFileName()),
        new Provenance(common.commandLine(), options, inputs, Versions.current().libraries()));
  }

  /** Writes the result file, and prints the result or where it is. */
  void publish(TraceResult result, CommonOptions common) throws IOException {
    if (json) {
      common.out().print(ResultFiles.json(result));
      common.out().flush();
      if (out == null) {
        return;
      }
    }
    Path folder = out == null ? Path.of("results") : out;
    Path file = ResultFiles.write(folder, result);
    if (!json) {
      common.out().println(file);
    }
  }
}
