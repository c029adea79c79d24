package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

  @TempDir Path folder;

  private static NodeProto.Builder node(String operator) {
    return NodeProto.newBuilder().setOpType(operator);
  }

  private static TensorProto.Builder external(String file) {
    return TensorProto.newBuilder()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue("4096"))
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(file));
  }

  private Path written(GraphProto.Builder graph) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(
        file, ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray());
    return file;
  }

  @Test
  void operatorsAndWeightsAreFoundWhereverTheyStand() throws IOException {
    GraphProto inner =
        GraphProto.newBuilder()
            .addNode(node("DynamicQuantizeLinear"))
            .addInitializer(external("sub/inner.bin"))
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .addFunctions(FunctionProto.newBuilder().addNode(node("Erf")))
            .setGraph(
                GraphProto.newBuilder()
                    // The name alone, as text of another field, is no operator.
                    .setDocString("MatMulInteger")
                    .addNode(
                        node("If")
                            .addAttribute(AttributeProto.newBuilder().setName("then").setG(inner)))
                    .addNode(
                        node("Constant")
                            .addAttribute(
                                AttributeProto.newBuilder().setT(external("constant.weights"))))
                    .addInitializer(
                        TensorProto.newBuilder().setRawData(ByteString.copyFromUtf8("Conv")))
                    .addInitializer(external("anything at all")))
            .build();
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.toByteArray());

    OnnxFile read = OnnxFile.read(file);

    assertThat(read.operators()).containsExactly("Constant", "DynamicQuantizeLinear", "Erf", "If");
    assertThat(read.weightFiles())
        .containsExactly("anything at all", "constant.weights", "sub/inner.bin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../other/model.data", "a/../../b", "", "nul\0byte"})
  void weightsOutsideTheModelsFolderAreRefused(String name) throws IOException {
    Path file = written(GraphProto.newBuilder().addInitializer(external(name)));

    assertThatThrownBy(() -> OnnxFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("expected a file in its own folder");
  }

  @Test
  void whatIsNoModelIsRefusedInWords() throws IOException {
    Path file = written(GraphProto.newBuilder().addNode(node("Relu")));
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("no ONNX model");
    Files.writeString(file, "<!DOCTYPE html><html><body>Log in</body></html>");
    assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("no ONNX model");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("holds no graph");
  }

  @Test
  void graphsNestedWithoutEndEndInWords() throws IOException {
    GraphProto graph = GraphProto.newBuilder().addNode(node("Relu")).build();
    for (int depth = 0; depth < 60; depth++) {
      graph =
          GraphProto.newBuilder()
              .addNode(node("If").addAttribute(AttributeProto.newBuilder().setG(graph)))
              .build();
    }
    Path file = written(graph.toBuilder());

    assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("nested deeper than 32");
  }

  @Test
  void weightsStayOffTheHeap() throws IOException {
    // 512 MB of zeros as raw data, written without holding them.
    Path file = folder.resolve("large.onnx");
    int weights = 512 << 20;
    int tensor = CodedOutputStream.computeTagSize(9) + 5 + weights;
    int graph = CodedOutputStream.computeTagSize(5) + 5 + tensor;
    try (OutputStream sink = Files.newOutputStream(file)) {
      CodedOutputStream out = CodedOutputStream.newInstance(sink, 1 << 16);
      out.writeTag(7, 2);
      out.writeUInt32NoTag(graph);
      out.writeTag(5, 2);
      out.writeUInt32NoTag(tensor);
      out.writeTag(9, 2);
      out.writeUInt32NoTag(weights);
      byte[] block = new byte[1 << 16];
      for (int done = 0; done < weights; done += block.length) {
        out.writeRawBytes(block);
      }
      out.flush();
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThat(OnnxFile.read(file).operators()).isEmpty();

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4L << 20);
  }
}
