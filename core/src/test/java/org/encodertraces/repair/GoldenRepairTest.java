package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.Golden;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.neighbors.KnnOutcome;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repairs of the golden planted embeddings against an independent implementation's figures. */
class GoldenRepairTest {

  private static final EncoderName TOY = EncoderName.ofId("planted/toy");

  @TempDir private Path folder;

  @Test
  void exactErasureOfVectorsAsStoredGivesTheIndependentFigures() throws Exception {
    ParameterEmbeddings golden = golden();
    Fit.Done fit = new Fitter(StoredVectors.train(golden), Form.RAW, new Lapack()).leaceExact();

    assertThat(fit.rank()).isEqualTo(5);
    // An independent LEACE on all training rows under all six processings.
    requireSetups(golden, fit.repair(), 56.67, 56.77, 56.56, 56.83);
  }

  @Test
  void fiveWithinPhotoDirectionsGiveTheIndependentFigures() throws Exception {
    ParameterEmbeddings golden = golden();
    for (Form form : Form.values()) {
      Fit.Done fit = new Fitter(StoredVectors.train(golden), form, new Lapack()).nap(5);
      requireSetups(golden, fit.repair(), 56.78, 56.69, 56.54, 57.27);
    }
  }

  private static ParameterEmbeddings golden() throws IOException {
    return EmbeddingStore.open(Golden.path("embeddings/ImageNet"))
        .of(TOY)
        .open(Parameter.JPEG, BadRows.REFUSE);
  }

  private void requireSetups(
      ParameterEmbeddings golden,
      Repair repair,
      double baseline,
      double allDiff,
      double posSame,
      double negSame)
      throws Exception {
    KnnOutcome outcome = knn(golden, repair);
    assertThat(outcome.accuracy(Setup.BASELINE)).isCloseTo(baseline, within(0.5));
    assertThat(outcome.accuracy(Setup.ALL_DIFF)).isCloseTo(allDiff, within(0.5));
    assertThat(outcome.accuracy(Setup.POS_SAME)).isCloseTo(posSame, within(0.5));
    assertThat(outcome.accuracy(Setup.NEG_SAME)).isCloseTo(negSame, within(0.5));
  }

  private KnnOutcome knn(ParameterEmbeddings golden, Repair repair) throws Exception {
    write(golden, golden.train(), Split.TRAIN, repair);
    write(golden, golden.val(), Split.VAL, repair);
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return KnnSetups.run(
          EmbeddingStore.open(folder).of(TOY).open(Parameter.JPEG, BadRows.REFUSE), 10, engine);
    }
  }

  private void write(
      ParameterEmbeddings golden, List<EmbeddingTable> tables, Split split, Repair repair)
      throws IOException {
    List<float[]> rows = new ArrayList<>();
    int photos = tables.get(0).rows().count();
    int d = golden.dimension();
    for (EmbeddingTable table : tables) {
      float[] values = new float[photos * d];
      IntStream.range(0, photos).forEach(i -> table.rows().read(i, values, i * d));
      rows.add(values);
    }
    for (int p = 0; p < tables.size(); p++) {
      float[] repaired = new Repairing(MatrixProduct.best()).of(rows.get(p), p, d, repair);
      SafetensorsWriter.write(
          new EmbeddingFolder(folder).file(TOY, golden.parameter().classes().get(p), split),
          Map.of(),
          List.of(
              SafetensorsWriter.Tensor.floats(EmbeddingFolder.EMBEDDINGS, repaired, photos, d),
              SafetensorsWriter.Tensor.integers(
                  EmbeddingFolder.LABELS, tables.get(p).labels().orElseThrow())));
    }
  }
}
