package org.encodertraces.encoder;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Fields of GraphProto, one behind the other: nodes, weights and outputs to put into a graph. */
final class OnnxFields {

  /** TensorProto.DataType. */
  static final int FLOAT = 1;

  static final int INT64 = 7;
  static final int FLOAT16 = 10;

  /** From here on, what an initializer gives need not be an input of the graph as well. */
  private static final long IR_OF_FREE_INITIALIZERS = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long irVersion;

  OnnxFields(long irVersion) {
    this.irVersion = irVersion;
  }

  /** A message's content. */
  @FunctionalInterface
  private interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Content content) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private void field(int number, ByteString message) {
    try {
      message(out -> out.writeBytes(number, message)).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An attribute of a node, as AttributeProto. */
  record Attribute(ByteString bytes) {

    /** One whole number; AttributeProto: 1 name, 3 i, 20 type (2 INT). */
    static Attribute integer(String name, long value) {
      return new Attribute(
          message(
              out -> {
                out.writeString(1, name);
                out.writeInt64(3, value);
                out.writeInt32(20, 2);
              }));
    }

    /** A list of one whole number; AttributeProto: 8 ints, type 7 INTS. */
    static Attribute integers(String name, long value) {
      return new Attribute(
          message(
              out -> {
                out.writeString(1, name);
                out.writeInt64(8, value);
                out.writeInt32(20, 7);
              }));
    }

    /** AttributeProto: 5 t, type 4 TENSOR. */
    private static Attribute tensor(String name, ByteString value) {
      return new Attribute(
          message(
              out -> {
                out.writeString(1, name);
                out.writeBytes(5, value);
                out.writeInt32(20, 4);
              }));
    }
  }

  /** NodeProto: 1 input, 2 output, 3 name, 4 op_type, 5 attribute. */
  void node(
      String operator, String name, List<String> inputs, String output, Attribute... attributes) {
    field(
        1,
        message(
            out -> {
              for (String input : inputs) {
                out.writeString(1, input);
              }
              out.writeString(2, output);
              out.writeString(3, name);
              out.writeString(4, operator);
              for (Attribute attribute : attributes) {
                out.writeBytes(5, attribute.bytes());
              }
            }));
  }

  /** Weights of float32. */
  void floats(String name, float[] values, long... shape) {
    byte[] raw = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    weight(name, FLOAT, raw, shape);
  }

  /** One whole number, in a list or as it is. */
  void integer(String name, long value, long... shape) {
    byte[] raw = new byte[Long.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    weight(name, INT64, raw, shape);
  }

  /** TensorProto: 1 dims, 2 data_type, 8 name, 9 raw_data. */
  private void weight(String name, int type, byte[] raw, long... shape) {
    ByteString tensor =
        message(
            out -> {
              for (long axis : shape) {
                out.writeInt64(1, axis);
              }
              out.writeInt32(2, type);
              out.writeString(8, name);
              out.writeByteArray(9, raw);
            });
    if (irVersion < IR_OF_FREE_INITIALIZERS) {
      node("Constant", name, List.of(), name, Attribute.tensor("value", tensor));
    } else {
      field(5, tensor);
    }
  }

  /**
   * The graph's output [n, width]; ValueInfoProto: 1 name, 2 type; TypeProto: 1 tensor_type;
   * Tensor: 1 elem_type, 2 shape; TensorShapeProto: 1 dim; Dimension: 1 dim_value, 2 dim_param.
   *
   * @param earlier the declaration of the output that it follows, for the name of the first axis
   */
  void output(String name, int type, byte[] earlier, int width) throws IOException {
    ByteString first = firstAxis(earlier);
    ByteString shape =
        message(
            out -> {
              out.writeBytes(1, first);
              out.writeBytes(1, message(axis -> axis.writeInt64(1, width)));
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, type);
              out.writeBytes(2, shape);
            });
    field(
        12,
        message(
            out -> {
              out.writeString(1, name);
              out.writeBytes(2, message(declared -> declared.writeBytes(1, tensor)));
            }));
  }

  /** The first Dimension of a declared output; one that is open where none is declared. */
  private static ByteString firstAxis(byte[] valueInfo) throws IOException {
    ByteString at = ByteString.copyFrom(valueInfo);
    for (int field : new int[] {2, 1, 2, 1}) {
      at = first(at, field);
    }
    return at;
  }

  private static ByteString first(ByteString message, int field) throws IOException {
    CodedInputStream in = message.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == WireFormat.WIRETYPE_LENGTH_DELIMITED + (field << 3)) {
        return in.readBytes();
      }
      in.skipField(tag);
    }
    return ByteString.EMPTY;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
