package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.encodertraces.encoder.TestModels.FLOAT;
import static org.encodertraces.encoder.TestModels.FLOAT16;
import static org.encodertraces.encoder.TestModels.integer;
import static org.encodertraces.encoder.TestModels.ints;
import static org.encodertraces.encoder.TestModels.json;
import static org.encodertraces.encoder.TestModels.model;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folded graph is the map behind the encoder, to 1e-5 in float32. */
class FoldedEncoderTest {

  private static final int SIZE = 8;
  private static final int PIXELS = 3 * SIZE * SIZE;
  private static final Path MOBILENET = Path.of("../../shared/encoders/mobilenet_v2_1.0_224.onnx");

  @TempDir private Path root;
  private Path from;
  private Path target;

  @BeforeEach
  void folders() throws IOException {
    from = Files.createDirectories(root.resolve("from"));
    target = root.resolve("to/repaired.onnx");
  }

  private static EmbeddingMap map(int dimension, boolean unitFirst) {
    Random random = new Random(16);
    float[] weight = new float[dimension * dimension];
    float[] bias = new float[dimension];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < dimension; i++) {
      bias[i] = (float) random.nextGaussian();
    }
    return new EmbeddingMap(dimension, weight, bias, unitFirst);
  }

  private static List<RgbImage> pictures(int side) {
    Random random = new Random(1);
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] rgb = new byte[side * side * 3];
      random.nextBytes(rgb);
      pictures.add(new RgbImage(side, side, rgb));
    }
    return pictures;
  }

  private FoldedEncoder fold(Path encoder, EmbeddingMap map) throws IOException {
    return FoldedEncoder.write(
        encoder.toString(), map, Map.of("file", "leace.safetensors"), target, pictures(SIZE));
  }

  /** Folds, and holds the copy against the map behind the encoder. */
  private FoldedEncoder assertFolds(Path encoder, EmbeddingMap map, double tolerance)
      throws IOException {
    FoldedEncoder folded = fold(encoder, map);
    assertThat(folded.difference()).isLessThan(tolerance);
    assertAgree(encoder, folded.file(), map, tolerance);
    return folded;
  }

  private static void assertAgree(Path encoder, Path copy, EmbeddingMap map, double tolerance)
      throws IOException {
    try (Encoder before = Encoders.open(encoder.toString());
        Encoder after = Encoders.open(copy.toString())) {
      List<RgbImage> crops = pictures(97).stream().map(before::crop).toList();
      float[] raw = before.embed(crops);
      float[] repaired = after.embed(crops);
      assertThat(after.dimension()).isEqualTo(map.dimension());
      assertThat(after.card().transform()).isEqualTo(before.card().transform());
      for (int i = 0; i < crops.size(); i++) {
        double[] expected = map.of(raw, i * map.dimension());
        for (int j = 0; j < expected.length; j++) {
          assertThat(Math.abs(repaired[i * expected.length + j] - expected[j]))
              .isLessThan(tolerance);
        }
      }
      assertThat(EncoderCheck.run(after, pictures(97)))
          .noneMatch(finding -> finding.level() == EncoderCheck.Level.BAD);
    }
  }

  private static TestModels pixels(int batch) {
    return model()
        .input("image", FLOAT, batch, 3, SIZE, SIZE)
        .node("Flatten", List.of("image"), "features")
        .output("features", FLOAT, batch, PIXELS);
  }

  @ParameterizedTest
  @CsvSource({"7, true", "8, false", "12, true", "13, false", "17, true", "18, true", "21, false"})
  void inEveryOpset(int opset, boolean unitFirst) throws IOException {
    Path encoder = pixels(-1).write(from, json(SIZE), opset);

    FoldedEncoder folded = assertFolds(encoder, map(PIXELS, unitFirst), 1e-5);

    assertThat(folded.output()).isEqualTo("features");
    ValueInfoProto output =
        ModelProto.parseFrom(Files.readAllBytes(target)).getGraph().getOutput(0);
    assertThat(output.getType().getTensorType().getShape().getDim(0).getDimParam()).isEqualTo("n");
    assertThat(output.getType().getTensorType().getShape().getDim(1).getDimValue())
        .isEqualTo(PIXELS);
  }

  @Test
  void olderOpsetsAreRefused() throws IOException {
    Path encoder = pixels(-1).write(from, json(SIZE), 6);

    assertThatThrownBy(() -> fold(encoder, map(PIXELS, true)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("opset 6");
    assertThat(target).doesNotExist();
  }

  @Test
  void filesOfTheOldFormatKeepTheirOnlyInput() throws IOException {
    Path encoder = pixels(-1).write(from, json(SIZE), 8);
    ModelProto old =
        ModelProto.parseFrom(Files.readAllBytes(encoder)).toBuilder().setIrVersion(3).build();
    Files.write(encoder, old.toByteArray());

    assertFolds(encoder, map(PIXELS, true), 1e-5);

    assertThat(ModelProto.parseFrom(Files.readAllBytes(target)).getGraph().getInputCount())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aFixedBatchStaysOne(int batch) throws IOException {
    assertFolds(pixels(batch).write(from, json(SIZE)), map(PIXELS, true), 1e-5);
  }

  @Test
  void aBodyOfFloat16StaysOne() throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT16, -1, 3, SIZE, SIZE)
            .node("Flatten", List.of("image"), "features")
            .output("features", FLOAT16, -1, PIXELS)
            .write(from, json(SIZE));

    assertFolds(encoder, map(PIXELS, true), 1e-3);

    ValueInfoProto output =
        ModelProto.parseFrom(Files.readAllBytes(target)).getGraph().getOutput(0);
    assertThat(output.getType().getTensorType().getElemType()).isEqualTo(FLOAT16);
  }

  @Test
  void aBodyOfIntegersStaysOne() throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("Flatten", List.of("image"), "flat")
            .node("DynamicQuantizeLinear", List.of("flat"), List.of("q", "scale", "zero"))
            .node("DequantizeLinear", List.of("q", "scale", "zero"), "features")
            .output("features", FLOAT, -1, PIXELS)
            .write(from, json(SIZE));

    assertFolds(encoder, map(PIXELS, true), 1e-5);

    assertThat(OnnxFile.read(target).operators()).contains("DynamicQuantizeLinear");
  }

  @Test
  void featureMapsOfOnePixelBecomeVectors() throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("GlobalAveragePool", List.of("image"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(from, json(SIZE));

    assertFolds(encoder, map(3, true), 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"cls, 13", "mean, 13", "cls, 18", "mean, 18"})
  void tokensArePooledInTheGraph(String pooling, int opset) throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("Transpose", List.of("image"), "turned", ints("perm", 0, 2, 1, 3))
            .node("Concat", List.of("turned", "turned"), "wide", integer("axis", 3))
            .node("ReduceSum", List.of("wide"), "tokens", integer("keepdims", 0))
            .output("tokens", FLOAT, -1, SIZE, 2 * SIZE)
            .write(from, json(SIZE, "\"pooling\": \"%s\"".formatted(pooling)), opset);
    encoder = withAxesOfReduceSum(encoder);

    FoldedEncoder folded = assertFolds(encoder, map(2 * SIZE, true), 1e-5);

    assertThat(folded.output()).isEqualTo("image_embeds");
    assertThat(folded.leftOut()).isEmpty();
  }

  /** ReduceSum takes its axes as an input from opset 13 on: the colors are summed. */
  private static Path withAxesOfReduceSum(Path encoder) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(encoder)).toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    graph.addInitializer(
        ai.onnx.proto.OnnxMl.TensorProto.newBuilder()
            .setName("axes")
            .setDataType(TestModels.INT64)
            .addDims(1)
            .addInt64Data(2));
    graph.setNode(2, graph.getNode(2).toBuilder().addInput("axes"));
    Files.write(encoder, model.build().toByteArray());
    return encoder;
  }

  @Test
  void theOutputThatTheSettingsPickIsRepairedAndNoOtherIsLeft() throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("Flatten", List.of("image"), "flat")
            .node("Neg", List.of("flat"), "second")
            .node("Relu", List.of("second"), "logits")
            .output("flat", FLOAT, -1, PIXELS)
            .output("second", FLOAT, -1, PIXELS)
            .output("logits", FLOAT, -1, PIXELS)
            .write(from, json(SIZE, "\"output\": \"second\""));

    FoldedEncoder folded = assertFolds(encoder, map(PIXELS, true), 1e-5);

    assertThat(folded.leftOut()).containsExactly("flat", "logits");
    GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(target)).getGraph();
    assertThat(graph.getOutputList()).extracting(ValueInfoProto::getName).containsExactly("second");
  }

  @Test
  void aPictureWithoutAnEmbeddingStaysWithoutOne() throws IOException {
    for (boolean unitFirst : new boolean[] {true, false}) {
      FoldedEncoder folded = fold(pixels(-1).write(from, json(SIZE)), map(PIXELS, unitFirst));
      try (Encoder after = Encoders.open(folded.file().toString())) {
        float[] black = after.embed(List.of(new RgbImage(SIZE, SIZE, new byte[PIXELS])));

        assertThat(black).containsOnly(0);
      }
    }
  }

  @Test
  void aRepairedEncoderCanBeRepairedAgain() throws IOException {
    EmbeddingMap map = map(PIXELS, true);
    Path once = fold(pixels(-1).write(from, json(SIZE)), map).file();
    target = root.resolve("to/twice.onnx");

    assertFolds(once, map, 1e-5);
  }

  @Test
  void weightsInOtherFilesComeAlong() throws IOException {
    Path encoder = withExternalWeights();
    EmbeddingMap map = map(PIXELS, true);

    FoldedEncoder folded = assertFolds(encoder, map, 1e-5);

    assertThat(folded.weights()).isEqualTo(Map.of("sub/model.onnx.data", "linked"));
    assertThat(root.resolve("to/sub/model.onnx.data"))
        .hasSameBinaryContentAs(from.resolve("sub/model.onnx.data"));
    // Beside the encoder itself there is nothing to bring.
    target = from.resolve("beside.onnx");
    assertThat(assertFolds(encoder, map, 1e-5).weights())
        .isEqualTo(Map.of("sub/model.onnx.data", "was there already"));
    // Another model's weights are never overwritten.
    target = root.resolve("taken/repaired.onnx");
    Files.createDirectories(root.resolve("taken/sub"));
    Files.writeString(root.resolve("taken/sub/model.onnx.data"), "another's");
    assertThatThrownBy(() -> fold(encoder, map)).hasMessageContaining("holds other weights");
    assertThat(root.resolve("taken/sub/model.onnx.data")).hasContent("another's");
  }

  private Path withExternalWeights() throws IOException {
    Path encoder =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .externalWeight("factor", "sub/model.onnx.data", PIXELS)
            .node("Flatten", List.of("image"), "flat")
            .node("Mul", List.of("flat", "factor"), "features")
            .output("features", FLOAT, -1, PIXELS)
            .write(from, json(SIZE));
    ByteBuffer bytes = ByteBuffer.allocate(4 * PIXELS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < PIXELS; i++) {
      bytes.putFloat(1 + i * 0.01f);
    }
    Files.createDirectories(from.resolve("sub"));
    Files.write(from.resolve("sub/model.onnx.data"), bytes.array());
    return encoder;
  }

  @Test
  void settingsSayWhatTheCopyIs() throws IOException {
    Path encoder =
        pixels(-1)
            .write(from, json(SIZE, "\"category\": \"SSL\"", "\"origin\": {\"from\": \"x\"}"));

    fold(encoder, map(PIXELS, true));

    JsonNode settings = new ObjectMapper().readTree(root.resolve("to/repaired.json").toFile());
    assertThat(settings.get("output").asText()).isEqualTo("features");
    assertThat(settings.get("category").asText()).isEqualTo("SSL");
    assertThat(settings.get("sha256").asText()).isEqualTo(org.encodertraces.io.Sha256.of(target));
    assertThat(settings.at("/origin/encoder/from").asText()).isEqualTo("x");
    assertThat(settings.at("/origin/repair/file").asText()).isEqualTo("leace.safetensors");
  }

  @Test
  void whatCannotBeMeantIsRefusedAndNothingIsLeft() throws IOException {
    Path encoder = pixels(-1).write(from, json(SIZE));
    EmbeddingMap map = map(PIXELS, true);

    assertThatThrownBy(() -> fold(encoder, map(7, true)))
        .isInstanceOf(InputException.class)
        .hasMessage(encoder + ": gives embeddings of 192 values; the repair takes 7");
    assertThatThrownBy(() -> fold(Path.of("builtin/color"), map))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has no graph");
    // leace.json is the map's own: the settings of leace.onnx would take its place.
    Path mapsOwn = root.resolve("to/repaired.json");
    Files.createDirectories(root.resolve("to"));
    Files.writeString(mapsOwn, "{\"fitted_on\": \"unit\"}");
    assertThatThrownBy(() -> fold(encoder, map))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("choose another name");
    assertThat(mapsOwn).hasContent("{\"fitted_on\": \"unit\"}");
    target = encoder;
    assertThatThrownBy(() -> fold(encoder, map)).hasMessageContaining("is the encoder itself");
    try (Stream<Path> left = Files.list(root.resolve("to"))) {
      assertThat(left).containsExactly(mapsOwn);
    }
  }

  @Test
  void allElseOfTheFileIsCopiedAsItLies() throws IOException {
    GraphProto inner =
        GraphProto.newBuilder()
            .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("features").addOutput("neg"))
            .addOutput(ValueInfoProto.newBuilder().setName("neg"))
            .build();
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                900,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("of a later ONNX"))
                    .addFixed32(7)
                    .addFixed64(8)
                    .addVarint(-9)
                    .build())
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("body")
            .addNode(
                NodeProto.newBuilder().setOpType("Flatten").addInput("image").addOutput("features"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("If")
                    .addInput("condition")
                    .addOutput("other")
                    .addAttribute(AttributeProto.newBuilder().setName("then").setG(inner))
                    .addAttribute(AttributeProto.newBuilder().setName("alpha").setF(0.5f)))
            .addValueInfo(ValueInfoProto.newBuilder().setName("features"))
            .addOutput(ValueInfoProto.newBuilder().setName("features"))
            .setUnknownFields(unknown)
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("nobody's")
            .setModelVersion(-1)
            .setUnknownFields(unknown)
            .setGraph(graph)
            .build();
    Path file = from.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    byte[] behind =
        GraphProto.newBuilder()
            .addNode(NodeProto.newBuilder().setOpType("Abs").addOutput("last"))
            .build()
            .toByteArray();

    new OnnxRewrite(file, "features", "a much longer name".repeat(20), behind).write(written);

    ModelProto copy = ModelProto.parseFrom(written.toByteArray());
    String renamed = "a much longer name".repeat(20);
    GraphProto.Builder expected = graph.toBuilder().clearOutput();
    expected.getNodeBuilder(0).setOutput(0, renamed);
    expected
        .getNodeBuilder(1)
        .getAttributeBuilder(0)
        .getGBuilder()
        .getNodeBuilder(0)
        .setInput(0, renamed);
    expected.getValueInfoBuilder(0).setName(renamed);
    expected.addNode(NodeProto.newBuilder().setOpType("Abs").addOutput("last"));
    assertThat(copy).isEqualTo(model.toBuilder().setGraph(expected).build());
  }

  @Test
  void truncatedModelsAreRefusedInWords() throws IOException {
    Path file = pixels(-1).write(from, json(SIZE));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 5) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> fold(file, map(PIXELS, true)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void mobileNetIsRepaired() throws IOException {
    assumeTrue(Files.exists(MOBILENET), "needs " + MOBILENET);
    EmbeddingMap map = map(1280, true);

    FoldedEncoder folded =
        FoldedEncoder.write(MOBILENET.toString(), map, Map.of(), target, pictures(224));

    assertThat(folded.difference()).isLessThan(1e-5);
    assertAgree(MOBILENET, folded.file(), map, 1e-5);
  }
}
