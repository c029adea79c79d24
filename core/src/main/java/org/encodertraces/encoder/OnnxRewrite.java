package org.encodertraces.encoder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;

/**
 * Copies an ONNX file with one tensor renamed, the graph's outputs left out, and fields put behind
 * those of its graph. All else, known here or not, is copied as it lies, a block at a time.
 *
 * <p>A message of protobuf begins with its length, so the file is read twice: what changes is
 * measured from the inside out, then written.
 */
final class OnnxRewrite {

  private static final int BLOCK = 1 << 16;
  private static final int DEEPEST = 32;
  private static final int GRAPH_OUTPUT = 12;

  /** The messages that names of tensors stand in or below. */
  private enum Kind {
    MODEL,
    GRAPH,
    /** Of an attribute: its nodes may use tensors of the graph around it. */
    SUBGRAPH,
    NODE,
    ATTRIBUTE,
    /** ValueInfoProto and TensorAnnotation: of the name in field 1. */
    NAMED
  }

  private final Path model;
  private final String from;
  private final byte[] oldName;
  private final byte[] newName;
  private final byte[] behind;

  /** New lengths of the messages that change, by where they begin. */
  private final Map<Integer, Integer> lengths = new HashMap<>();

  /**
   * @param from the tensor's name
   * @param to its new name
   * @param behind fields of GraphProto
   */
  OnnxRewrite(Path model, String from, String to, byte[] behind) {
    this.model = model;
    this.from = from;
    this.oldName = from.getBytes(StandardCharsets.UTF_8);
    this.newName = to.getBytes(StandardCharsets.UTF_8);
    this.behind = behind;
  }

