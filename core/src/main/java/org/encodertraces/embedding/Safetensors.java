package org.encodertraces.embedding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.encodertraces.InputException;
import org.encodertraces.io.JsonFault;

/**
 * The header of a safetensors file, validated: sizes, overlaps, holes, duplicate names, trailing
 * bytes.
 *
 * <p>Layout: 8 bytes little-endian length of the header, the header as JSON, the tensors' bytes.
 * Source: the format's own description, huggingface/safetensors README, "Format".
 *
 * @param metadata the free {@code __metadata__} strings
 * @param tensors by name, in the order of their bytes
 */
public record Safetensors(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {

  /** The format's own ceiling for headers. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One tensor: {@code offset} is its first byte, counted from the start of the file. */
  public record Tensor(String name, String dtype, List<Long> shape, long offset, long bytes) {

    /** The element type, if it is one that embeddings come in. */
    public Optional<DType> type() {
      return DType.named(dtype);
    }
  }

  /**
   * Reads and validates the header.
   *
   * @throws InputException when the file is missing or breaks the format
   */
  public static Safetensors open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw bad(file, "%d bytes are too few for a safetensors header".formatted(size));
      }
      long headerBytes = read(channel, 0, 8).getLong();
      if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
        throw bad(
            file,
            "declares a header of %s bytes in a file of %,d (not safetensors, or truncated)"
                .formatted(Long.toUnsignedString(headerBytes), size));
      }
      String header = StandardCharsets.UTF_8.decode(read(channel, 8, (int) headerBytes)).toString();
      return parse(file, header, 8 + headerBytes, size);
    }
  }

  /**
   * The tensor of this name.
   *
   * @throws InputException listing the file's tensors
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      StringJoiner names = new StringJoiner(", ");
      tensors.values().forEach(t -> names.add(t.name() + " " + t.shape() + " " + t.dtype()));
      throw bad(file, "no tensor \"%s\"; it has %s".formatted(name, names));
    }
    return tensor;
  }

  /**
   * An integer tensor of one axis, such as the labels.
   *
   * @return [n]
   */
  public long[] integers(String name) throws IOException {
    Tensor tensor = tensor(name);
    DType type = tensor.type().orElse(DType.F32);
    if ((type != DType.I64 && type != DType.I32) || tensor.shape().size() != 1) {
      throw bad(
          file,
          "\"%s\" is %s %s; expected [n] I64".formatted(name, tensor.shape(), tensor.dtype()));
    }
    int n = Math.toIntExact(tensor.shape().get(0));
    long[] values = new long[n];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = read(channel, tensor.offset(), Math.toIntExact(tensor.bytes()));
      for (int i = 0; i < n; i++) {
        values[i] = type == DType.I64 ? bytes.getLong() : bytes.getInt();
      }
    }
    return values;
  }

  /**
   * A float32 tensor small enough for the heap, such as a map's, in the order of its bytes.
   *
   * @throws InputException when it is of another type or does not fit in an array
   */
  public float[] floats(String name) throws IOException {
    Tensor tensor = tensor(name);
    if (tensor.type().orElse(DType.I64) != DType.F32 || tensor.bytes() > Integer.MAX_VALUE - 8) {
      throw bad(
          file,
          "\"%s\" is %s %s; expected F32 of 2 GB at most"
              .formatted(name, tensor.shape(), tensor.dtype()));
    }
    float[] values = new float[(int) (tensor.bytes() / Float.BYTES)];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      read(channel, tensor.offset(), (int) tensor.bytes()).asFloatBuffer().get(values);
    }
    return values;
  }

  private static Safetensors parse(Path file, String header, long dataStart, long size) {
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new InputException(file + ": header is not valid JSON: " + JsonFault.reason(e), e);
    }
    if (root == null || !root.isObject()) {
      throw bad(file, "header is not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Tensor> tensors = new ArrayList<>();
    for (var entry : root.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        entry.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        tensors.add(tensor(file, entry.getKey(), entry.getValue(), dataStart));
      }
    }
    tensors.sort(Comparator.comparingLong(Tensor::offset).thenComparingLong(Tensor::bytes));
    long end = dataStart;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != end) {
        throw bad(
            file,
            "tensor \"%s\" starts at byte %,d of the data; expected %,d (%s)"
                .formatted(
                    tensor.name(),
                    tensor.offset() - dataStart,
                    end - dataStart,
                    tensor.offset() < end ? "overlap" : "hole"));
      }
      end = tensor.offset() + tensor.bytes();
    }
    if (end != size) {
      throw bad(
          file,
          "tensors end at byte %,d of %,d (%s)"
              .formatted(end, size, end > size ? "truncated" : "trailing bytes"));
    }
    Map<String, Tensor> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return new Safetensors(file, metadata, byName);
  }

  private static Tensor tensor(Path file, String name, JsonNode json, long dataStart) {
    JsonNode offsets = json.path("data_offsets");
    if (!json.path("dtype").isTextual()
        || !json.path("shape").isArray()
        || offsets.size() != 2
        || !offsets.get(0).canConvertToLong()
        || !offsets.get(1).canConvertToLong()) {
      throw bad(file, "tensor \"%s\" lacks dtype, shape or two data_offsets".formatted(name));
    }
    List<Long> shape = new ArrayList<>();
    long elements = 1;
    for (JsonNode axis : json.get("shape")) {
      if (!axis.canConvertToLong() || axis.asLong() < 0) {
        throw bad(file, "tensor \"%s\" has an axis of %s".formatted(name, axis));
      }
      shape.add(axis.asLong());
      try {
        elements = Math.multiplyExact(elements, axis.asLong());
      } catch (ArithmeticException e) {
        throw bad(file, "tensor \"%s\" has too many elements: %s".formatted(name, shape));
      }
    }
    long begin = offsets.get(0).asLong();
    long end = offsets.get(1).asLong();
    if (begin < 0 || end < begin) {
      throw bad(file, "tensor \"%s\" has data_offsets %s".formatted(name, offsets));
    }
    Tensor tensor =
        new Tensor(
            name, json.get("dtype").asText(), List.copyOf(shape), dataStart + begin, end - begin);
    long count = elements;
    tensor
        .type()
        .ifPresent(
            type -> {
              if (count > Long.MAX_VALUE / 8 || count * type.bytes() != tensor.bytes()) {
                throw bad(
                    file,
                    "tensor \"%s\" %s %s takes %,d bytes, its data_offsets span %,d"
                        .formatted(name, shape, type, count * type.bytes(), tensor.bytes()));
              }
            });
    return tensor;
  }

  private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("file shrank while it was read");
      }
    }
    return bytes.flip();
  }

  private static InputException bad(Path file, String what) {
    return new InputException(file + ": " + what);
  }
}
