package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.Workers;
import org.encodertraces.linalg.JavaProduct;
import org.encodertraces.processing.Parameter;
import org.encodertraces.statistics.Shuffles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShuffledControlTest {

  @TempDir private Path folder;

  /**
   * The case: 105 training and 45 test photos, a strong trace. One shuffle read anything
   * from 26.5 to 44.2 % where chance is 33.3; the mean of twenty is near it.
   */
  @Test
  void singleShufflesLieOffChanceAndTheirMeanNearIt() throws Exception {
    double sum = 0;
    double widest = 0;
    for (int draw = 0; draw < 8; draw++) {
      ParameterEmbeddings planted =
          new Planted(105, 45, 24, 8, 1.5, 20 + draw)
              .open(folder.resolve("draw" + draw), Parameter.SHARPENING);
      Shuffles shuffles = new Shuffles(accuracies(planted, 2));
      assertThat(shuffles.mean()).isCloseTo(100.0 / 3, within(5.0));
      sum += shuffles.mean();
      widest = Math.max(widest, shuffles.highest() - shuffles.lowest());
    }

    assertThat(sum / 8).isCloseTo(100.0 / 3, within(1.5));
    assertThat(widest).isGreaterThan(6);
  }

  @Test
  void neitherThreadsNorTheLibraryOfProductsChangeWhatIsRead() throws Exception {
    ParameterEmbeddings planted =
        new Planted(400, 60, 140, 8, 0.5, 3).open(folder, Parameter.SHARPENING);

    assertThat(accuracies(planted, 1)).isEqualTo(accuracies(planted, 4));
    try (Engine engine = new Engine(new Workers(2), new JavaProduct(), Progress.NONE)) {
      double[] java =
          ShuffledControl.accuracies(rows(planted, true), rows(planted, false), 22, engine);
      double[] blas = accuracies(planted, 2);
      for (int i = 0; i < java.length; i++) {
        assertThat(java[i]).isCloseTo(blas[i], within(3.0));
      }
    }
  }

  /** More coordinates than rows, and rows that are all alike: the penalty keeps it solvable. */
  @Test
  void fewRowsOfManyCoordinatesAreReadToo() throws Exception {
    ParameterEmbeddings planted =
        new Planted(9, 20, 200, 3, 0.5, 3).open(folder.resolve("few"), Parameter.SHARPENING);
    assertThat(Arrays.stream(accuracies(planted, 2)).average().orElseThrow()).isBetween(15.0, 52.0);

    ParameterEmbeddings alike =
        new Planted(30, 20, 4, 3, 0, 3)
            .open(
                folder.resolve("alike"),
                Parameter.SHARPENING,
                (rows, labels) -> ones(rows),
                (rows, labels) -> ones(rows));
    assertThat(Arrays.stream(accuracies(alike, 2)).average().orElseThrow())
        .isCloseTo(100.0 / 3, within(1e-6));
  }

  private static float[][] ones(float[][] rows) {
    for (float[] row : rows) {
      Arrays.fill(row, 1);
    }
    return rows;
  }

  private static double[] accuracies(ParameterEmbeddings planted, int threads) throws Exception {
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      return ShuffledControl.accuracies(rows(planted, true), rows(planted, false), 22, engine);
    }
  }

  private static LabeledRows rows(ParameterEmbeddings planted, boolean train) {
    return LabeledRows.crossed(
        (train ? planted.train() : planted.val()).stream().map(EmbeddingTable::rows).toList());
  }
}
