package org.encodertraces.probe;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.encodertraces.statistics.Interval;
import org.encodertraces.statistics.ShareInterval;
import org.encodertraces.statistics.WithinPhotoRelabeling;

/** Gathers what each run read from the same test rows. */
final class ReadingTally {

  private final LabeledRows tested;
  private final int photos;
  private final double[] accuracies;
  private final long[][] confusion;
  private final int[] correct;
  private final int[] total;

  /** [runs][rows] */
  private final int[][] reads;

  ReadingTally(LabeledRows tested, int photos, int runs) {
    this.tested = tested;
    this.photos = photos;
    accuracies = new double[runs];
    confusion = new long[tested.classes()][tested.classes()];
    correct = new int[photos];
    total = new int[photos];
    reads = new int[runs][];
  }

  /** Takes a run's predictions, [rows][1]. */
  void add(int run, int[][] predictions) {
    long right = 0;
    reads[run] = new int[predictions.length];
    for (int row = 0; row < predictions.length; row++) {
      int read = predictions[row][0];
      int label = tested.label(row);
      reads[run][row] = read;
      confusion[label][read]++;
      total[tested.photo(row)]++;
      if (read == label) {
        right++;
        correct[tested.photo(row)]++;
      }
    }
    accuracies[run] = 100.0 * right / predictions.length;
  }

  /** The reading of photos that each stand under every class: all classes weigh the same. */
  Reading reading() {
    Interval interval = interval();
    return new Reading(accuracies, interval, interval, confusion, perPhoto());
  }

  /** The reading of photos under one class each, with the interval of its balanced accuracy. */
  Reading reading(Interval balanced) {
    return new Reading(accuracies, interval(), balanced, confusion, perPhoto());
  }

  /** The class that a run read from each row. */
  int[] read(int run) {
    return reads[run];
  }

  private Interval interval() {
    // A split file may name a photo more than once: its rows are then answers of one photo.
    int cells = 1;
    for (int count : total) {
      cells = count == 0 ? cells : leastCommonMultiple(cells, count);
    }
    return ShareInterval.of(perPhoto(), cells).scaled(100);
  }

  private static int leastCommonMultiple(int a, int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      int rest = x % y;
      x = y;
      y = rest;
    }
    return Math.multiplyExact(a / x, b);
  }

  /** Share of each tested photo's rows, over all runs, that were read correctly. */
  private double[] perPhoto() {
    return IntStream.range(0, photos)
        .filter(photo -> total[photo] > 0)
        .mapToDouble(photo -> (double) correct[photo] / total[photo])
        .toArray();
  }

  /**
   * The exact p of reading as well as this when the classes of each photo's rows are dealt anew.
   * Needs every photo under every class, in the order of {@link LabeledRows#crossed}.
   */
  double relabelingP() {
    int classes = tested.classes();
    int[][] labels = new int[photos][classes];
    for (int[] ofPhoto : labels) {
      Arrays.setAll(ofPhoto, c -> c);
    }
    int[][][] byPhoto = new int[reads.length][photos][];
    for (int run = 0; run < reads.length; run++) {
      for (int photo = 0; photo < photos; photo++) {
        byPhoto[run][photo] =
            Arrays.copyOfRange(reads[run], photo * classes, (photo + 1) * classes);
      }
    }
    return WithinPhotoRelabeling.p(labels, byPhoto);
  }
}
