package org.encodertraces.encoder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.encodertraces.InputException;

/**
 * What one must know of a graph to put nodes behind it. Weights are skipped where they lie. Field
 * numbers are those of onnx.proto (ONNX 1.17).
 *
 * @param irVersion of the format
 * @param opset of ONNX's own operators; 0 where the file names none
 * @param outputs each graph output as it is declared (ValueInfoProto), by name
 * @param made names of what nodes give
 * @param names of all tensors and nodes
 */
record OnnxGraph(
    long irVersion, long opset, Map<String, byte[]> outputs, Set<String> made, Set<String> names) {

  private static final int BLOCK = 1 << 16;
  private static final int LONGEST = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws InputException when it is no ONNX model
   */
  static OnnxGraph read(Path model) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(model), BLOCK)) {
      CodedInputStream fields = CodedInputStream.newInstance(in, BLOCK);
      fields.setSizeLimit(Integer.MAX_VALUE);
      return new Reader(fields).model();
    } catch (InvalidProtocolBufferException e) {
      throw new InputException("%s: no ONNX model: %s".formatted(model, e.getMessage()), e);
    }
  }

  /** Walks the messages in which names stand. */
  private static final class Reader {
    private final CodedInputStream in;
    private final Map<String, byte[]> outputs = new LinkedHashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private long irVersion;
    private long opset;
    private int graphs;

    Reader(CodedInputStream in) {
      this.in = in;
    }

    @FunctionalInterface
    private interface Field {
      /** Whether the field was taken. */
      boolean take(int number, int wireType) throws IOException;
    }

    private void fields(Field field) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (!field.take(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag))) {
          in.skipField(tag);
        }
      }
    }

    private void message(Field field) throws IOException {
      int outer = in.pushLimit(in.readRawVarint32());
      fields(field);
      in.checkLastTagWas(0);
      in.popLimit(outer);
    }

    private static boolean isMessage(int wireType) {
      return wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** ModelProto: 1 ir_version, 7 graph, 8 opset_import. */
    OnnxGraph model() throws IOException {
      fields(
          (number, wireType) -> {
            if (number == 1 && wireType == WireFormat.WIRETYPE_VARINT) {
              irVersion = in.readInt64();
              return true;
            }
            if (number == 7 && isMessage(wireType)) {
              graph();
              return true;
            }
            if (number == 8 && isMessage(wireType)) {
              opset();
              return true;
            }
            return false;
          });
      if (graphs != 1) {
        throw new InvalidProtocolBufferException("holds %d graphs; expected one".formatted(graphs));
      }
      return new OnnxGraph(irVersion, opset, outputs, made, names);
    }

    /** OperatorSetIdProto: 1 domain, 2 version. */
    private void opset() throws IOException {
      String[] domain = {""};
      long[] version = {0};
      message(
          (number, wireType) -> {
            if (number == 1 && isMessage(wireType)) {
              domain[0] = text();
              return true;
            }
            if (number == 2 && wireType == WireFormat.WIRETYPE_VARINT) {
              version[0] = in.readInt64();
              return true;
            }
            return false;
          });
      if (domain[0].isEmpty() || domain[0].equals("ai.onnx")) {
        opset = version[0];
      }
    }

    /** GraphProto: 1 node, 5 initializer, 11 input, 12 output. */
    private void graph() throws IOException {
      graphs++;
      message(
          (number, wireType) -> {
            if (!isMessage(wireType)) {
              return false;
            }
            switch (number) {
              case 1 -> node();
              case 5 -> named(8);
              case 11 -> named(1);
              case 12 -> output();
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    /** NodeProto: 2 output, 3 name. */
    private void node() throws IOException {
      message(
          (number, wireType) -> {
            if ((number != 2 && number != 3) || !isMessage(wireType)) {
              return false;
            }
            String name = text();
            names.add(name);
            if (number == 2) {
              made.add(name);
            }
            return true;
          });
    }

    /** TensorProto has its name in field 8, ValueInfoProto in field 1. */
    private void named(int field) throws IOException {
      message(
          (number, wireType) -> {
            if (number != field || !isMessage(wireType)) {
              return false;
            }
            names.add(text());
            return true;
          });
    }

    private void output() throws IOException {
      byte[] declared = bytes();
      String[] name = {""};
      CodedInputStream inner = CodedInputStream.newInstance(declared);
      new Reader(inner)
          .fields(
              (number, wireType) -> {
                if (number != 1 || !isMessage(wireType)) {
                  return false;
                }
                name[0] = inner.readString();
                return true;
              });
      outputs.put(name[0], declared);
    }

    private byte[] bytes() throws IOException {
      int length = in.readRawVarint32();
      if (length < 0 || length > LONGEST) {
        throw new InvalidProtocolBufferException("a name of %,d bytes".formatted(length));
      }
      return in.readRawBytes(length);
    }

    private String text() throws IOException {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }
}
