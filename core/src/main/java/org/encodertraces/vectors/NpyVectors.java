package org.encodertraces.vectors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.encodertraces.io.FullWrite;
import org.encodertraces.io.WholeFile;

/** One NumPy array in a file, as {@code numpy.save} writes it. */
record NpyVectors(Path file, NpyHeader header) implements VectorFile {

  static NpyVectors open(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = NpyHeader.read(file.toString(), in);
      header.require(Files.size(file));
      return new NpyVectors(file, header);
    }
  }

  @Override
  public long rows() {
    return header.shape().get(0);
  }

  @Override
  public int dimension() {
    return Math.toIntExact(header.shape().get(1));
  }

  @Override
  public ValueType type() {
    return header.type().orElseThrow();
  }

  @Override
  public List<String> others() {
    return List.of();
  }

  @Override
  public List<String> notKept() {
    return header.notKept();
  }

  private RawRows raw() {
    return new RawRows(file, type(), rows(), dimension());
  }

  private FileChannel atFirstValue() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ).position(header.bytes().length);
  }

  @Override
  public void read(Block block) throws IOException {
    try (FileChannel in = atFirstValue()) {
      if (header.byColumns()) {
        new FortranRows(file, header.bytes().length, type(), rows(), dimension()).read(in, block);
      } else {
        raw().read(in, block);
      }
    }
  }

  @Override
  public void rewrite(Path target, Block change) throws IOException {
    if (!notKept().isEmpty()) {
      write(this, target, change);
      return;
    }
    WholeFile.writeChannel(
        target,
        out -> {
          FullWrite.of(out, ByteBuffer.wrap(header.bytes()));
          try (FileChannel in = atFirstValue()) {
            raw().copy(in, change, out);
          }
        });
  }

  /** What NumPy has of the types: all but float16 become float32. */
  static ValueType typeFor(VectorFile source) {
    return source.type() == ValueType.FLOAT16 ? ValueType.FLOAT16 : ValueType.FLOAT32;
  }

  static void write(VectorFile source, Path target, Block change) throws IOException {
    WholeFile.writeChannel(
        target,
        out -> {
          ValueType type = typeFor(source);
          FullWrite.of(out, ByteBuffer.wrap(NpyHeader.of(type, source.rows(), source.dimension())));
          RawRows.Writer writer = new RawRows.Writer(type, source.dimension(), out);
          source.read(
              (first, count, values) -> {
                change.take(first, count, values);
                writer.put(values, count);
              });
        });
  }
}
