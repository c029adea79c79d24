package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row once an epoch, in batches of 1,024, in the study's order and in that of blocks. */
class EpochOrderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 129, 1000, 1024, 1025, 2500, 40_000})
  void everyRowComesOnceAnEpoch(int count) {
    for (EpochOrder order :
        List.of(
            new EpochOrder.OfRows(count, 256),
            new EpochOrder.OfRows(count, 128),
            new EpochOrder.OfBlocks(count))) {
      NumpyGenerator random = new NumpyGenerator(3);
      for (int epoch = 0; epoch < 2; epoch++) {
        order.deal(random);
        List<Integer> taken = new ArrayList<>();
        for (int batch = 0; batch < order.batches(); batch++) {
          taken.addAll(batch(order, batch));
        }

        assertThat(taken)
            .hasSize(count)
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
      }
    }
  }

  /** The study's: batches are cut from one shuffle of all rows, whatever its parts are. */
  @Test
  void batchesOfTheStudyAreCutFromNumpysShuffle() {
    EpochOrder order = new EpochOrder.OfRows(2500, 256);
    order.deal(new NumpyGenerator(7));
    int[] shuffled = IntStream.range(0, 2500).toArray();
    new NumpyGenerator(7).shuffle(shuffled);

    assertThat(batch(order, 0)).isEqualTo(IntStream.of(shuffled).limit(1024).boxed().toList());
    assertThat(batch(order, 2)).isEqualTo(IntStream.of(shuffled).skip(2048).boxed().toList());
    assertThat(order.size(2)).isEqualTo(452);
  }

  /**
   * 2,500 rows are 19 blocks and one of 68. No row stands in the same batch in all epochs, so none
   * weighs more than others because the last batch is small.
   */
  @Test
  void theShortBlockComesInAnyBatch() {
    EpochOrder order = new EpochOrder.OfBlocks(2500);
    NumpyGenerator random = new NumpyGenerator(5);
    List<Integer> batches = new ArrayList<>();
    for (int epoch = 0; epoch < 40; epoch++) {
      order.deal(random);
      for (int batch = 0; batch < order.batches(); batch++) {
        if (batch(order, batch).contains(2499)) {
          batches.add(batch);
          assertThat(order.size(batch)).isEqualTo(batch < 2 ? 1024 - 60 : 512 - 60);
        }
      }
    }

    assertThat(batches).hasSize(40).contains(0, 1, 2);
  }

  private static List<Integer> batch(EpochOrder order, int batch) {
    List<Integer> rows = new ArrayList<>();
    for (int part = 0; part < order.parts(batch); part++) {
      for (int i = 0; i < order.size(batch, part); i++) {
        rows.add(order.rows()[order.first(batch, part) + i]);
      }
    }
    assertThat(rows).hasSize(order.size(batch));
    return rows;
  }
}
