package org.encodertraces.embedding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.encodertraces.io.FullWrite;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/** Writes safetensors files; tensors may stream in, so none need fit in memory. */
public final class SafetensorsWriter {

  private static final int BLOCK_VALUES = 1 << 16;

  private SafetensorsWriter() {}

  /** A tensor to write: its shape, and the values when their turn comes. */
  public record Tensor(String name, DType dtype, List<Long> shape, Values values) {

    /** A float32 matrix from a heap array, [rows, columns]. */
    public static Tensor floats(String name, float[] values, int rows, int columns) {
      return new Tensor(
          name,
          DType.F32,
          List.of((long) rows, (long) columns),
          sink -> sink.floats(values, 0, rows * columns));
    }

    /** An int64 vector. */
    public static Tensor integers(String name, long[] values) {
      return new Tensor(name, DType.I64, List.of((long) values.length), sink -> sink.longs(values));
    }

    long bytes() {
      return LongStream.concat(
              LongStream.of(dtype.bytes()), shape.stream().mapToLong(Long::longValue))
          .reduce(1, Math::multiplyExact);
    }
  }

  /** Hands the values of a tensor to the file, in order. */
  @FunctionalInterface
  public interface Values {
    void writeTo(Sink sink) throws IOException;
  }

  /** Where values go. */
  public static final class Sink {
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer block =
        ByteBuffer.allocateDirect(BLOCK_VALUES * 8).order(ByteOrder.LITTLE_ENDIAN);

    private Sink(FileChannel channel) {
      this.channel = channel;
    }

    private void bytes(ByteBuffer bytes) throws IOException {
      digest.update(bytes.duplicate());
      FullWrite.of(channel, bytes);
    }

    /** Where values of other types go, little-endian as they are; it is never closed. */
    public WritableByteChannel channel() {
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer values) throws IOException {
          int count = values.remaining();
          bytes(values);
          return count;
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() {
          // The file is the writer's to close.
        }
      };
    }

    /** Appends {@code count} float32 values. */
    public void floats(float[] values, int from, int count) throws IOException {
      for (int done = 0; done < count; done += BLOCK_VALUES) {
        int size = Math.min(BLOCK_VALUES, count - done);
        block.clear().limit(size * Float.BYTES);
        block.asFloatBuffer().put(values, from + done, size);
        bytes(block);
      }
    }

    /** Appends int64 values. */
    public void longs(long[] values) throws IOException {
      for (int done = 0; done < values.length; done += BLOCK_VALUES) {
        int size = Math.min(BLOCK_VALUES, values.length - done);
        block.clear().limit(size * Long.BYTES);
        block.asLongBuffer().put(values, done, size);
        bytes(block);
      }
    }
  }

  /**
   * Writes {@code target} whole or not at all, tensors in the given order.
   *
   * @return SHA-256 of the file's bytes, in hexadecimal
   */
  public static String write(Path target, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    byte[] header = header(metadata, tensors);
    String[] digest = new String[1];
    WholeFile.writeChannel(target, channel -> digest[0] = content(channel, header, tensors));
    return digest[0];
  }

  private static String content(FileChannel channel, byte[] header, List<Tensor> tensors)
      throws IOException {
    Sink sink = new Sink(channel);
    sink.bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
    sink.bytes(ByteBuffer.wrap(header));
    long end = 8L + header.length;
    for (Tensor tensor : tensors) {
      tensor.values().writeTo(sink);
      end += tensor.bytes();
      if (channel.position() != end) {
        throw new IllegalStateException(
            "tensor %s of shape %s got other than %d bytes"
                .formatted(tensor.name(), tensor.shape(), tensor.bytes()));
      }
    }
    return Sha256.hex(sink.digest);
  }

  private static byte[] header(Map<String, String> metadata, List<Tensor> tensors) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject("__metadata__");
      metadata.forEach(strings::put);
    }
    long offset = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", tensor.dtype().name());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.putArray("data_offsets").add(offset).add(offset + tensor.bytes());
      offset += tensor.bytes();
    }
    // Spaces up to a multiple of 8, as the reference writer does, so that tensors are aligned.
    String json = root.toString();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return (json + " ".repeat((8 - bytes.length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }
}
