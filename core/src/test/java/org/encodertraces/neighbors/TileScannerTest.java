package org.encodertraces.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.encodertraces.linalg.Floats;
import org.junit.jupiter.api.Test;

/** What a scan reports, and the bound that an empty list begins with, against every element. */
class TileScannerTest {

  private static final int OFFSET = 7;

  @Test
  void theBoundIsReachedByAsManyElementsAsItSaysAndLeavesFewToLookAt() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      float[] row = similarities(random, 1024, 0.4f);
      int count = 1 + random.nextInt(40);
      float[] sorted = row.clone();
      Arrays.sort(sorted);
      try (Floats tile = tile(row)) {
        TileScanner scanner = new TileScanner(row.length);
        scanner.load(tile, OFFSET, row.length);
        float bound = scanner.reachedBy(count);

        int reaching = scanned(scanner, bound).size();
        assertThat(bound).isLessThanOrEqualTo(sorted[row.length - count]);
        assertThat(reaching).isBetween(count, 2 * count + 10);
      }
    }
  }

  /** Too few lanes above 0, as in a short last block or among vectors that all point away. */
  @Test
  void whereTheLanesCannotTellThereIsNoBound() {
    Random random = new Random(2);
    for (float[] row :
        List.of(
            similarities(random, 1024, -2f),
            similarities(random, 200, 0.5f),
            Arrays.copyOf(new float[] {0.5f, 0.25f}, 512))) {
      try (Floats tile = tile(row)) {
        TileScanner scanner = new TileScanner(row.length);
        scanner.load(tile, OFFSET, row.length);
        assertThat(scanner.reachedBy(3)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(scanned(scanner, Float.NEGATIVE_INFINITY)).hasSize(row.length);
      }
    }
  }

  @Test
  void aScanReportsWhatReachesTheThreshold() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      float[] row = similarities(random, 1 + random.nextInt(1024), 0.2f);
      float threshold = row[random.nextInt(row.length)];
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        if (row[i] >= threshold) {
          expected.add(i);
        }
      }
      try (Floats tile = tile(row)) {
        TileScanner scanner = new TileScanner(1024);
        scanner.load(tile, OFFSET, row.length);
        assertThat(scanned(scanner, threshold)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  /** Where lists are not filled by what reaches a bound, the rest comes, each element once. */
  @Test
  void aScanBelowReportsTheOthers() {
    Random random = new Random(4);
    for (float bound : new float[] {0.25f, -0.1f, Float.NEGATIVE_INFINITY, 2}) {
      float[] row = similarities(random, 1000, 0.2f);
      try (Floats tile = tile(row)) {
        TileScanner scanner = new TileScanner(row.length);
        scanner.load(tile, OFFSET, row.length);
        List<Integer> found = scanned(scanner, bound);
        scanner.scanBelow(bound, (column, similarity) -> found.add(column));
        assertThat(found).hasSize(row.length).doesNotHaveDuplicates();
      }
    }
  }

  private static List<Integer> scanned(TileScanner scanner, float threshold) {
    List<Integer> found = new ArrayList<>();
    scanner.scan(threshold, (column, similarity) -> found.add(column));
    return found;
  }

  private static Floats tile(float[] row) {
    Floats tile = new Floats(OFFSET + row.length);
    tile.put(OFFSET, row, 0, row.length);
    return tile;
  }

  private static float[] similarities(Random random, int count, float mean) {
    float[] row = new float[count];
    for (int i = 0; i < count; i++) {
      row[i] = mean + 0.1f * (float) random.nextGaussian();
    }
    return row;
  }
}
