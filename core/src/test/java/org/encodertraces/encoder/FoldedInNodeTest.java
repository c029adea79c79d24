package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.encodertraces.encoder.TestModels.FLOAT;
import static org.encodertraces.encoder.TestModels.json;
import static org.encodertraces.encoder.TestModels.model;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runtimes that are not ours serve the folded encoder too. Needs {@code npm install
 * --ignore-scripts onnxruntime-node onnxruntime-web} anywhere, and NODE_PATH naming its {@code
 * node_modules}.
 */
class FoldedInNodeTest {

  private static final Path MOBILENET = Path.of("../../shared/encoders/mobilenet_v2_1.0_224.onnx");

  @TempDir private Path folder;

  private record Ended(int exitCode, String said) {}

  private static Ended node(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Ended(127, String.valueOf(e.getMessage()));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  @ParameterizedTest
  @CsvSource({
    "onnxruntime-node, small", "onnxruntime-node, mobilenet",
    "onnxruntime-web, small", "onnxruntime-web, mobilenet"
  })
  void nodeGivesTheSameEmbeddings(String runtime, String which) throws Exception {
    Ended found = node("-e", "require.resolve('%s')".formatted(runtime));
    assumeTrue(found.exitCode() == 0, "needs %s under node, found by NODE_PATH".formatted(runtime));
    assumeTrue(which.equals("small") || Files.exists(MOBILENET), "needs " + MOBILENET);
    Path script = folder.resolve("run-onnx.cjs");
    try (var in =
        Objects.requireNonNull(FoldedInNodeTest.class.getResourceAsStream("/node/run-onnx.cjs"))) {
      Files.write(script, in.readAllBytes());
    }
    Path encoder = which.equals("small") ? small() : MOBILENET;
    EmbeddingMap map = map(which.equals("small") ? 192 : 1280);
    List<RgbImage> pictures = pictures();
    Path copy = folder.resolve("to/repaired.onnx");
    FoldedEncoder.write(encoder.toString(), map, Map.of(), copy, pictures);

    try (OnnxEncoder ours = OnnxEncoder.open(copy, Compute.ALONE)) {
      Preprocessor transform = ours.preprocessor();
      List<RgbImage> crops = pictures.stream().map(ours::crop).toList();
      int length = transform.inputLength();
      ByteBuffer input =
          ByteBuffer.allocate(crops.size() * length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[length];
      for (RgbImage crop : crops) {
        transform.fill(crop, values);
        input.asFloatBuffer().put(values);
        input.position(input.position() + length * Float.BYTES);
      }
      Path in = folder.resolve("input.bin");
      Path out = folder.resolve("output.bin");
      Files.write(in, input.array());

      Ended ran =
          node(
              script,
              runtime,
              copy,
              in,
              "%dx3x%dx%d".formatted(crops.size(), transform.cropHeight(), transform.cropWidth()),
              out);

      assertThat(ran.exitCode()).as(ran.said()).isZero();
      assertThat(ran.said().strip())
          .endsWith("features %dx%d".formatted(crops.size(), map.dimension()));
      float[] expected = ours.embed(crops);
      ByteBuffer given = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(given.remaining()).isEqualTo(expected.length * Float.BYTES);
      for (float value : expected) {
        assertThat(Math.abs(given.getFloat() - value)).isLessThan(1e-5f);
      }
    }
  }

  private Path small() throws IOException {
    return model()
        .input("image", FLOAT, -1, 3, 8, 8)
        .node("Flatten", List.of("image"), "features")
        .output("features", FLOAT, -1, 192)
        .write(Files.createDirectories(folder.resolve("from")), json(8));
  }

  private static EmbeddingMap map(int dimension) {
    Random random = new Random(5);
    float[] weight = new float[dimension * dimension];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    float[] bias = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      bias[i] = (float) random.nextGaussian();
    }
    return new EmbeddingMap(dimension, weight, bias, true);
  }

  private static List<RgbImage> pictures() {
    Random random = new Random(1);
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] rgb = new byte[240 * 240 * 3];
      random.nextBytes(rgb);
      pictures.add(new RgbImage(240, 240, rgb));
    }
    return pictures;
  }
}
