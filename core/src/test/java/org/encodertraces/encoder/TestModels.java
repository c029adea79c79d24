package org.encodertraces.encoder;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds small ONNX models: the shapes and names that exporters produce, without their weights. */
final class TestModels {

  static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  static final int INT64 = TensorProto.DataType.INT64.getNumber();
  static final int UINT8 = TensorProto.DataType.UINT8.getNumber();
  static final int FLOAT16 = TensorProto.DataType.FLOAT16.getNumber();

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  static TestModels model() {
    return new TestModels();
  }

  /** An axis of -1 is dynamic. */
  TestModels input(String name, int type, long... shape) {
    graph.addInput(value(name, type, shape));
    return this;
  }

  TestModels output(String name, int type, long... shape) {
    graph.addOutput(value(name, type, shape));
    return this;
  }

  TestModels node(String operation, List<String> inputs, String output, AttributeProto... with) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operation)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(with)));
    return this;
  }

  /** A node of several outputs. */
  TestModels node(String operation, List<String> inputs, List<String> outputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operation).addAllInput(inputs).addAllOutput(outputs));
    return this;
  }

  /** A weight of one float. */
  TestModels weight(String name, float value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(FLOAT).addFloatData(value));
    return this;
  }

  /** A weight of one 8-bit integer without sign, as the zero point of quantized values is. */
  TestModels zeroPoint(String name, int value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(UINT8).addInt32Data(value));
    return this;
  }

  /**
   * A weight of so many floats that lies in another file, as exporters of large models write them.
   */
  TestModels externalWeight(String name, String file, int count) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .addDims(count)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue(file)));
    return this;
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Writes the model with this JSON beside it. */
  Path write(Path folder, String json) throws IOException {
    return write(folder, json, 13);
  }

  Path write(Path folder, String json, int opset) throws IOException {
    Path file = folder.resolve("model.onnx");
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(graph)
            .build();
    Files.write(file, model.toByteArray());
    Files.writeString(folder.resolve("model.json"), json);
    return file;
  }

  /** JSON for a square input, without normalization so that expected values are plain. */
  static String json(int size, String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    keys.add("\"size\": {\"shortest_edge\": %d}".formatted(size));
    keys.add("\"crop_size\": %d".formatted(size));
    keys.add("\"do_normalize\": false");
    return "{" + String.join(", ", keys) + "}";
  }

  private static ValueInfoProto value(String name, int type, long... shape) {
    TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
    for (long axis : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      axes.addDim(axis == -1 ? dimension.setDimParam("n") : dimension.setDimValue(axis));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(axes)))
        .build();
  }
}
