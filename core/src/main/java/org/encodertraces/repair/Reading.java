package org.encodertraces.repair;

import java.util.Arrays;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.WithinPhotoRelabeling;

/**
 * What was read of the processings of photos.
 *
 * @param perPhoto [photos] share of a photo's processings that were read correctly
 * @param processings behind each share
 * @param p one-sided, of reading as well had the processings of each photo been dealt anew
 */
record Reading(double[] perPhoto, int processings, double p) {

  /** Above as many the exact enumeration takes too long, and relabelings are drawn. */
  private static final int MOST_EXACT = 10;

  private static final int RELABELINGS = 9_999;

  /** Of rows in the order of {@link LabeledVectors#byProcessing}. */
  static Reading of(int[] read, int photos, int processings) {
    double[] shares = new double[photos];
    int[][] reads = new int[photos][processings];
    for (int p = 0; p < processings; p++) {
      for (int i = 0; i < photos; i++) {
        reads[i][p] = read[p * photos + i];
        shares[i] += reads[i][p] == p ? 1 : 0;
      }
    }
    for (int i = 0; i < photos; i++) {
      shares[i] /= processings;
    }
    return new Reading(shares, processings, p(reads, processings));
  }

  Figure percent() {
    return Figure.percent(perPhoto, processings);
  }

  double chance() {
    return 1.0 / processings;
  }

  private static double p(int[][] reads, int processings) {
    if (processings <= MOST_EXACT) {
      int[][] labels = new int[reads.length][processings];
      for (int[] ofPhoto : labels) {
        Arrays.setAll(ofPhoto, c -> c);
      }
      return WithinPhotoRelabeling.p(labels, reads);
    }
    int observed = 0;
    for (int[] ofPhoto : reads) {
      for (int c = 0; c < processings; c++) {
        observed += ofPhoto[c] == c ? 1 : 0;
      }
    }
    NumpyGenerator random = new NumpyGenerator(RELABELINGS);
    int atLeast = 1;
    int[] order = new int[processings];
    Arrays.setAll(order, c -> c);
    for (int i = 0; i < RELABELINGS; i++) {
      int matches = 0;
      for (int[] ofPhoto : reads) {
        random.shuffle(order);
        for (int c = 0; c < processings; c++) {
          matches += ofPhoto[c] == order[c] ? 1 : 0;
        }
      }
      atLeast += matches >= observed ? 1 : 0;
    }
    return atLeast / (RELABELINGS + 1.0);
  }
}
