package org.encodertraces.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.Planted;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.linalg.JavaProduct;
import org.encodertraces.processing.Parameter;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must hold for any embeddings; sizes that leave every kind of remainder in blocks and lanes.
 */
class KnnPropertiesTest {

  private static final Planted PLANTED = new Planted(1300, 70, 24, 7, 0.5, 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 300})
  void searchFindsWhatSortingEveryCosineFinds(int k) throws Exception {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);
    Rows queries = embeddings.val().get(0).rows();
    Rows training = embeddings.train().get(1).rows();

    NeighborLists found = search(queries, training, k, 2);

    for (int query = 0; query < queries.count(); query += 23) {
      double[] cosines = cosines(queries, query, training);
      List<Integer> sorted = new ArrayList<>();
      for (int i = 0; i < training.count(); i++) {
        sorted.add(i);
      }
      sorted.sort(Comparator.comparingDouble((Integer row) -> -cosines[row]));
      for (int rank = 0; rank < k; rank++) {
        // Two cosines may be equal to float32; their values must be, whichever row comes first.
        assertThat((double) found.similarity(query, rank))
            .isCloseTo(cosines[sorted.get(rank)], within(1e-5));
        assertThat(cosines[found.row(query, rank)])
            .isCloseTo(cosines[sorted.get(rank)], within(1e-5));
      }
    }
  }

  /** Whether the highest of a first block fill the lists, as with a small k, or do not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 200})
  void uniformListsHoldTheNearestOfTheRowsThatWereDrawn(int k) {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);
    KnnSetups setups = KnnSetups.of(embeddings, k, new JavaProduct());
    try (Tiles tiles = KnnSetups.tiles();
        Tiles memory = setups.rowMemory();
        QueryUnit unit = setups.units(tiles).get(0)) {
      unit.open();
      setups.blocks(0, setups.rowBlocks(), 1, memory).forEach(unit::search);

      Rows queries = embeddings.val().get(0).rows();
      for (int query = 0; query < queries.count(); query += 31) {
        double[][] cosines = new double[setups.processings()][];
        for (int processing = 0; processing < cosines.length; processing++) {
          cosines[processing] = cosines(queries, query, embeddings.train().get(processing).rows());
        }
        for (int seed = 0; seed < KnnSetups.UNIFORM_SEEDS; seed++) {
          int[] draws = new NumpyGenerator(seed).choice(cosines.length, embeddings.trainRows());
          double[] sorted =
              IntStream.range(0, draws.length)
                  .mapToDouble(row -> -cosines[draws[row]][row])
                  .sorted()
                  .toArray();
          int list = query * KnnSetups.UNIFORM_SEEDS + seed;
          for (int rank = 0; rank < k; rank++) {
            TopLists uniform = unit.lists().uniform();
            int row = uniform.row(list, rank);
            assertThat((double) uniform.similarity(list, rank))
                .isCloseTo(-sorted[rank], within(1e-5))
                .isCloseTo(cosines[draws[row]][row], within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void neighborsDoNotDependOnThreads() throws Exception {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);
    Rows queries = embeddings.val().get(0).rows();
    Rows training = embeddings.train().get(0).rows();

    assertThat(search(queries, training, 10, 1).rows())
        .isEqualTo(search(queries, training, 10, 7).rows());
  }

  @Test
  void scalingEmbeddingsChangesNothing() throws Exception {
    KnnOutcome scaled =
        run(
            PLANTED.open(
                folder.resolve("scaled"),
                Parameter.SHARPENING,
                (rows, labels) -> times(rows, 8),
                (rows, labels) -> times(rows, 0.25f)),
            5);

    assertThat(scaled.cells())
        .isEqualTo(run(PLANTED.open(folder, Parameter.SHARPENING), 5).cells());
  }

  @Test
  void rotatingEmbeddingsChangesNothing() throws Exception {
    KnnOutcome rotated =
        run(
            PLANTED.open(
                folder.resolve("rotated"),
                Parameter.SHARPENING,
                (rows, labels) -> Planted.rotated(rows),
                (rows, labels) -> Planted.rotated(rows)),
            5);
    KnnOutcome plain = run(PLANTED.open(folder, Parameter.SHARPENING), 5);

    for (Setup setup : Setup.values()) {
      // A rounding may turn a near-tie; none of the 70 queries may move by more.
      assertThat(rotated.accuracy(setup)).isCloseTo(plain.accuracy(setup), within(0.5));
    }
  }

  @Test
  void permutingTrainingRowsLeavesEverythingButTheUniformDraws() throws Exception {
    KnnOutcome permuted =
        run(
            PLANTED.open(
                folder.resolve("permuted"),
                Parameter.SHARPENING,
                KnnPropertiesTest::reversed,
                (rows, labels) -> rows),
            5);

    assertThat(permuted.cells())
        .isEqualTo(run(PLANTED.open(folder, Parameter.SHARPENING), 5).cells());
  }

  @Test
  void duplicatingEveryTrainingRowKeepsTheNearestNeighbor() throws Exception {
    ParameterEmbeddings plain = PLANTED.open(folder, Parameter.SHARPENING);
    Rows queries = plain.val().get(0).rows();
    Rows training = plain.train().get(0).rows();
    int[] twice = new int[2 * training.count()];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = i / 2;
    }

    NeighborLists once = search(queries, training, 1, 2);
    NeighborLists doubled = search(queries, training.select(twice), 2, 2);

    for (int query = 0; query < queries.count(); query++) {
      assertThat(doubled.row(query, 0)).isEqualTo(2 * once.row(query, 0));
      assertThat(doubled.row(query, 1)).isEqualTo(2 * once.row(query, 0) + 1);
    }
  }

  @Test
  void withoutATraceEverySetUpIsTheSame() throws Exception {
    Planted none = new Planted(700, 70, 24, 7, 0, 3);

    KnnOutcome outcome = run(none.open(folder, Parameter.SHARPENING), 5);

    assertThat(outcome.accuracy(Setup.POS_SAME) - outcome.accuracy(Setup.NEG_SAME))
        .isBetween(-3.0, 3.0);
    KnnOutcome traced = run(PLANTED.open(folder.resolve("t"), Parameter.SHARPENING), 5);
    assertThat(traced.accuracy(Setup.POS_SAME) - traced.accuracy(Setup.NEG_SAME)).isGreaterThan(10);
  }

  @Test
  void similaritiesSplitByClassAndProcessing() {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);

    QuerySimilarities similarities = QuerySimilarities.of(QueryScores.of(embeddings, 3, 1));

    long total = similarities.counts().values().stream().flatMapToLong(Arrays::stream).sum();
    assertThat(total).isEqualTo(3L * 1300);
    assertThat(similarities.auc()).isGreaterThan(0.8);
    assertThatThrownBy(() -> QueryScores.of(embeddings, 70, 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there are 70 validation photos; choose 0 to 69");
  }

  @Test
  void kAndClassesAreChecked() {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);
    ParameterEmbeddings oneClass =
        new Planted(20, 5, 8, 1, 0, 1).open(folder.resolve("one"), Parameter.SHARPENING);

    assertThatThrownBy(() -> run(embeddings, 1301))
        .isInstanceOf(UsageException.class)
        .hasMessage("k 1301: the training set has 1300 rows; choose k between 1 and 1300");
    assertThatThrownBy(() -> run(oneClass, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds one class only");
  }

  /** As a sample of few may. */
  @Test
  void queriesMayBeOfOneClass() throws Exception {
    ParameterEmbeddings embeddings = PLANTED.open(folder, Parameter.SHARPENING);

    KnnOutcome outcome = run(embeddings.withVal(new int[] {3}), 5);

    assertThat(outcome.queries()).isOne();
    assertThat(outcome.accuracy(Setup.BASELINE)).isIn(0.0, 100.0);
  }

  private static KnnOutcome run(ParameterEmbeddings embeddings, int k) throws Exception {
    try (Engine engine = Engine.of(2, Progress.NONE)) {
      return KnnSetups.run(embeddings, k, engine);
    }
  }

  private static NeighborLists search(Rows queries, Rows training, int k, int threads)
      throws Exception {
    try (Engine engine = Engine.of(threads, Progress.NONE)) {
      return ExactSearch.search(queries, training, k, engine);
    }
  }

  private static double[] cosines(Rows queries, int query, Rows training) {
    float[] a = new float[queries.dimension()];
    float[] b = new float[queries.dimension()];
    queries.readNormalized(query, a, 0);
    double[] cosines = new double[training.count()];
    for (int i = 0; i < cosines.length; i++) {
      training.readNormalized(i, b, 0);
      for (int j = 0; j < a.length; j++) {
        cosines[i] += (double) a[j] * b[j];
      }
    }
    return cosines;
  }

  private static float[][] times(float[][] rows, float factor) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
    return rows;
  }

  private static float[][] reversed(float[][] rows, long[] labels) {
    float[][] turned = new float[rows.length][];
    long[] before = labels.clone();
    for (int i = 0; i < rows.length; i++) {
      turned[i] = rows[rows.length - 1 - i];
      labels[i] = before[rows.length - 1 - i];
    }
    return turned;
  }
}
