package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.encodertraces.encoder.TestModels.FLOAT;
import static org.encodertraces.encoder.TestModels.integer;
import static org.encodertraces.encoder.TestModels.ints;
import static org.encodertraces.encoder.TestModels.json;
import static org.encodertraces.encoder.TestModels.model;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.Shared;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.EncoderCheck.Finding;
import org.encodertraces.encoder.EncoderCheck.Level;
import org.encodertraces.image.RgbImage;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.study.CheckPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstUseTest {

  private static final int SIZE = 16;

  @TempDir private Path folder;

  /** What was said meanwhile. */
  private final List<String> said = new ArrayList<>();

  @Test
  void aFileIsCheckedOnceAndAgainWhenItChanges() throws Exception {
    Path file = pooled("GlobalAveragePool").write(folder, json(SIZE));

    int batch = open(file);
    assertThat(said).singleElement().asString().contains("first use on this machine");
    said.clear();
    assertThat(open(file)).isEqualTo(batch);
    assertThat(said).isEmpty();

    pooled("GlobalMaxPool").write(folder, json(SIZE));
    open(file);
    assertThat(said).hasSize(1);
    said.clear();

    // Another transform is another encoder.
    Files.writeString(folder.resolve("model.json"), json(SIZE, "\"resample\": 2"));
    open(file);
    assertThat(said).hasSize(1);
    try (Stream<Path> remembered = Files.list(folder.resolve("home/.checked"))) {
      assertThat(remembered).hasSize(3);
    }
  }

  @Test
  void weightsInAnotherFileBelongToTheFingerprint() throws Exception {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .externalWeight("weight", "model.onnx_data", 1)
            .node("Mul", List.of("image", "weight"), "scaled")
            .node("GlobalAveragePool", List.of("scaled"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE));
    Files.write(folder.resolve("model.onnx_data"), new byte[] {0, 0, (byte) 0x80, 0x3f});
    open(file);
    open(file);
    assertThat(said).hasSize(1);

    Files.write(folder.resolve("model.onnx_data"), new byte[] {0, 0, 0, 0x40});
    open(file);
    assertThat(said).hasSize(2);
  }

  @Test
  void aMemoryThatIsDamagedIsMadeAnew() throws Exception {
    Path file = pooled("GlobalAveragePool").write(folder, json(SIZE));
    open(file);
    Path memory;
    try (Stream<Path> remembered = Files.list(folder.resolve("home/.checked"))) {
      memory = remembered.findFirst().orElseThrow();
    }
    for (String damage : List.of("", "{\"batch\": \"many\"}", "not JSON", "{}")) {
      Files.writeString(memory, damage);
      said.clear();

      open(file);

      assertThat(said).hasSize(1);
      assertThat(Files.readString(memory)).contains("\"batch\"", "\"transform\"");
    }
  }

  @Test
  void withoutAWritableHomeItWorksAndSaysSo() throws Exception {
    Path file = pooled("GlobalAveragePool").write(folder, json(SIZE));
    Files.writeString(folder.resolve("home"), "a file where the folder should be");

    open(file);

    assertThat(said).hasSize(2);
    assertThat(said.get(1)).contains("cannot be written", "the next run checks again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sub  | image image | gives nothing but zeros",
        "Div  | zero zero   | gives NaN or infinity",
        "Div  | image image | gives the same embedding for different pictures",
        "RandomNormalLike | image | gives different values for the same batch",
      })
  void whatTellsNothingOfThePictureIsRefused(String operation, String inputs, String complaint)
      throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("Sub", List.of("image", "image"), "zero")
            .node(operation, List.of(inputs.split(" ", -1)), "made")
            .node("GlobalAveragePool", List.of("made"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE, "\"image_mean\": [0,0,0]"));

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.onnx: cannot be used: it " + complaint)
        .hasMessageContaining("traces encoders check");
  }

  @Test
  void picturesThatChangeEachOtherAreRefused() throws IOException {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("ReduceMax", List.of("image"), "most", ints("axes", 0), integer("keepdims", 1))
            .node("Div", List.of("image", "most"), "scaled")
            .node("GlobalAveragePool", List.of("scaled"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE));

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mixes the pictures of a batch");
  }

  /** Hubs' model_quantized.onnx is of this kind. */
  @Test
  void aNetworkThatScalesItsIntegersByARunGetsOnePictureARun() throws Exception {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .node("DynamicQuantizeLinear", List.of("image"), List.of("q", "scale", "zero"))
            .node("DequantizeLinear", List.of("q", "scale", "zero"), "about")
            .node("GlobalAveragePool", List.of("about"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE));

    open(file);

    assertAloneIsAsInABatch(file);
    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThat(EncoderCheck.run(encoder, CheckPictures.few()))
          .extracting(Finding::text)
          .anyMatch(text -> text.contains("one picture a run, whose values scale its integers"));
    }
  }

  /** Quantized with scales from calibration data, in the QDQ form of ONNX Runtime's tools. */
  @Test
  void aNetworkWithFixedScalesIsRunInBatches() throws Exception {
    Path file =
        model()
            .input("image", FLOAT, -1, 3, SIZE, SIZE)
            .weight("scale", 1 / 255f)
            .zeroPoint("zero", 0)
            .node("QuantizeLinear", List.of("image", "scale", "zero"), "q")
            .node("DequantizeLinear", List.of("q", "scale", "zero"), "about")
            .node("GlobalAveragePool", List.of("about"), "features")
            .output("features", FLOAT, -1, 3, 1, 1)
            .write(folder, json(SIZE));

    open(file);

    assertAloneIsAsInABatch(file);
    try (Encoder encoder = Encoders.open(file.toString())) {
      assertThat(EncoderCheck.run(encoder, CheckPictures.few()))
          .noneMatch(finding -> finding.level() == Level.BAD)
          .extracting(Finding::text)
          .noneMatch(text -> text.contains("one picture a run"));
    }
  }

  /** Timing chooses between these; a size whose bits differ is never chosen, however fast. */
  @Test
  void theBatchGivesTheBitsOfSixteen() throws InterruptedException {
    List<RgbImage> crops = List.of(new RgbImage(1, 1, new byte[3]));

    assertThat(BatchCalibration.measure(new BatchSensitive(16), crops, 2)).isEqualTo(16);
    assertThat(BatchCalibration.measure(new BatchSensitive(8), crops, 2)).isIn(8, 16, 32);
    assertThat(BatchCalibration.measure(new BatchSensitive(1), crops, 2)).isIn(2, 4, 8, 16, 32);
  }

  @Test
  void aDeviceThatNeverGivesTheSameBitsKeepsSixteen() throws InterruptedException {
    NumpyGenerator random = new NumpyGenerator(0);
    Encoder unsteady =
        new BatchSensitive(1) {
          @Override
          public float[] embed(List<RgbImage> crops) {
            float[] values = new float[crops.size()];
            Arrays.fill(values, (float) random.nextDouble());
            return values;
          }
        };

    assertThat(BatchCalibration.measure(unsteady, CheckPictures.few(), 2)).isEqualTo(16);
  }

  /** An encoder whose bits change with its batch, below {@code from} and above 16 times that. */
  private static class BatchSensitive implements Encoder {
    private final int from;

    BatchSensitive(int from) {
      this.from = from;
    }

    @Override
    public EncoderCard card() {
      return new EncoderCard("test/test", "custom", "", "");
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public RgbImage crop(RgbImage picture) {
      return picture;
    }

    @Override
    public float[] embed(List<RgbImage> crops) {
      float[] values = new float[crops.size()];
      boolean usual = crops.size() >= from && (from != 16 || crops.size() == 16);
      Arrays.fill(values, usual ? 1 : Math.nextUp(1f));
      return values;
    }

    @Override
    public void close() {}
  }

  @Test
  void devicesAreNamedAsInTorch() {
    assertThat(Device.of("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
    assertThat(Device.of("cuda")).isEqualTo(new Device(OptionalInt.of(0))).hasToString("cuda:0");
    assertThat(Device.of("cuda:3").gpu()).hasValue(3);
    for (String wrong : List.of("gpu", "cuda:", "cuda:-1", "cuda:x", "CPU", "")) {
      assertThatThrownBy(() -> Device.of(wrong))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("expected cpu, cuda or cuda:N");
    }
  }

  @Test
  void coresShareABatchOnlyWhereThereAreMoreOfThemThanBatches() {
    assertThat(Compute.of(Device.CPU, 2, 30).threadsPerRun()).isEqualTo(1);
    assertThat(Compute.of(Device.CPU, 64, 5_000).threadsPerRun()).isEqualTo(1);
    assertThat(Compute.of(Device.CPU, 64, 10).threadsPerRun()).isEqualTo(6);
    assertThat(Compute.of(Device.CPU, 64, 0).threadsPerRun()).isEqualTo(64);
  }

  @Test
  void cudaWithoutABuildForItSaysHowToMakeOne() throws IOException {
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    Path file = pooled("GlobalAveragePool").write(folder, json(SIZE));

    assertThatThrownBy(
            () ->
                Encoders.open(
                    file.toString(), new EncoderHome(folder), Compute.of(Device.of("cuda"), 2, 10)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("device cuda:0")
        .hasMessageContaining("mvn -Pcuda package");
  }

  /** What lets a run on 64 cores give the bytes of one on two. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void threadsThatShareABatchChangeNoBit(int threads) throws IOException {
    String file = Shared.path("encoders/mobilenet_v1_0.25_224.onnx").toString();
    EncoderHome home = new EncoderHome(folder);
    try (Encoder alone = Encoders.open(file, home, Compute.ALONE);
        Encoder shared = Encoders.open(file, home, new Compute(Device.CPU, threads))) {
      List<RgbImage> crops = crops(alone);

      assertThat(shared.embed(crops)).isEqualTo(alone.embed(crops));
    }
  }

  @Test
  void theWholeCheckShowsWhatAWrongTransformWouldDo() throws IOException {
    String file = Shared.path("encoders/mobilenet_v1_0.25_224.onnx").toString();
    try (Encoder encoder = Encoders.open(file)) {
      assertThat(EncoderCheck.run(encoder, CheckPictures.few()))
          .noneMatch(finding -> finding.level() == Level.BAD)
          .extracting(Finding::text)
          .anyMatch(text -> text.startsWith("with ImageNet's mean and std the cosine"))
          .anyMatch(text -> text.startsWith("with blue, green, red the cosine"))
          .anyMatch(text -> text.startsWith("with no antialias the cosine"))
          .anyMatch(text -> text.startsWith("with squashed instead of cropped the cosine"))
          .anyMatch(text -> text.startsWith("floor: "));
    }
  }

  private void assertAloneIsAsInABatch(Path file) throws IOException {
    try (Encoder encoder = Encoders.open(file.toString())) {
      List<RgbImage> crops = crops(encoder);
      float[] together = encoder.embed(crops);
      for (int i = 0; i < crops.size(); i++) {
        assertThat(encoder.embed(crops.subList(i, i + 1)))
            .isEqualTo(Arrays.copyOfRange(together, 3 * i, 3 * i + 3));
      }
    }
  }

  private static List<RgbImage> crops(Encoder encoder) {
    return CheckPictures.few().stream().map(picture -> encoder.crop(picture)).toList();
  }

  private static TestModels pooled(String operation) {
    return model()
        .input("image", FLOAT, -1, 3, SIZE, SIZE)
        .node(operation, List.of("image"), "features")
        .output("features", FLOAT, -1, 3, 1, 1);
  }

  private int open(Path file) throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            return Progress.NONE.start(name, total);
          }

          @Override
          public void say(String line) {
            said.add(line);
          }
        };
    FirstUse.Ready ready =
        new FirstUse(new EncoderHome(folder.resolve("home")), CheckPictures.few(), 2, progress)
            .open(file.toString(), Compute.ALONE);
    ready.encoder().close();
    return ready.batch();
  }
}
