package org.encodertraces.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An encoder in ONNX of one node: the pixels themselves. */
final class SmallModel {

  private static final int SIDE = 8;

  private SmallModel() {}

  /** Writes it and its JSON. */
  static Path write(Path file) throws IOException {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("pixels")
            .addInput(value("pixel_values", 3, SIDE, SIDE))
            .addOutput(value("features", 3 * SIDE * SIDE))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Flatten")
                    .addInput("pixel_values")
                    .addOutput("features"))
            .build();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(
        file,
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
    Files.writeString(
        file.resolveSibling(file.getFileName().toString().replace(".onnx", ".json")),
        "{\"size\": {\"height\": 8, \"width\": 8}, \"do_normalize\": false}");
    return file;
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder axes =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
    for (long axis : shape) {
      axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(axis));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(axes)))
        .build();
  }
}