  /**
   * Writes the copy.
   *
   * @throws InputException when the file is no model, or the copy would not be one
   */
  void write(OutputStream target) throws IOException {
    try {
      long size;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(model), BLOCK)) {
        size = measure(fields(in), Kind.MODEL, 0).size();
      }
      if (size > Integer.MAX_VALUE) {
        throw tooLarge(size);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(model), BLOCK)) {
        CodedOutputStream out = CodedOutputStream.newInstance(target, BLOCK);
        copy(fields(in), out, Kind.MODEL);
        out.flush();
      }
    } catch (InvalidProtocolBufferException e) {
      throw new InputException("%s: no ONNX model: %s".formatted(model, e.getMessage()), e);
    }
  }

  private InputException tooLarge(long size) {
    return new InputException(
        "%s: would take %,d bytes with the repair in it; an ONNX file holds 2 GiB at most (export its weights into a file beside it)"
            .formatted(model, size));
  }

  private static CodedInputStream fields(InputStream in) {
    CodedInputStream fields = CodedInputStream.newInstance(in, BLOCK);
    fields.setSizeLimit(Integer.MAX_VALUE);
    return fields;
  }

  private static Optional<Kind> below(Kind kind, int field) {
    return switch (kind) {
      case MODEL -> field == 7 ? Optional.of(Kind.GRAPH) : Optional.empty();
      case GRAPH, SUBGRAPH ->
          switch (field) {
            case 1 -> Optional.of(Kind.NODE);
            case 11, 12 -> kind == Kind.SUBGRAPH ? Optional.of(Kind.NAMED) : Optional.empty();
            case 13, 14 -> Optional.of(Kind.NAMED);
            default -> Optional.empty();
          };
      case NODE -> field == 5 ? Optional.of(Kind.ATTRIBUTE) : Optional.empty();
      case ATTRIBUTE -> field == 6 || field == 11 ? Optional.of(Kind.SUBGRAPH) : Optional.empty();
      case NAMED -> Optional.empty();
    };
  }

  private static boolean isName(Kind kind, int field) {
    return switch (kind) {
      case NODE -> field == 1 || field == 2;
      case NAMED -> field == 1;
      case MODEL, GRAPH, SUBGRAPH, ATTRIBUTE -> false;
    };
  }

  /**
   * A message as it will be.
   *
   * @param size of its fields
   */
  private record Measured(long size, boolean changed) {}

  private Measured measure(CodedInputStream in, Kind kind, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new InvalidProtocolBufferException("graphs nested deeper than " + DEEPEST);
    }
    long size = kind == Kind.GRAPH ? behind.length : 0;
    boolean changed = kind == Kind.GRAPH;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        size += CodedOutputStream.computeUInt32SizeNoTag(tag) + sizeOfNumber(in, tag);
        continue;
      }
      int length = length(in);
      long content = length;
      Optional<Kind> below = below(kind, field);
      if (kind == Kind.GRAPH && field == GRAPH_OUTPUT) {
        in.skipRawBytes(length);
        continue;
      } else if (isName(kind, field)) {
        if (isOldName(in, length)) {
          content = newName.length;
          changed = true;
        }
      } else if (below.isPresent()) {
        int at = in.getTotalBytesRead();
        int outer = in.pushLimit(length);
        Measured inside = measure(in, below.get(), depth + (below.get() == Kind.SUBGRAPH ? 1 : 0));
        in.popLimit(outer);
        if (inside.changed()) {
          content = inside.size();
          changed = true;
          if (content > Integer.MAX_VALUE) {
            throw tooLarge(content);
          }
          lengths.put(at, (int) content);
        }
      } else {
        in.skipRawBytes(length);
      }
      size +=
          CodedOutputStream.computeUInt32SizeNoTag(tag)
              + CodedOutputStream.computeUInt64SizeNoTag(content)
              + content;
    }
    return new Measured(size, changed);
  }

  private void copy(CodedInputStream in, CodedOutputStream out, Kind kind) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        out.writeUInt32NoTag(tag);
        copyNumber(in, out, tag);
        continue;
      }
      int length = length(in);
      if (kind == Kind.GRAPH && field == GRAPH_OUTPUT) {
        in.skipRawBytes(length);
        continue;
      }
      out.writeUInt32NoTag(tag);
      Optional<Kind> below = below(kind, field);
      Integer changed = below.isPresent() ? lengths.get(in.getTotalBytesRead()) : null;
      if (isName(kind, field)) {
        byte[] name = in.readRawBytes(length);
        byte[] written = Arrays.equals(name, oldName) ? newName : name;
        out.writeUInt32NoTag(written.length);
        out.writeRawBytes(written);
      } else if (below.isPresent() && changed != null) {
        out.writeUInt32NoTag(changed);
        int outer = in.pushLimit(length);
        copy(in, out, below.get());
        in.popLimit(outer);
      } else {
        out.writeUInt32NoTag(length);
        for (int left = length; left > 0; left -= Math.min(BLOCK, left)) {
          out.writeRawBytes(in.readRawBytes(Math.min(BLOCK, left)));
        }
      }
    }
    if (kind == Kind.GRAPH) {
      out.writeRawBytes(behind);
    }
  }

  private static int length(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0) {
      throw new InvalidProtocolBufferException("a message of negative length");
    }
    return length;
  }

  private boolean isOldName(CodedInputStream in, int length) throws IOException {
    if (length != oldName.length) {
      in.skipRawBytes(length);
      return false;
    }
    return new String(in.readRawBytes(length), StandardCharsets.UTF_8).equals(from);
  }

  private static int sizeOfNumber(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> {
        return CodedOutputStream.computeUInt64SizeNoTag(in.readRawVarint64());
      }
      case WireFormat.WIRETYPE_FIXED64 -> {
        in.readRawLittleEndian64();
        return 8;
      }
      case WireFormat.WIRETYPE_FIXED32 -> {
        in.readRawLittleEndian32();
        return 4;
      }
      default -> throw group();
    }
  }

  private static void copyNumber(CodedInputStream in, CodedOutputStream out, int tag)
      throws IOException {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(in.readRawVarint64());
      case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(in.readRawLittleEndian64());
      case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(in.readRawLittleEndian32());
      default -> throw group();
    }
  }

  private static InvalidProtocolBufferException group() {
    return new InvalidProtocolBufferException("holds a group, which ONNX has none of");
  }
}
