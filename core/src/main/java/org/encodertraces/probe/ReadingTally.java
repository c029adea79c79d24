package org.encodertraces.probe;

import java.util.Arrays;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.PhotoBootstrap;

/** Gathers what each run read from the same test rows. */
final class ReadingTally {

  private static final long SEED = 22;
  private static final int PERMUTATIONS = 999;

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

  Reading reading() {
    double[] perPhoto = new double[photos];
    double[] percent = new double[photos];
    int tested = 0;
    for (int photo = 0; photo < photos; photo++) {
      if (total[photo] > 0) {
        perPhoto[tested] = (double) correct[photo] / total[photo];
        percent[tested] = 100 * perPhoto[tested];
        tested++;
      }
    }
    return new Reading(
        accuracies,
        PhotoBootstrap.ofMean(Arrays.copyOf(percent, tested), SEED),
        confusion,
        Arrays.copyOf(perPhoto, tested));
  }

  /**
   * The share of relabelings, each permuting the classes within every photo, that read at least as
   * well as the true labels do; the true ones count as one of them. Needs every photo under every
   * class, in the order of {@link LabeledRows#crossed}.
   */
  double permutationP() {
    int classes = tested.classes();
    long observed = Arrays.stream(correct).asLongStream().sum();
    NumpyGenerator random = new NumpyGenerator(SEED);
    int[] permuted = new int[classes];
    int atLeast = 1;
    for (int i = 0; i < PERMUTATIONS; i++) {
      long right = 0;
      for (int photo = 0; photo < photos; photo++) {
        Arrays.setAll(permuted, c -> c);
        random.shuffle(permuted);
        for (int[] run : reads) {
          for (int c = 0; c < classes; c++) {
            right += run[photo * classes + c] == permuted[c] ? 1 : 0;
          }
        }
      }
      atLeast += right >= observed ? 1 : 0;
    }
    return atLeast / (PERMUTATIONS + 1.0);
  }
}
