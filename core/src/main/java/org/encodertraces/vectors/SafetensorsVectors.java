package org.encodertraces.vectors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.io.WholeFile;

/** One tensor of a safetensors file; the others and the metadata are copied byte for byte. */
record SafetensorsVectors(Path file, Safetensors header, Safetensors.Tensor tensor)
    implements VectorFile {

  static SafetensorsVectors open(Path file, Optional<String> wanted) throws IOException {
    Safetensors header = Safetensors.open(file);
    Map<String, String> words = new LinkedHashMap<>();
    header
        .tensors()
        .values()
        .forEach(tensor -> words.put(tensor.name(), tensor.dtype() + " " + tensor.shape()));
    List<String> fitting =
        header.tensors().values().stream()
            .filter(tensor -> tensor.shape().size() == 2 && type(tensor).isPresent())
            .map(Safetensors.Tensor::name)
            .toList();
    Safetensors.Tensor tensor =
        header.tensor(
            words.size() == 1 && wanted.isEmpty()
                ? words.keySet().iterator().next()
                : Names.choose(file, words, fitting, wanted));
    List<Long> shape = tensor.shape();
    if (type(tensor).isEmpty()
        || shape.size() != 2
        || shape.get(1) < 1
        || shape.get(1) > RawRows.WIDEST) {
      throw new InputException(
          "%s: \"%s\" is %s %s; expected [n, d] F32, F16 or BF16"
              .formatted(file, tensor.name(), shape, tensor.dtype()));
    }
    return new SafetensorsVectors(file, header, tensor);
  }

  private static Optional<ValueType> type(Safetensors.Tensor tensor) {
    Optional<DType> type = tensor.type();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get()) {
      case F32 -> Optional.of(ValueType.FLOAT32);
      case F16 -> Optional.of(ValueType.FLOAT16);
      case BF16 -> Optional.of(ValueType.BFLOAT16);
      case I64, I32 -> Optional.empty();
    };
  }

  @Override
  public long rows() {
    return tensor.shape().get(0);
  }

  @Override
  public int dimension() {
    return Math.toIntExact(tensor.shape().get(1));
  }

  @Override
  public ValueType type() {
    return type(tensor).orElseThrow();
  }

  @Override
  public List<String> others() {
    return header.tensors().keySet().stream().filter(name -> !name.equals(tensor.name())).toList();
  }

  private RawRows raw() {
    return new RawRows(file, type(), rows(), dimension());
  }

  @Override
  public List<String> notKept() {
    return List.of();
  }

  @Override
  public void read(Block block) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      raw().read(in.position(tensor.offset()), block);
    }
  }

  @Override
  public void rewrite(Path target, Block change) throws IOException {
    WholeFile.writeChannel(
        target,
        out -> {
          try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            copy(in, 0, tensor.offset(), out);
            raw().copy(in.position(tensor.offset()), change, out);
            copy(in, tensor.offset() + tensor.bytes(), in.size(), out);
          }
        });
  }

  private void copy(FileChannel in, long from, long to, WritableByteChannel out)
      throws IOException {
    for (long at = from; at < to; ) {
      long copied = in.transferTo(at, to - at, out);
      if (copied <= 0) {
        throw new InputException(file + ": shrank while it was read");
      }
      at += copied;
    }
  }

  static void write(VectorFile source, Path target, Block change) throws IOException {
    DType type =
        switch (source.type()) {
          case FLOAT16 -> DType.F16;
          case BFLOAT16 -> DType.BF16;
          case FLOAT32, FLOAT64 -> DType.F32;
        };
    ValueType written = source.type() == ValueType.FLOAT64 ? ValueType.FLOAT32 : source.type();
    SafetensorsWriter.write(
        target,
        Map.of(),
        List.of(
            new SafetensorsWriter.Tensor(
                EmbeddingFolder.EMBEDDINGS,
                type,
                List.of(source.rows(), (long) source.dimension()),
                sink -> {
                  RawRows.Writer writer =
                      new RawRows.Writer(written, source.dimension(), sink.channel());
                  source.read(
                      (first, count, values) -> {
                        change.take(first, count, values);
                        writer.put(values, count);
                      });
                })));
  }
}
