package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.io.FileDigests;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.PlanEntry;
import org.encodertraces.result.Provenance;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;
import org.encodertraces.result.Versions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose embeddings an experiment reads, and where its result goes. */
final class ResultOptions {

  /** Where results go. */
  static final String OUT = "Folder of the result files. Default: results, in the current folder.";

  @Mixin private EncoderOption encoder;

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      description =
          "The data set's folder, which holds the processing folders; the encoder's files are"
              + " looked for there.")
  private Path embeddings;

  @Option(
      names = "--through",
      paramLabel = "FILE",
      description =
          "Read all embeddings through the map in this .safetensors (weight, bias; beside it .json),"
              + " such as a repair's: x becomes L2(Wx + b).")
  private @Nullable Path through;

  @Option(names = "--out", paramLabel = "DIR", description = OUT)
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result object, and nothing else.")
  private boolean json;

  /** The encoder's embeddings, through the map if one was given. */
  StoredEncoder stored() throws IOException {
    EmbeddingStore store = EmbeddingStore.open(embeddings);
    return (through == null ? store : store.through(AffineMapFile.read(through))).of(encoder());
  }

  private EncoderName encoder() {
    return EncoderName.ofReference(encoder.reference());
  }

  /**
   * The header of a result.
   *
   * @param settings what was asked
   * @param source of the embeddings
   * @param files that were read
   * @param found on the way
   * @param product that multiplied matrices
   */
  ResultHeader header(
      ExperimentSettings settings,
      StoredEncoder source,
      List<Path> files,
      Map<String, String> found,
      MatrixProduct product,
      CommonOptions common)
      throws IOException {
    FileDigests digests = FileDigests.ofUser();
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Path file : files) {
      inputs.put(file.toString(), digests.of(file));
    }
    Map<String, String> told = new LinkedHashMap<>(found);
    told.putAll(source.store().mapNotes());
    return ResultHeader.of(
        settings.experiment(),
        source.name().id(),
        source.category().orElse("custom"),
        String.valueOf(embeddings.toAbsolutePath().normalize().getFileName()),
        new Provenance(
            common.commandLine(),
            new PlanEntry(
                embeddings.toAbsolutePath().normalize().toString(),
                source.name().id(),
                source
                    .store()
                    .map()
                    .map(map -> map.file().toAbsolutePath().normalize().toString())
                    .orElse(null),
                settings),
            told,
            inputs,
            Versions.current().withProduct(product.describe()).libraries()));
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
