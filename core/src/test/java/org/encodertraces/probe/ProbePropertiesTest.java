package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.OpenBlas;
import org.encodertraces.probe.Classifier.Tuning;
import org.encodertraces.probe.ProcessingProbe.Settings;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbePropertiesTest {

  @TempDir private Path folder;

  @Test
  void aPlantedTraceIsReadAndNoneIsNot() throws Exception {
    ProbeOutcome traced =
        probe(new Planted(150, 60, 24, 5, 0.6, 2).open(folder.resolve("a"), Parameter.RESIZING));
    ProbeOutcome none =
        probe(new Planted(150, 60, 24, 5, 0, 2).open(folder.resolve("b"), Parameter.RESIZING));

    assertThat(traced.reading().interval().low()).isGreaterThan(traced.chance() + 10);
    assertThat(traced.p()).isLessThan(1e-12);
    assertThat(none.p()).isGreaterThan(0.01);
    assertThat(none.reading().accuracyMean()).isBetween(25.0, 42.0);
  }

  @Test
  void rotatingAndScalingEmbeddingsLeavesTheProbeWithinNoise() throws Exception {
    Planted planted = new Planted(150, 60, 24, 5, 0.3, 2);
    ProbeOutcome plain = probe(planted.open(folder.resolve("p"), Parameter.RESIZING));
    ProbeOutcome rotated =
        probe(
            planted.open(
                folder.resolve("r"),
                Parameter.RESIZING,
                (rows, labels) -> Planted.rotated(rows),
                (rows, labels) -> Planted.rotated(rows)));

    assertThat(rotated.reading().accuracyMean())
        .isBetween(plain.reading().interval().low() - 2, plain.reading().interval().high() + 2);
  }

  /** Reads that have nothing to do with the classes: p-values must be spread evenly over 0 … 1. */
  @Test
  void relabelingPValuesAreUniformUnderNoTrace() {
    ParameterEmbeddings embeddings =
        new Planted(4, 40, 3, 2, 0, 1).open(folder, Parameter.SHARPENING);
    LabeledRows tested =
        LabeledRows.crossed(embeddings.val().stream().map(EmbeddingTable::rows).toList());
    NumpyGenerator random = new NumpyGenerator(3);
    int[] tenths = new int[10];
    for (int repetition = 0; repetition < 500; repetition++) {
      ReadingTally tally = new ReadingTally(tested, 40, 1);
      int[][] reads = new int[tested.count()][1];
      for (int[] read : reads) {
        read[0] = random.nextInt(0, 3);
      }
      tally.add(0, reads);
      tenths[(int) Math.min(9, tally.relabelingP() * 10)]++;
    }

    // 50 expected in each tenth; the counts are discrete, so tenths differ by more than chance
    // alone.
    assertThat(tenths[0]).as("false alarms at 10 %%").isBetween(20, 75);
    for (int tenth : tenths) {
      assertThat(tenth).isBetween(15, 100);
    }
  }

  @Test
  void aTrialThatDivergesIsDroppedAlone() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(60, 20, 8, 2, 0.6, 1).open(folder, Parameter.SHARPENING);
    LabeledRows rows =
        LabeledRows.crossed(embeddings.train().stream().map(EmbeddingTable::rows).toList());

    LinearModels alone =
        new SgdTrainer(new OpenBlas())
            .train(
                rows,
                Classifier.Order.ROWS,
                List.of(new SgdTrial(1, 1e-6)),
                0,
                SgdTrainer.INLINE,
                0,
                () -> {});
    LinearModels beside =
        new SgdTrainer(new OpenBlas())
            .train(
                rows,
                Classifier.Order.ROWS,
                List.of(new SgdTrial(1, 1e-6), new SgdTrial(1e30, 1)),
                0,
                SgdTrainer.INLINE,
                0,
                () -> {});

    assertThat(beside.diverged()).containsExactly(false, true);
    assertThat(Arrays.copyOf(beside.weights(), alone.weights().length))
        .containsExactly(alone.weights(), org.assertj.core.data.Offset.offset(1e-3f));
  }

  /**
   * A hard case: a faint trace in many dimensions, where few settings do well. Rounds that learn
   * must do at least as well as an even spread, which is why they are the default.
   */
  @Test
  void roundsThatLearnDoNoWorseThanAnEvenSpreadOnHardCases() throws Exception {
    double sequence = 0;
    double tpe = 0;
    for (int seed = 1; seed <= 4; seed++) {
      ParameterEmbeddings hard =
          new Planted(400, 50, 96, 20, 0.08, seed)
              .open(folder.resolve("case" + seed), Parameter.INTERPOLATION);
      sequence += tuned(hard, Tuning.SEQUENCE);
      tpe += tuned(hard, Tuning.TPE);
    }

    assertThat(tpe).isGreaterThanOrEqualTo(sequence);
  }

  private StoredEncoder encoder(Path file) {
    String variant = String.valueOf(file.getFileName()).replaceAll(".*variant=|[.]safetensors", "");
    return EmbeddingStore.open(folder).of(EncoderName.ofId("a/" + variant));
  }

  private EmbeddingTable stored(Path file) throws IOException {
    return encoder(file).table(Processing.IDENTITY, Split.ALL, "the test needs it");
  }

  private RowIds ids(Path file) throws IOException {
    return encoder(file).ids(stored(file), Split.ALL);
  }

  @Test
  void anAttributePlantedByIdIsReadFromItsSplitFile() throws Exception {
    int photos = 300;
    NumpyGenerator random = new NumpyGenerator(6);
    float[] values = new float[photos * 6];
    long[] ids = new long[photos];
    int[] labels = new int[photos];
    for (int i = 0; i < photos; i++) {
      ids[i] = 5_000_000_000L + 7L * i;
      labels[i] = i % 3;
      for (int j = 0; j < 6; j++) {
        values[i * 6 + j] = (float) (random.nextGaussian() + (j == labels[i] ? 2.5 : 0));
      }
    }
    Path file = folder.resolve("model=a_variant=b.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", values, photos, 6),
            SafetensorsWriter.Tensor.integers("Flickr ID", ids)));
    writeSplit(ids, labels, 0);
    AcquisitionSplit split = AcquisitionSplit.read(folder, "Make");

    try (Engine engine = Engine.of(2, Progress.NONE)) {
      AcquisitionProbe.Outcome outcome =
          AcquisitionProbe.run(
              stored(file),
              ids(file),
              split,
              Map.of(),
              new Classifier.Sgd(Optional.empty(), Tuning.SEQUENCE),
              engine);

      assertThat(outcome.reading().accuracyMean()).isGreaterThan(75);
      assertThat(outcome.relabeling().p()).isEqualTo(1e-5);
      assertThat(outcome.owners()).isEqualTo(100);
      assertThat(outcome.trainPhotos()).isEqualTo(200);
      assertThat(outcome.testPhotos()).isEqualTo(100);

      writeSplit(ids, labels, 1);
      AcquisitionSplit unknown = AcquisitionSplit.read(folder, "Make");
      assertThatThrownBy(
              () ->
                  AcquisitionProbe.run(
                      stored(file),
                      ids(file),
                      unknown,
                      Map.of(),
                      new Classifier.Sgd(Optional.empty(), Tuning.SEQUENCE),
                      engine))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("lacks 150 of the 150 photos")
          .hasMessageContaining("the first is 5000000001");
    }
  }

  /**
   * The case: noise with test shares 66 / 23 / 11 % was "read at 67 % where chance is 33".
   */
  @Test
  void noiseInAnUnevenTestPartIsReadAtChanceByBalancedAccuracy() throws Exception {
    int photos = 300;
    NumpyGenerator random = new NumpyGenerator(9);
    float[] values = new float[photos * 6];
    long[] ids = new long[photos];
    int[] labels = new int[photos];
    for (int i = 0; i < photos; i++) {
      ids[i] = 100L + i;
      int place = i % 100;
      labels[i] = place < 66 ? 0 : place < 89 ? 1 : 2;
      for (int j = 0; j < 6; j++) {
        values[i * 6 + j] = (float) random.nextGaussian();
      }
    }
    Path file = folder.resolve("model=a_variant=noise.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", values, photos, 6),
            SafetensorsWriter.Tensor.integers("Flickr ID", ids)));
    writeSplit(ids, labels, 0);
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      AcquisitionProbe.Outcome outcome =
          AcquisitionProbe.run(
              stored(file),
              ids(file),
              AcquisitionSplit.read(folder, "Make"),
              Map.of(),
              new Classifier.Logistic(java.util.OptionalDouble.of(1)),
              engine);

      Reading reading = outcome.reading();
      assertThat(reading.accuracyMean()).isGreaterThan(60);
      assertThat(reading.majorityShare()).isEqualTo(66);
      assertThat(reading.balancedChance()).isEqualTo(100.0 / 3);
      assertThat(reading.balancedInterval().contains(100.0 / 3)).isTrue();
      assertThat(outcome.relabeling().p()).isGreaterThan(0.05);
    }
  }

  /** 1,200 rows of a trace that is read at some 80 %: nine blocks and a short one. */
  @Test
  void blocksReadAsWellAsTheStudysOrder() throws Exception {
    ParameterEmbeddings embeddings =
        new Planted(1200, 200, 24, 5, 0.4, 2).open(folder, Parameter.RESIZING);
    double[] rows = finalRuns(embeddings, Classifier.Order.ROWS);
    double[] blocks = finalRuns(embeddings, Classifier.Order.BLOCKS);

    assertThat(blocks).isNotEqualTo(rows);
    assertThat(Arrays.stream(blocks).average().orElseThrow())
        .isGreaterThan(60)
        .isCloseTo(Arrays.stream(rows).average().orElseThrow(), within(1.0));
  }

  private static double[] finalRuns(ParameterEmbeddings embeddings, Classifier.Order order)
      throws Exception {
    Classifier classifier =
        new Classifier.Sgd(Optional.of(new SgdTrial(1, 1e-6)), Tuning.TPE, order);
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return ProcessingProbe.run(
              embeddings, new Settings(classifier, Training.ONE, 4, false), engine)
          .reading()
          .accuracies();
    }
  }

  private void writeSplit(long[] ids, int[] labels, long shift) throws Exception {
    StringBuilder json = new StringBuilder("{\"label_encoder_classes\": [\"a\", \"b\", \"c\"]");
    int[][] parts = {{0, 150}, {150, 200}, {200, 300}};
    String[] names = {"train", "val", "test"};
    for (int p = 0; p < 3; p++) {
      long[] ofPart = Arrays.copyOfRange(ids, parts[p][0], parts[p][1]);
      json.append(", \"%s_ids\": ".formatted(names[p]))
          .append(Arrays.toString(Arrays.stream(ofPart).map(id -> id + shift).toArray()))
          .append(", \"encoded_%s_labels\": ".formatted(names[p]))
          .append(Arrays.toString(Arrays.copyOfRange(labels, parts[p][0], parts[p][1])));
    }
    Files.writeString(
        folder.resolve("split_data_target_attribute=Make.json"), json.append("}").toString());
  }

  private static double tuned(ParameterEmbeddings embeddings, Tuning tuning) throws Exception {
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return ProcessingProbe.run(
              embeddings,
              new Settings(new Classifier.Sgd(Optional.empty(), tuning), Training.ALL, 1, false),
              engine)
          .best()
          .valAccuracy();
    }
  }

  private static ProbeOutcome probe(ParameterEmbeddings embeddings) throws Exception {
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return ProcessingProbe.run(
          embeddings,
          new Settings(
              new Classifier.Sgd(Optional.empty(), Tuning.SEQUENCE), Training.ALL, 3, false),
          engine);
    }
  }
}
