package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.encoder.EmbeddingMap;
import org.encodertraces.encoder.FoldedEncoder;
import org.encodertraces.io.Sha256;
import org.encodertraces.study.CheckPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "fold",
    description = {
      "Puts a repair into an encoder's graph: a copy whose embeddings are repaired, for any ONNX",
      "runtime, with its settings beside it. The copy has one output, [n, d], picked and pooled as the",
      "encoder's settings say; it keeps its name unless it was pooled from tokens. Other outputs are",
      "left out, for they still hold the trace. Weights in files beside the encoder are linked beside",
      "the copy, or copied. The copy is tried on drawn pictures before it gets its name. A graph cannot",
      "refuse: a repair that was fitted on vectors as stored is applied to any."
    })
final class RepairFoldCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--repair",
      required = true,
      paramLabel = "FILE",
      description = "The repair, a .safetensors with its JSON beside it.")
  private Path repair;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "E",
      description = EncoderOption.REFERENCES)
  private String encoder;

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      description = "Where the copy goes; FILE.json, without .onnx, are its settings.")
  private Path onnx;

  @Override
  public Integer call() throws IOException {
    FoldedEncoder folded = fold(repair, encoder, onnx);
    said(folded).forEach(common.progress()::say);
    common.out().println(folded.file());
    return 0;
  }

  /** Puts the map of a file into a copy of an encoder. */
  static FoldedEncoder fold(Path repair, String encoder, Path onnx) throws IOException {
    AffineMap map = AffineMapFile.read(repair).map();
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("file", String.valueOf(repair.getFileName()));
    origin.put("sha256", Sha256.of(repair));
    origin.put("encoder", encoder);
    return FoldedEncoder.write(
        encoder,
        new EmbeddingMap(
            map.dimension(), map.weight(), map.bias(), map.fittedOn() instanceof FittedOn.Unit),
        origin,
        onnx,
        CheckPictures.few());
  }

  /** What a user should know of a copy, a line each. */
  static List<String> said(FoldedEncoder folded) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: output \"%s\", tried on drawn pictures: at most %.1e from the repair behind the"
                + " encoder in any coordinate",
            folded.file(),
            folded.output(),
            folded.difference()));
    if (!folded.leftOut().isEmpty()) {
      lines.add("outputs left out: " + String.join(", ", folded.leftOut()));
    }
    folded.weights().forEach((name, how) -> lines.add("weights in %s: %s".formatted(name, how)));
    return lines;
  }
}
