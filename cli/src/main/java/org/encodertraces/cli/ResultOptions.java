package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.extraction.ExtractionRecord;
import org.encodertraces.io.Sha256;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose embeddings an experiment reads, and where its result goes. */
final class ResultOptions {

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
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the result file into this folder. Default: results, in the current folder.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  Path embeddings() {
    return embeddings;
  }

  EncoderName encoder() {
    return EncoderName.ofReference(encoder);
  }

  ResultHeader header(String kind, List<Path> files, Map<String, String> own, CommonOptions common)
      throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("embeddings", embeddings.toString());
    options.put("encoder", encoder);
    // Map.of iterates in another order in every JVM.
    options.putAll(new TreeMap<>(own));
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Path file : files) {
      inputs.put(file.toString(), Sha256.of(file));
    }
    return ResultHeader.of(
        kind,
        encoder().id(),
        ExtractionRecord.category(embeddings, encoder()).orElse("custom"),
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
    Path file = ResultFiles.write(out == null ? Path.of("results") : out, result);
    if (!json) {
      common.out().println(file);
    }
  }
}
