package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.encodertraces.encoder.TestModels.FLOAT;
import static org.encodertraces.encoder.TestModels.FLOAT16;
import static org.encodertraces.encoder.TestModels.INT64;
import static org.encodertraces.encoder.TestModels.UINT8;
import static org.encodertraces.encoder.TestModels.integer;
import static org.encodertraces.encoder.TestModels.ints;
import static org.encodertraces.encoder.TestModels.json;
import static org.encodertraces.encoder.TestModels.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEncoderTest {

  private static final int SIZE = 8;
  private static final Offset<Float> FLOAT_ERROR = within(1e-5f);
  private static final Offset<Float> HALF_ERROR = within(1e-3f);

  @TempDir private Path folder;

  @Test
  void nchwPoolsEachChannel() throws IOException {
    assertChannelMeans(channelMeans(-1, "features").write(folder, json(SIZE)), FLOAT_ERROR);
  }

  @Test
  void nhwcIsSeenFromTheShape() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, SIZE, SIZE, 3)
            .node(
                "ReduceMean",
                List.of("image"),
                "features",
                ints("axes", 1, 2),
                integer("keepdims", 0))
            .output("features", FLOAT, -1, 3)
            .write(folder, json(SIZE));

    assertChannelMeans(file, FLOAT_ERROR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aFixedBatchIsFilledUp(int batch) throws IOException {
    assertChannelMeans(channelMeans(batch, "features").write(folder, json(SIZE)), FLOAT_ERROR);
  }

  @Test
  void float16GoesInAndOut() throws IOException {
    Path file =
        model()
            .input("image", FLOAT16, -1, 3, SIZE, SIZE)
            .node(
                "ReduceMean",
                List.of("image"),
                "features",
                ints("axes", 2, 3),
                integer("keepdims", 0))
            .output("features", FLOAT16, -1, 3)
            .write(folder, json(SIZE));

    assertChannelMeans(file, HALF_ERROR);
  }

  @Test
  void float16OutputOfAFloat32InputIsRead() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node(
                "ReduceMean", List.of("image"), "mean", ints("axes", 2, 3), integer("keepdims", 0))
            .node("Cast", List.of("mean"), "features", integer("to", FLOAT16))
            .output("features", FLOAT16, -1, 3)
            .write(folder, json(SIZE));

    assertChannelMeans(file, HALF_ERROR);
  }

  @Test
  void pooledFeatureMapsOfOnePixelAreVectors() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("GlobalAveragePool", List.of("image"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE));

    assertChannelMeans(file, FLOAT_ERROR);
  }

  @ParameterizedTest
  @CsvSource({"cls, 0", "mean, 1"})
  void tokensArePooledAsTheJsonSays(String pooling, int expected) throws IOException {
    // Tokens are the rows of the picture: [n, 3 * 8 rows, 8], so the first is the red channel's top
    // row.
    Path file = tokens().write(folder, json(SIZE, "\"pooling\": \"%s\"".formatted(pooling)));
    RgbImage picture = picture(40, 80, 160);

    try (Encoder encoder = Encoders.open(file.toString())) {
      float[] embedding = encoder.embed(List.of(picture));

      float value = expected == 0 ? 40 / 255f : (40 + 80 + 160) / 3f / 255f;
      assertThat(embedding).hasSize(SIZE);
      for (float component : embedding) {
        assertThat(component).isCloseTo(value, FLOAT_ERROR);
      }
    }
  }

  @Test
  void tokensWithoutPoolingAreRefused() throws IOException {
    Path file = tokens().write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("\"pooling\": \"cls\" or \"mean\"")
        .hasMessageContaining("inputs: image FLOAT");
  }

  @Test
  void theOutputIsFoundByItsConventionalName() throws IOException {
    TestModels model =
        channelMeans(-1, "image_embeds")
            .node("Neg", List.of("image_embeds"), "other")
            .output("other", FLOAT, -1, 3);

    assertChannelMeans(model.write(folder, json(SIZE)), FLOAT_ERROR);
  }

  @Test
  void theJsonChoosesTheOutput() throws IOException {
    TestModels model =
        channelMeans(-1, "features")
            .node("Neg", List.of("features"), "negative")
            .output("negative", FLOAT, -1, 3);
    Path file = model.write(folder, json(SIZE, "\"output\": \"negative\""));

    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThat(encoder.embed(List.of(picture(255, 0, 0)))[0]).isCloseTo(-1, FLOAT_ERROR);
    }
  }

  @Test
  void anAmbiguousOutputIsRefusedWithTheList() throws IOException {
    Path file =
        channelMeans(-1, "a")
            .node("Neg", List.of("a"), "b")
            .output("b", FLOAT, -1, 3)
            .write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("set \"output\" in")
        .hasMessageContaining("outputs: a FLOAT [-1, 3], b FLOAT [-1, 3]");
  }

  @Test
  void aSecondInputIsRefusedWithTheList() throws IOException {
    Path file =
        channelMeans(-1, "features").input("input_ids", INT64, -1, 77).write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("takes 2 inputs, of which \"image\" is the picture; use an export of")
        .hasMessageContaining("input_ids INT64");
  }

  @Test
  void twoPicturesAreRefused() throws IOException {
    Path file =
        channelMeans(-1, "features").input("other", FLOAT, -1, 3, 8, 8).write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("takes 2 inputs, of which 2 may be pictures; expected one picture");
  }

  @Test
  void samplesOfBytesAreHandedOverAsTheyAre() throws IOException {
    Path file =
        model()
            .input("picture", UINT8, -1, 3, SIZE, SIZE)
            .node("Cast", List.of("picture"), "floats", integer("to", FLOAT))
            .node("GlobalAveragePool", List.of("floats"), "pooled")
            .node("Flatten", List.of("pooled"), "features")
            .output("features", FLOAT, -1, 3)
            .write(folder, json(SIZE, "\"do_rescale\": false"));
    byte[] samples = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % 3 == 0 ? 200 : i % 3 == 1 ? 10 : 255);
    }

    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThat(encoder.embed(List.of(new RgbImage(SIZE, SIZE, samples))))
          .containsExactly(200, 10, 255);
    }
    Path scaled =
        model()
            .input("picture", UINT8, -1, 3, SIZE, SIZE)
            .node("Cast", List.of("picture"), "floats", integer("to", FLOAT))
            .node("GlobalAveragePool", List.of("floats"), "pooled")
            .node("Flatten", List.of("pooled"), "features")
            .output("features", FLOAT, -1, 3)
            .write(folder, json(SIZE));
    assertThatThrownBy(() -> Encoders.open(scaled.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("set \"do_rescale\" and \"do_normalize\" to false");
  }

  @Test
  void dynamicHeightAndWidthTakeTheCropOfTheJson() throws IOException {
    Path file =
        model()
            .input("picture", FLOAT, -1, 3, -1, -1)
            .node("GlobalAveragePool", List.of("picture"), "pooled")
            .node("Flatten", List.of("pooled"), "features")
            .output("features", FLOAT, -1, 3)
            .write(folder, json(SIZE));

    assertChannelMeans(file, within(1e-6f));
  }

  @Test
  void filesOfOtherKindsAreCalledByTheirName() throws IOException {
    assertComplaint(new byte[] {'P', 'K', 3, 4, 0, 0}, "is a zip, as torch.save writes it");
    assertComplaint(new byte[] {(byte) 0x80, 2, '}', 'q'}, "is a Python pickle");
    assertComplaint(
        "\u0010\0\0\0\0\0\0\0{\"a\": 1}".getBytes(StandardCharsets.ISO_8859_1),
        "is a safetensors file of weights");
    assertComplaint(
        "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8),
        "is a Git LFS pointer");
    assertComplaint(new byte[0], "is empty");
  }

  @Test
  void anOpsetFromTheFutureIsNamed() throws IOException {
    Path file = channelMeans(-1, "features").write(folder, json(SIZE), 99);

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was exported for opset 99, which this ONNX Runtime does not know");
  }

  @Test
  void missingWeightsBesideTheModelAreNamed() throws IOException {
    Path file = withExternalWeights("model.onnx_data");

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": keeps its weights in model.onnx_data, which is not beside it");

    Files.write(folder.resolve("model.onnx_data"), new byte[12]);
    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThat(encoder.dimension()).isEqualTo(3);
    }
  }

  /** A model whose one weight, three floats, lies in another file. */
  private Path withExternalWeights(String name) throws IOException {
    return model()
        .input("picture", FLOAT, -1, 3, SIZE, SIZE)
        .node("GlobalAveragePool", List.of("picture"), "pooled")
        .node("Flatten", List.of("pooled"), "flat")
        .externalWeight("weight", name, 3)
        .node("Add", List.of("flat", "weight"), "features")
        .output("features", FLOAT, -1, 3)
        .write(folder, json(SIZE));
  }

  private void assertComplaint(byte[] bytes, String message) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, bytes);
    Files.writeString(folder.resolve("model.json"), json(SIZE));
    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSizeThatDoesNotFitTheInputIsRefused() throws IOException {
    Path file = channelMeans(-1, "features").write(folder, json(16));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("would hand it 3 channels of 16 x 16");
  }

  @Test
  void aFileThatIsNotOnnxIsRefusedInOneLine() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.writeString(file, "not a model");
    Files.writeString(folder.resolve("model.json"), json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ONNX Runtime cannot load it as a model")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aMissingFileAndAnUnknownNameAreToldApart() {
    assertThatThrownBy(() -> Encoders.open(folder.resolve("none.onnx").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Encoders.open("builtin/colour"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("builtin/color, builtin/hog, builtin/residual");
  }

  @Test
  void aModelWithoutItsJsonIsRefused() throws IOException {
    Path file = channelMeans(-1, "features").write(folder, json(SIZE));
    Files.delete(folder.resolve("model.json"));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .hasMessageContaining("needs model.json or preprocessor_config.json beside it");
  }

  @Test
  void aFileThatIsNotTheOneOfTheJsonIsRefused() throws IOException {
    Path file = channelMeans(-1, "features").write(folder, json(SIZE, "\"sha256\": \"00ff\""));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .hasMessageContaining("SHA-256 is")
        .hasMessageContaining("expects 00ff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"crop_sise\": 8 | unknown key \"crop_sise\" (did you mean \"crop_size\"?)",
        "\"do_blur_faces\": true | unknown key \"do_blur_faces\"; it might change the pixels",
        "\"do_pad\": true | \"do_pad\" is true: a processor that pads pictures is not known here",
        "\"crop_pct\": 1.5 | \"crop_pct\" is 1.5; expected a share above 0.01, up to 1",
        "\"resample\": 6 | \"resample\" is 6; expected Pillow's number: 0 nearest",
        "\"image_mean\": [0.5], \"image_std\": [1, 1, 1] | \"image_mean\" is [0.5]; expected three",
        "\"image_mean\": [0, 0, 0], \"image_std\": [1, 0, 1] | \"image_std\" holds 0.0; expected",
        "\"layout\": \"CHW\" | \"layout\" is \"CHW\"; expected one of [NCHW, NHWC]",
        "\"crop_size\": {\"height\": -1, \"width\": 8} | \"crop_size.height\" is -1; expected 1 to",
        "\"do_resize\": \"yes\" | \"do_resize\" is \"yes\"; expected true or false",
      })
  void aWrongKeyIsNamed(String key, String message) throws IOException {
    String normalize = key.contains("image_mean") ? "" : "\"do_normalize\": false, ";
    String crop = key.contains("crop_size") ? "" : "\"crop_size\": 8, ";
    Path file =
        channelMeans(-1, "features")
            .write(
                folder, "{" + normalize + crop + "\"size\": {\"shortest_edge\": 8}, " + key + "}");

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.json: ")
        .hasMessageContaining(message);
  }

  /** 4 bytes a value, 3 x 8 x 8 values a picture: 2^31 - 1 bytes are 2,796,202 pictures. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000000000000 | fixed at 1,000,000,000,000 pictures a call; expected 2,796,202 of 3 x 8 x 8 at most",
        "2796203 | fixed at 2,796,203 pictures a call; expected 2,796,202",
      })
  void aBatchThatNoBufferHoldsIsRefusedByName(long batch, String message) throws IOException {
    Path file = channelMeans(batch, "features").write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": input \"image\" is [" + batch + ", 3, 8, 8], ")
        .hasMessageContaining(message);
  }

  /** A million pictures of 3 x 224 x 224 are 602 GB, which overflowed a 32-bit product. */
  @Test
  void aMillionPicturesARunAreRefusedByName() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, 1_000_000, 3, 224, 224)
            .node(
                "ReduceMean",
                List.of("image"),
                "features",
                ints("axes", 2, 3),
                integer("keepdims", 0))
            .output("features", FLOAT, 1_000_000, 3)
            .write(folder, json(224));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(
            "fixed at 1,000,000 pictures a call; expected 3,566 of 3 x 224 x 224");
  }

  /** Each width is told from what the file declares, or else from what comes out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5000000000 | 5000000000 | output \"features\" is [-1, 5000000000]; expected embeddings of 524287",
        "3000000 | 3000000 | output \"features\" is [-1, 3000000]; expected embeddings of 524287",
        "3000000 | -1 | output \"features\" is [1, 3000000] for 1 pictures; expected embeddings of 1 to 524287",
        "0 | -1 | output \"features\" is [1, 0] for 1 pictures; expected embeddings of 1 to 524287",
      })
  void anOutputThatIsNoEmbeddingIsRefusedByName(long width, long declared, String message)
      throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("ReduceMean", List.of("image"), "mean", ints("axes", 1, 2, 3))
            .node("Flatten", List.of("mean"), "one")
            .node("Constant", List.of(), "wide", ints("value_ints", 1, width))
            // Plus the mean of the pixels, so that the width is not known before it is computed.
            .node(
                "ReduceMean",
                List.of("image"),
                "all",
                ints("axes", 0, 1, 2, 3),
                integer("keepdims", 0))
            .node("Cast", List.of("all"), "black", integer("to", INT64))
            .node("Add", List.of("wide", "black"), "shape")
            .node("Expand", List.of("one", declared < 0 ? "shape" : "wide"), "features")
            .output("features", FLOAT, -1, declared)
            .write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void oneEmbeddingForAWholeBatchIsRefusedByName() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("ReduceMean", List.of("image"), "mean", ints("axes", 0, 2, 3))
            .node("Flatten", List.of("mean"), "features")
            .output("features", FLOAT, -1, 3)
            .write(folder, json(SIZE));

    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThatThrownBy(() -> encoder.embed(List.of(picture(1, 2, 3), picture(4, 5, 6))))
          .isInstanceOf(InputException.class)
          .hasMessage(
              file + ": output \"features\" is [1, 3] for 2 pictures; expected one embedding each");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "-1, 0"})
  void sizesOfNothingAreRefusedByName(long batch, long height) throws IOException {
    Path file =
        model()
            .input("image", FLOAT, batch, 3, height, SIZE)
            .node("GlobalMaxPool", List.of("image"), "features")
            .output("features", FLOAT, batch, 3, 1, 1)
            .write(folder, json(SIZE));

    assertThatThrownBy(() -> Encoders.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "%s: input \"image\" is [%d, 3, %d, 8]; expected sizes above 0"
                .formatted(file, batch, height));
  }

  @Test
  void anEmbeddingDoesNotDependOnItsBatch() throws IOException {
    Path file = channelMeans(-1, "features").write(folder, json(SIZE));
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      pictures.add(picture(10 * i, 20 * i, 255 - i));
    }

    try (Encoder encoder = Encoders.open(file.toString())) {
      float[] together = encoder.embed(pictures);
      for (int i = 0; i < 7; i++) {
        assertThat(encoder.embed(List.of(pictures.get(i))))
            .containsExactly(Arrays.copyOfRange(together, 3 * i, 3 * i + 3), FLOAT_ERROR);
      }
    }
  }

  private static TestModels channelMeans(long batch, String output) {
    return model()
        .input("image", FLOAT, batch, 3, SIZE, SIZE)
        .node("ReduceMean", List.of("image"), output, ints("axes", 2, 3), integer("keepdims", 0))
        .output(output, FLOAT, batch, 3);
  }

  private static TestModels tokens() {
    return model()
        .input("image", FLOAT, -1, 3, SIZE, SIZE)
        .node("Constant", List.of(), "shape", ints("value_ints", 0, -1, SIZE))
        .node("Reshape", List.of("image", "shape"), "tokens")
        .output("tokens", FLOAT, -1, 3 * SIZE, SIZE);
  }

  private static RgbImage picture(int red, int green, int blue) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new RgbImage(SIZE, SIZE, rgb);
  }

  private static void assertChannelMeans(Path file, Offset<Float> error) throws IOException {
    List<RgbImage> pictures =
        List.of(picture(255, 0, 51), picture(0, 102, 204), picture(51, 51, 0));
    try (Encoder encoder = Encoders.open(file.toString())) {
      List<RgbImage> crops = new ArrayList<>();
      pictures.forEach(p -> crops.add(encoder.crop(p)));

      assertThat(encoder.dimension()).isEqualTo(3);
      assertThat(encoder.embed(crops))
          .containsExactly(new float[] {1, 0, 0.2f, 0, 0.4f, 0.8f, 0.2f, 0.2f, 0}, error);
    }
  }
}
