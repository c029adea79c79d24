package org.encodertraces.copies;

import java.util.Arrays;
import org.encodertraces.copies.Roles.Role;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.CosineBlocks;
import org.encodertraces.linalg.internal.UnitRows;

/**
 * How near each query is to pictures that are none of the references: the mean of its ranks 0 to 2
 * among the background, which normalized scores are less (E. Pizzi et al., "A Self-Supervised
 * Descriptor for Image Copy Detection", CVPR 2022, section 5.1, with beta 1).
 */
final class BackgroundScores {

  private BackgroundScores() {}

  /** By row of the copies; all 0 where the background is too small to normalize by. */
  static float[] of(UnitRows originals, UnitRows copies, Roles roles, Engine engine)
      throws InterruptedException {
    float[] means = new float[copies.rows()];
    int[] background = roles.all(Role.BACKGROUND);
    if (background.length < Roles.BACKGROUND_RANKS) {
      return means;
    }
    try (UnitRows rows = CopyRows.select(originals, background)) {
      CosineBlocks.all(copies, rows, engine, () -> new Means(means));
    }
    return means;
  }

  /** The mean of the largest cosines of each row. */
  private record Means(float[] means) implements CosineBlocks.Reader {
    @Override
    public void take(int row, int first, float[] cosines, int count) {
      float[] best = new float[Roles.BACKGROUND_RANKS];
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < count; i++) {
        if (cosines[i] > best[0]) {
          best[0] = cosines[i]; // ascending, the smallest first
          for (int k = 1; k < best.length && best[k - 1] > best[k]; k++) {
            float larger = best[k - 1];
            best[k - 1] = best[k];
            best[k] = larger;
          }
        }
      }
      double sum = 0;
      for (float value : best) {
        sum += value;
      }
      means[row] = (float) (sum / best.length);
    }

    @Override
    public void done() {
      // Each row has its own place.
    }
  }
}
