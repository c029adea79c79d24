package org.encodertraces.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.copies.CopyScores;
import org.encodertraces.copies.Detection;
import org.encodertraces.copies.Roles;
import org.encodertraces.copies.Separation;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.jspecify.annotations.Nullable;

/**
 * Copy detection: copies are originals with noise, of which a share has three times as much. The
 * truth is the mean of as many other draws: µAP is one of so many photos. The background is the
 * same in all draws, as intervals hold it fixed, and drawn anew for a second look at what is
 * normalized by it.
 */
record DetectionSimulation(int draws) {

  /** Photos whose roles are drawn: another set of ids would draw others. */
  private static final long ROLES = 0;

  private static final long BACKGROUND = 1L << 40;

  void run() throws InterruptedException {
    for (int photos : new int[] {45, 100, 300}) {
      for (double noise : new double[] {0.2, 0.4, 0.8}) {
        for (double noisier : new double[] {0, 0.1}) {
          double[] truth = new double[7];
          double[][] found = new double[7][3 * draws];
          for (int draw = 0; draw < 2 * draws; draw++) {
            double[][] figures = figures(scores(photos, noise, noisier, draw, BACKGROUND));
            figures[4] = figures(scores(photos, noise, noisier, draw, BACKGROUND + draw))[1];
            for (int i = 0; i < figures.length; i++) {
              if (draw < draws) {
                System.arraycopy(figures[i], 0, found[i], 3 * draw, 3);
              } else {
                truth[i] += figures[i][0] / draws;
              }
            }
          }
          StringBuilder line = new StringBuilder();
          for (int i = 0; i < truth.length; i++) {
            int held = 0;
            int told = 0;
            double width = 0;
            for (int draw = 0; draw < draws; draw++) {
              double low = found[i][3 * draw + 1];
              double high = found[i][3 * draw + 2];
              if (low <= high) {
                told++;
                held += low <= truth[i] && truth[i] <= high ? 1 : 0;
                width += high - low;
              }
            }
            line.append(
                String.format(
                    Locale.ROOT,
                    " | %.3f %d of %d (%.3f wide)",
                    truth[i],
                    held,
                    told,
                    width / Math.max(1, told)));
          }
          ThresholdSimulation.say(
              "%d photos, noise %.1f, %.1f noisier; µAP, normalized, equal error, accuracy@1, normalized"
                  + " by another background each, recall@P90, normalized: truth, held of those"
                  + " told%s",
              photos, noise, noisier, line);
        }
      }
    }
  }

  /** Value, lower and upper end of six figures, and room for one more, in the fifth place. */
  private static double[][] figures(CopyScores scores) {
    Detection detection = scores.detection();
    Separation separation = scores.separation();
    return new double[][] {
      figure(detection.microAp(), detection.microApLow(), detection.microApHigh()),
      figure(
          detection.microApNormalized(),
          detection.microApNormalizedLow(),
          detection.microApNormalizedHigh()),
      figure(separation.equalError(), separation.equalErrorLow(), separation.equalErrorHigh()),
      figure(detection.accuracyAt1(), detection.accuracyAt1Low(), detection.accuracyAt1High()),
      new double[3],
      figure(detection.recallAtP90(), detection.recallAtP90Low(), detection.recallAtP90High()),
      figure(
          detection.recallAtP90Normalized(),
          detection.recallAtP90NormalizedLow(),
          detection.recallAtP90NormalizedHigh())
    };
  }

  /** NaN for the ends of an interval that is not told. */
  private static double[] figure(
      @Nullable Double value, @Nullable Double low, @Nullable Double high) {
    if (value == null) {
      throw new IllegalStateException("no figure");
    }
    return new double[] {value, low == null ? Double.NaN : low, high == null ? Double.NaN : high};
  }

  private CopyScores scores(int photos, double noise, double noisier, long draw, long background)
      throws InterruptedException {
    Random random = new Random(draw);
    List<String> ids = IntStream.range(0, photos).mapToObj(i -> "photo" + i).toList();
    Roles roles = Roles.of(ids, ROLES);
    float[][] values = ThresholdSimulation.directions(random, photos);
    float[][] others = ThresholdSimulation.directions(new Random(background), photos);
    for (int i = 0; i < photos; i++) {
      values[i] = roles.isQuery(i) ? values[i] : others[i];
    }
    try (UnitRows originals = new UnitRows(photos, ThresholdSimulation.DIMENSION);
        UnitRows copies = new UnitRows(photos, ThresholdSimulation.DIMENSION);
        Engine engine = Engine.of(1, Progress.NONE)) {
      for (int i = 0; i < photos; i++) {
        originals.put(i, values[i], 0);
        double own = random.nextDouble() < noisier ? 3 * noise : noise;
        for (int j = 0; j < ThresholdSimulation.DIMENSION; j++) {
          values[i][j] += (float) (own * random.nextGaussian());
        }
        copies.put(i, values[i], 0);
      }
      return CopyScores.of(originals, copies, roles, engine);
    }
  }
}
