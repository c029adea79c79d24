package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.vectors.VectorFile;
import org.encodertraces.vectors.VectorFormat;
import org.encodertraces.vectors.VectorRepair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    description = {
      "Repairs vectors that exist already: x → L2(Wx + b), row by row, of .npy, .npz, .safetensors or",
      ".parquet. Rows keep their order and type, but that NumPy's float64 becomes float32, its Fortran",
      "order C order, Parquet's float16 float32 and its lists of a fixed size lists, which is said; what",
      "else the file holds (ids, labels, other columns) stays as it is. Vectors are scaled to length 1 first where the repair was fitted on",
      "such; a repair fitted on vectors as stored refuses those whose lengths it never saw. A row of",
      "zeros stays one. The file appears whole or not at all."
    })
final class RepairApplyCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--repair",
      required = true,
      paramLabel = "FILE",
      description = "The repair, a .safetensors with its JSON beside it.")
  private Path repair;

  @Option(
      names = "--vectors",
      required = true,
      paramLabel = "FILE",
      description =
          "Vectors of the encoder that it was fitted for: float16, float32 or float64, [n, d]; in"
              + " Parquet a column of lists.")
  private Path vectors;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "Where repaired vectors go. Another ending than that of --vectors converts them, if the"
              + " file holds nothing else.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The array, tensor or column of --vectors, where several could be meant. Default:"
              + " image_embeddings, embeddings, vectors, features, or the only one.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    OutputFile.require(out, VectorFormat.endings());
    if (Files.exists(out) && Files.exists(vectors) && Files.isSameFile(out, vectors)) {
      throw new UsageException(
          "--out %s: is the file of --vectors, which no repair gives back; choose another name"
              .formatted(out));
    }
    AffineMap map = AffineMapFile.read(repair).map();
    VectorFile source = VectorFile.open(vectors, Optional.ofNullable(name));
    source.notKept().forEach(what -> common.progress().say(vectors + ": " + what));
    VectorRepair.Outcome outcome =
        VectorRepair.apply(map, source, out, threads.count(), common.progress());
    if (outcome.zeroRows() > 0) {
      common
          .progress()
          .say(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d rows are zeros and stay so",
                  outcome.zeroRows(),
                  outcome.rows()));
    }
    common.out().println(out);
    return 0;
  }
}
