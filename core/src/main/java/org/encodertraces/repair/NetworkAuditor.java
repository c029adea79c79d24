package org.encodertraces.repair;

import java.util.Arrays;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.random.NumpyGenerator;

/**
 * A probe with one hidden layer of rectified units, which reads traces that no linear probe can: in
 * a covariance, or in a product of coordinates. Trained by Adam (D. P. Kingma and J. Ba, 2015) on
 * cross-entropy; the epoch counts that reads best the third of the photos that is held out.
 */
final class NetworkAuditor {

  private static final int HIDDEN = 64;
  private static final int BATCH = 128;
  private static final int STEPS = 1500;
  private static final int CHECKS = 15;
  private static final float RATE = 3e-3f;
  private static final float DECAY = 0.9f;
  private static final float SQUARE_DECAY = 0.999f;
  private static final float FLOOR = 1e-8f;
  private static final long SEED = 64;

  private final int dimension;
  private final int classes;
  private final float[] mean;
  private final float scale;
  private final MatrixProduct product;

  /** Hidden weights [HIDDEN, d], hidden biases, output weights [classes, HIDDEN], output biases. */
  private final float[] parameters;

  private NetworkAuditor(LabeledVectors rows, MatrixProduct product) {
    this.product = product;
    dimension = rows.dimension();
    classes = rows.classes();
    mean = new float[dimension];
    double squares = 0;
    double[] sums = new double[dimension];
    for (int i = 0; i < rows.rows().length; i++) {
      sums[i % dimension] += rows.rows()[i];
    }
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (sums[i] / Math.max(1, rows.count()));
    }
    for (int i = 0; i < rows.rows().length; i++) {
      double value = rows.rows()[i] - mean[i % dimension];
      squares += value * value;
    }
    double variance = squares / Math.max(1, rows.rows().length);
    scale = variance > 0 ? (float) (1 / Math.sqrt(variance)) : 0;
    parameters = new float[HIDDEN * dimension + HIDDEN + classes * HIDDEN + classes];
    NumpyGenerator random = new NumpyGenerator(SEED);
    double first = Math.sqrt(2.0 / dimension);
    double second = Math.sqrt(1.0 / HIDDEN);
    for (int i = 0; i < HIDDEN * dimension; i++) {
      parameters[i] = (float) (first * random.nextGaussian());
    }
    for (int i = 0; i < classes * HIDDEN; i++) {
      parameters[HIDDEN * dimension + HIDDEN + i] = (float) (second * random.nextGaussian());
    }
  }

  /** Trains on these rows; the same for the same rows. */
  static NetworkAuditor train(LabeledVectors rows, MatrixProduct product) {
    LabeledVectors fitted = rows.third(false);
    LabeledVectors held = rows.third(true);
    NetworkAuditor network = new NetworkAuditor(fitted, product);
    if (fitted.count() > 0) {
      network.train(fitted, held);
    }
    return network;
  }

  private void train(LabeledVectors fitted, LabeledVectors held) {
    NumpyGenerator random = new NumpyGenerator(SEED + 1);
    float[] speed = new float[parameters.length];
    float[] squares = new float[parameters.length];
    float[] gradient = new float[parameters.length];
    float[] best = parameters.clone();
    double most = -1;
    int size = Math.min(BATCH, fitted.count());
    float[] inputs = new float[size * dimension];
    int[] labels = new int[size];
    double slow = 1;
    double slowSquare = 1;
    try (Pass pass = new Pass(size)) {
      for (int step = 1; step <= STEPS; step++) {
        int[] drawn = random.choice(fitted.count(), size);
        for (int i = 0; i < size; i++) {
          input(fitted, drawn[i], inputs, i * dimension);
          labels[i] = fitted.labels()[drawn[i]];
        }
        pass.gradient(inputs, labels, size, gradient);
        slow *= DECAY;
        slowSquare *= SQUARE_DECAY;
        float rate =
            (float) (RATE * (1 - (step - 1.0) / STEPS) * Math.sqrt(1 - slowSquare) / (1 - slow));
        for (int i = 0; i < parameters.length; i++) {
          speed[i] = DECAY * speed[i] + (1 - DECAY) * gradient[i];
          squares[i] = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * gradient[i] * gradient[i];
          parameters[i] -= rate * speed[i] / ((float) Math.sqrt(squares[i]) + FLOOR);
        }
        if (step % (STEPS / CHECKS) == 0) {
          double accuracy = held.accuracy(read(held));
          if (accuracy > most) {
            most = accuracy;
            System.arraycopy(parameters, 0, best, 0, best.length);
          }
        }
      }
    }
    System.arraycopy(best, 0, parameters, 0, best.length);
  }

  private void input(LabeledVectors rows, int row, float[] target, int offset) {
    int from = row * dimension;
    for (int i = 0; i < dimension; i++) {
      target[offset + i] = (rows.rows()[from + i] - mean[i]) * scale;
    }
  }

  /** The class that each row is read as. */
  int[] read(LabeledVectors rows) {
    int[] read = new int[rows.count()];
    float[] inputs = new float[BATCH * dimension];
    try (Pass pass = new Pass(BATCH)) {
      for (int from = 0; from < rows.count(); from += BATCH) {
        int size = Math.min(BATCH, rows.count() - from);
        for (int i = 0; i < size; i++) {
          input(rows, from + i, inputs, i * dimension);
        }
        float[] scores = pass.scores(inputs, size);
        for (int i = 0; i < size; i++) {
          int best = 0;
          for (int c = 1; c < classes; c++) {
            best = scores[i * classes + c] > scores[i * classes + best] ? c : best;
          }
          read[from + i] = best;
        }
      }
    }
    return read;
  }

  /** Memory for the products of one batch. */
  private final class Pass implements AutoCloseable {
    private final Floats inputs;
    private final Floats first = new Floats(HIDDEN * dimension);
    private final Floats hidden;
    private final Floats second = new Floats(classes * HIDDEN);
    private final Floats outputs;
    private final Floats back;
    private final Floats slope = new Floats(HIDDEN * dimension);
    private final Floats slope2 = new Floats(classes * HIDDEN);
    private final float[] active;
    private final float[] scores;

    Pass(int batch) {
      inputs = new Floats(batch * dimension);
      hidden = new Floats(batch * HIDDEN);
      outputs = new Floats(batch * classes);
      back = new Floats(batch * HIDDEN);
      active = new float[batch * HIDDEN];
      scores = new float[batch * classes];
    }

    /** Scores of the classes, [size * classes], valid until the next call. */
    float[] scores(float[] values, int size) {
      int afterFirst = HIDDEN * dimension;
      int afterBias = afterFirst + HIDDEN;
      int afterSecond = afterBias + classes * HIDDEN;
      first.put(0, parameters, 0, afterFirst);
      second.put(0, parameters, afterBias, classes * HIDDEN);
      inputs.put(0, values, 0, size * dimension);
      multiply(
          Operand.of(inputs, dimension),
          Operand.transposed(first, dimension),
          size,
          HIDDEN,
          dimension,
          hidden,
          HIDDEN);
      hidden.get(0, active, 0, size * HIDDEN);
      for (int i = 0; i < size * HIDDEN; i++) {
        active[i] = Math.max(0, active[i] + parameters[afterFirst + i % HIDDEN]);
      }
      hidden.put(0, active, 0, size * HIDDEN);
      multiply(
          Operand.of(hidden, HIDDEN),
          Operand.transposed(second, HIDDEN),
          size,
          classes,
          HIDDEN,
          outputs,
          classes);
      outputs.get(0, scores, 0, size * classes);
      for (int i = 0; i < size * classes; i++) {
        scores[i] += parameters[afterSecond + i % classes];
      }
      return scores;
    }

    /** The gradient of the mean cross-entropy of a batch. */
    void gradient(float[] values, int[] labels, int size, float[] gradient) {
      scores(values, size);
      int afterFirst = HIDDEN * dimension;
      int afterBias = afterFirst + HIDDEN;
      int afterSecond = afterBias + classes * HIDDEN;
      Arrays.fill(gradient, 0);
      for (int i = 0; i < size; i++) {
        softmax(i * classes);
        scores[i * classes + labels[i]] -= 1;
        for (int c = 0; c < classes; c++) {
          scores[i * classes + c] /= size;
          gradient[afterSecond + c] += scores[i * classes + c];
        }
      }
      outputs.put(0, scores, 0, size * classes);
      multiply(
          Operand.transposed(outputs, classes),
          Operand.of(hidden, HIDDEN),
          classes,
          HIDDEN,
          size,
          slope2,
          HIDDEN);
      slope2.get(0, gradient, afterBias, classes * HIDDEN);
      multiply(
          Operand.of(outputs, classes),
          Operand.of(second, HIDDEN),
          size,
          HIDDEN,
          classes,
          back,
          HIDDEN);
      float[] slopes = new float[size * HIDDEN];
      back.get(0, slopes, 0, slopes.length);
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] = active[i] > 0 ? slopes[i] : 0;
        gradient[afterFirst + i % HIDDEN] += slopes[i];
      }
      back.put(0, slopes, 0, slopes.length);
      multiply(
          Operand.transposed(back, HIDDEN),
          Operand.of(inputs, dimension),
          HIDDEN,
          dimension,
          size,
          slope,
          dimension);
      slope.get(0, gradient, 0, afterFirst);
    }

    private void softmax(int from) {
      float highest = scores[from];
      for (int c = 1; c < classes; c++) {
        highest = Math.max(highest, scores[from + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        scores[from + c] = (float) Math.exp(scores[from + c] - highest);
        sum += scores[from + c];
      }
      for (int c = 0; c < classes; c++) {
        scores[from + c] /= (float) sum;
      }
    }

    private void multiply(Operand a, Operand b, int m, int n, int k, Floats c, int stride) {
      product.multiply(a, b, m, n, k, 1, 0, new View(c, 0, stride));
    }

    @Override
    public void close() {
      for (Floats floats :
          new Floats[] {inputs, first, hidden, second, outputs, back, slope, slope2}) {
        floats.close();
      }
    }
  }
}
