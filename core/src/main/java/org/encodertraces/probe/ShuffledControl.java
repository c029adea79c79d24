package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.Workers;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * What is read from test photos after training on labels that say nothing, over many shuffles.
 *
 * <p>Each shuffle is refitted in closed form, by ridge regression on one-hot labels: the shuffles
 * share the product of the rows with themselves, so that all of them cost less than one training by
 * SGD. The mean over shuffles lies near chance. A single shuffle need not: a plain trace turns the
 * few rows by which a shuffle is uneven into accuracy above or below chance, the same for all test
 * photos, which no interval over test photos covers. So this describes and tests nothing.
 */
final class ShuffledControl {

  /** Shuffles: enough for a mean and a range. Twenty give no p-value below 1 / 21. */
  static final int SHUFFLES = 20;

  /** Penalty, as a share of the mean square of a row's coordinate over all rows. */
  private static final double RIDGE = 1e-3;

  private static final int CHUNK_ROWS = 1024;

  /** Rows of the Gram matrix that one piece of work adds to. */
  private static final int PANEL = 128;

  private final LabeledRows rows;
  private final List<LabeledRows> shuffled = new ArrayList<>();
  private final int classes;
  private final int width;

  /** [width, width], the rows' products; the last coordinate of each row is 1, for the bias. */
  private final double[] gram;

  /** [shuffles][classes * width], the sum of the rows of each shuffled class. */
  private final double[][] sums;

  private ShuffledControl(LabeledRows rows, long seed) {
    this.rows = rows;
    classes = rows.classes();
    width = rows.dimension() + 1;
    for (int i = 0; i < SHUFFLES; i++) {
      shuffled.add(rows.withShuffledLabels(seed + i));
    }
    gram = new double[Math.multiplyExact(width, width)];
    sums = new double[SHUFFLES][classes * width];
  }

  /**
   * Percent of {@code tested} that each shuffle's fit reads as it is labeled: [{@link #SHUFFLES}].
   */
  static double[] accuracies(LabeledRows rows, LabeledRows tested, long seed, Engine engine)
      throws InterruptedException {
    ShuffledControl control = new ShuffledControl(rows, seed);
    control.add(engine);
    LinearModels models = control.solve(engine.workers());
    int[][] read = models.predict(tested, engine.product());
    double[] accuracies = new double[SHUFFLES];
    for (int row = 0; row < read.length; row++) {
      for (int i = 0; i < SHUFFLES; i++) {
        accuracies[i] += read[row][i] == tested.label(row) ? 100.0 / read.length : 0;
      }
    }
    return accuracies;
  }

  /** One pass over the rows, in chunks whose products are added in order. */
  private void add(Engine engine) throws InterruptedException {
    int panels = (width + PANEL - 1) / PANEL;
    float[] row = new float[width];
    float[] values = new float[CHUNK_ROWS * width];
    try (Floats samples = new Floats(CHUNK_ROWS * width);
        Floats products = new Floats(width * width)) {
      for (int from = 0; from < rows.count(); from += CHUNK_ROWS) {
        int first = from;
        int size = Math.min(CHUNK_ROWS, rows.count() - from);
        for (int i = 0; i < size; i++) {
          rows.read(from + i, row, 0);
          float scale = rows.scale(from + i);
          for (int j = 0; j < width - 1; j++) {
            values[i * width + j] = row[j] * scale;
          }
          values[i * width + width - 1] = 1;
        }
        samples.put(0, values, 0, size * width);
        engine
            .workers()
            .run(panels, panel -> addPanel(panel, size, samples, products, engine.product()));
        engine.workers().run(SHUFFLES, i -> addSums(i, first, size, values));
      }
    }
  }

  private void addPanel(
      int panel, int size, Floats samples, Floats products, MatrixProduct product) {
    int first = panel * PANEL;
    int count = Math.min(PANEL, width - first);
    product.multiply(
        new Operand(new View(samples, first, width), true),
        Operand.of(samples, width),
        count,
        width,
        size,
        1,
        0,
        new View(products, first * width, width));
    float[] part = new float[count * width];
    products.get(first * width, part, 0, part.length);
    for (int i = 0; i < part.length; i++) {
      gram[first * width + i] += part[i];
    }
  }

  private void addSums(int shuffle, int first, int size, float[] values) {
    double[] target = sums[shuffle];
    LabeledRows labels = shuffled.get(shuffle);
    for (int i = 0; i < size; i++) {
      int at = labels.label(first + i) * width;
      for (int j = 0; j < width; j++) {
        target[at + j] += values[i * width + j];
      }
    }
  }

  /** The layers of all shuffles side by side. */
  private LinearModels solve(Workers workers) throws InterruptedException {
    double squares = 0;
    for (int i = 0; i < width - 1; i++) {
      squares += gram[i * width + i];
    }
    double ridge = Math.max(Double.MIN_NORMAL, RIDGE * squares / (width - 1));
    for (int i = 0; i < width - 1; i++) {
      gram[i * width + i] += ridge;
    }
    factorize(ridge);
    int dimension = width - 1;
    float[] weights = new float[SHUFFLES * classes * dimension];
    float[] bias = new float[SHUFFLES * classes];
    workers.run(
        SHUFFLES * classes,
        output -> {
          double[] solution = solved(sums[output / classes], output % classes * width);
          for (int i = 0; i < dimension; i++) {
            weights[output * dimension + i] = (float) solution[i];
          }
          bias[output] = (float) solution[dimension];
        });
    return new LinearModels(SHUFFLES, classes, dimension, weights, bias, new boolean[SHUFFLES]);
  }

  /**
   * Cholesky's factor of the Gram matrix, into its lower triangle; row by row, as it is stored. The
   * products are float32 sums: where rounding alone takes a pivot below the penalty, it is that.
   */
  private void factorize(double ridge) {
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i * width + j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i * width + k] * gram[j * width + k];
        }
        if (i == j) {
          gram[i * width + i] = Math.sqrt(Math.max(sum, ridge));
        } else {
          gram[i * width + j] = sum / gram[j * width + j];
        }
      }
    }
  }

  /** The solution for one class: forward, then backward through the factor. */
  private double[] solved(double[] right, int offset) {
    double[] x = new double[width];
    for (int i = 0; i < width; i++) {
      double sum = right[offset + i];
      for (int k = 0; k < i; k++) {
        sum -= gram[i * width + k] * x[k];
      }
      x[i] = sum / gram[i * width + i];
    }
    for (int i = width - 1; i >= 0; i--) {
      x[i] /= gram[i * width + i];
      for (int k = 0; k < i; k++) {
        x[k] -= gram[i * width + k] * x[i];
      }
    }
    return x;
  }
}
