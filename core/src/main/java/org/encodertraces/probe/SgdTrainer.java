package org.encodertraces.probe;

import java.util.Arrays;
import java.util.List;
import org.encodertraces.engine.Workers;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;
import org.encodertraces.random.NumpyGenerator;

/**
 * The study's classifier: one linear layer with bias, cross-entropy, SGD with momentum (paper,
 * section 4; protocol, section 3), for many trials at once.
 *
 * <p>The weights of all trials stand side by side in one matrix, so that one pass over the data,
 * one product forward and one back, serves all of them. The trials share the order of the samples
 * and the initial weights' seed; they never mix. A trial whose loss is not finite ends alone.
 *
 * <p>The work of a batch is cut into chunks of rows, whose gradients are added in order: results do
 * not depend on the number of threads.
 */
final class SgdTrainer {

  private static final int EPOCHS = 100;
  private static final int BATCH = 1024;
  private static final float MOMENTUM = 0.9f;

  /** Rows of a chunk when many trials make its products large enough for a thread each. */
  private static final int CHUNK_ROWS = 256;

  /**
   * Rows of a chunk of few trials: small enough that OpenBLAS multiplies it where it lies instead
   * of packing it first, which for six outputs would cost more than the product.
   */
  private static final int SMALL_CHUNK_ROWS = 128;

  private static final int TRIALS_FOR_CHUNKS = 8;

  private final MatrixProduct product;

  SgdTrainer(MatrixProduct product) {
    this.product = product;
  }

  /**
   * Runs pieces of one batch: on {@link Workers}, or in a loop when the caller is a worker itself.
   */
  @FunctionalInterface
  interface Pieces {
    void run(int count, Workers.Piece piece) throws InterruptedException;
  }

  /** Runs every piece on the calling thread. */
  static final Pieces INLINE =
      (count, piece) -> {
        for (int i = 0; i < count; i++) {
          piece.run(i);
        }
      };

  /**
   * Learning rate of epoch {@code epoch}, counted from 0, for a trial that starts with {@code lr}.
   */
  static double learningRate(double lr, int epoch) {
    return epoch == 0 ? lr : lr * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / EPOCHS));
  }

  /**
   * Trains all trials.
   *
   * @param seed of the initial weights and of the order of samples
   */
  LinearModels train(LabeledRows rows, List<SgdTrial> trials, long seed, Pieces pieces)
      throws InterruptedException {
    try (Run run = new Run(rows, trials, seed)) {
      return run.train(pieces);
    }
  }

  private final class Run implements AutoCloseable {
    private final LabeledRows rows;
    private final List<SgdTrial> trials;
    private final NumpyGenerator random;
    private final int classes;
    private final int dimension;
    private final int outputs;
    private final int batch;
    private final int chunkRows;
    private final int chunks;

    /** Whether chunks run at once, each with a gradient of its own, or in turn, adding to one. */
    private final boolean parallel;

    /** [outputs, dimension], output = trial * classes + class. */
    private final float[] weights;

    private final float[] velocity;
    private final float[] bias;
    private final float[] biasVelocity;
    private final boolean[] diverged;

    private final Floats weightsForProduct;
    private final Floats samples;
    private final Floats logits;
    private final Floats gradients;

    /** [chunks][outputs] sums of logit gradients. */
    private final float[][] biasGradients;

    /** [chunks][outputs * chunkRows] logits and their gradients while they are on the heap. */
    private final float[][] logitValues;

    /** [chunks][trials] whether a loss was not finite. */
    private final boolean[][] notFinite;

    Run(LabeledRows rows, List<SgdTrial> trials, long seed) {
      this.rows = rows;
      this.trials = trials;
      random = new NumpyGenerator(seed);
      classes = rows.classes();
      dimension = rows.dimension();
      outputs = trials.size() * classes;
      batch = Math.min(BATCH, rows.count());
      parallel = trials.size() >= TRIALS_FOR_CHUNKS;
      chunkRows = parallel ? CHUNK_ROWS : SMALL_CHUNK_ROWS;
      chunks = (batch + chunkRows - 1) / chunkRows;
      weights = new float[outputs * dimension];
      velocity = new float[outputs * dimension];
      bias = new float[outputs];
      biasVelocity = new float[outputs];
      diverged = new boolean[trials.size()];
      biasGradients = new float[chunks][outputs];
      notFinite = new boolean[chunks][trials.size()];
      logitValues = new float[chunks][outputs * chunkRows];
      initialize();
      weightsForProduct = new Floats(weights.length);
      samples = new Floats(batch * dimension);
      logits = new Floats(batch * outputs);
      gradients = new Floats((parallel ? chunks : 1) * weights.length);
    }

    /** Every trial starts from the same weights, so that trials differ by their settings alone. */
    private void initialize() {
      float bound = (float) (1 / Math.sqrt(dimension));
      int weightsOfTrial = classes * dimension;
      for (int i = 0; i < weightsOfTrial; i++) {
        weights[i] = bound * (float) (2 * random.nextDouble() - 1);
      }
      for (int i = 0; i < classes; i++) {
        bias[i] = bound * (float) (2 * random.nextDouble() - 1);
      }
      for (int trial = 1; trial < trials.size(); trial++) {
        System.arraycopy(weights, 0, weights, trial * weightsOfTrial, weightsOfTrial);
        System.arraycopy(bias, 0, bias, trial * classes, classes);
      }
    }

    LinearModels train(Pieces pieces) throws InterruptedException {
      int[] order = new int[rows.count()];
      Arrays.setAll(order, i -> i);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        random.shuffle(order);
        for (int from = 0; from < order.length; from += batch) {
          step(order, from, Math.min(batch, order.length - from), epoch, pieces);
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
        }
      }
      return new LinearModels(trials.size(), classes, dimension, weights, bias, diverged);
    }

    private void step(int[] order, int from, int count, int epoch, Pieces pieces)
        throws InterruptedException {
      weightsForProduct.put(0, weights, 0, weights.length);
      int used = (count + chunkRows - 1) / chunkRows;
      if (parallel) {
        pieces.run(used, chunk -> gradient(order, from, count, chunk));
        pieces.run(trials.size(), trial -> update(trial, used, epoch));
      } else {
        for (int chunk = 0; chunk < used; chunk++) {
          gradient(order, from, count, chunk);
        }
        for (int trial = 0; trial < trials.size(); trial++) {
          update(trial, used, epoch);
        }
      }
    }

    /** Gradient of one chunk of the batch for all trials. */
    private void gradient(int[] order, int from, int count, int chunk) {
      int first = chunk * chunkRows;
      int size = Math.min(chunkRows, count - first);
      float[] scratch = new float[dimension];
      for (int i = 0; i < size; i++) {
        rows.copy(order[from + first + i], samples.buffer(), (first + i) * dimension, scratch);
      }
      Operand ofSamples = new Operand(new View(samples, first * dimension, dimension), false);
      // [outputs, size]: the samples of one output lie side by side, so that all loops over them
      // are vectorized, for one trial as for thirty.
      View ofLogits = new View(logits, first * outputs, size);
      product.multiply(
          Operand.of(weightsForProduct, dimension),
          new Operand(ofSamples.view(), true),
          outputs,
          size,
          dimension,
          1,
          0,
          ofLogits);
      float[] values = logitValues[chunk];
      logits.get(first * outputs, values, 0, size * outputs);
      logitGradients(order, from + first, size, count, chunk, values);
      logits.put(first * outputs, values, 0, size * outputs);
      product.multiply(
          new Operand(ofLogits, false),
          ofSamples,
          outputs,
          dimension,
          size,
          1,
          parallel || chunk == 0 ? 0 : 1,
          new View(gradients, parallel ? chunk * weights.length : 0, dimension));
    }

    /**
     * Turns products into gradients of the loss by the unscaled sample's product: (softmax -
     * one-hot) / batch, times the sample's scale.
     *
     * @param values [outputs, size]
     */
    private void logitGradients(
        int[] order, int from, int size, int count, int chunk, float[] values) {
      float[] scales = new float[size];
      int[] labels = new int[size];
      for (int i = 0; i < size; i++) {
        scales[i] = rows.scale(order[from + i]);
        labels[i] = rows.label(order[from + i]);
      }
      float[] highest = new float[size];
      for (int model = 0; model < trials.size(); model++) {
        subtractHighest(values, model, size, scales, highest);
      }
      FastExp.apply(values, outputs * size);
      float[] factors = new float[size];
      for (int model = 0; model < trials.size(); model++) {
        finishGradient(values, model, size, count, chunk, scales, labels, factors);
      }
    }

    /** Logits of one trial less each sample's highest. */
    private void subtractHighest(
        float[] values, int model, int size, float[] scales, float[] highest) {
      Arrays.fill(highest, Float.NEGATIVE_INFINITY);
      for (int c = 0; c < classes; c++) {
        int at = (model * classes + c) * size;
        float shift = bias[model * classes + c];
        for (int i = 0; i < size; i++) {
          values[at + i] = values[at + i] * scales[i] + shift;
        }
        for (int i = 0; i < size; i++) {
          highest[i] = Math.max(highest[i], values[at + i]);
        }
      }
      for (int c = 0; c < classes; c++) {
        int at = (model * classes + c) * size;
        for (int i = 0; i < size; i++) {
          values[at + i] -= highest[i];
        }
      }
    }

    /** From exponentials to gradients of one trial. */
    private void finishGradient(
        float[] values,
        int model,
        int size,
        int count,
        int chunk,
        float[] scales,
        int[] labels,
        float[] factors) {
      float share = 1f / count;
      int first = model * classes * size;
      Arrays.fill(factors, 0);
      for (int c = 0; c < classes; c++) {
        int at = first + c * size;
        for (int i = 0; i < size; i++) {
          factors[i] += values[at + i];
        }
      }
      float check = 0;
      for (int i = 0; i < size; i++) {
        check += factors[i] * 0; // NaN as soon as one sum is not finite
        factors[i] = share / factors[i];
      }
      notFinite[chunk][model] = Float.isNaN(check);
      for (int c = 0; c < classes; c++) {
        int at = first + c * size;
        for (int i = 0; i < size; i++) {
          values[at + i] *= factors[i];
        }
      }
      for (int i = 0; i < size; i++) {
        values[first + labels[i] * size + i] -= share;
      }
      for (int c = 0; c < classes; c++) {
        int at = first + c * size;
        float sum = 0;
        for (int i = 0; i < size; i++) {
          sum += values[at + i];
        }
        biasGradients[chunk][model * classes + c] = sum;
        for (int i = 0; i < size; i++) {
          values[at + i] *= scales[i];
        }
      }
    }

    /** torch.optim.SGD: decay joins the gradient, momentum gathers it, the rate applies last. */
    private void update(int trial, int usedChunks, int epoch) {
      for (int chunk = 0; chunk < usedChunks; chunk++) {
        diverged[trial] |= notFinite[chunk][trial];
      }
      if (diverged[trial]) {
        return;
      }
      float rate = (float) learningRate(trials.get(trial).lr(), epoch);
      float decay = (float) trials.get(trial).wd();
      int length = classes * dimension;
      int start = trial * length;
      float[] gradient = new float[length];
      float[] part = new float[length];
      gradients.get(start, gradient, 0, length);
      for (int chunk = 1; parallel && chunk < usedChunks; chunk++) {
        gradients.get(chunk * weights.length + start, part, 0, length);
        for (int i = 0; i < length; i++) {
          gradient[i] += part[i];
        }
      }
      for (int i = 0; i < length; i++) {
        float speed = MOMENTUM * velocity[start + i] + gradient[i] + decay * weights[start + i];
        velocity[start + i] = speed;
        weights[start + i] -= rate * speed;
      }
      for (int i = trial * classes; i < (trial + 1) * classes; i++) {
        float sum = 0;
        for (int chunk = 0; chunk < usedChunks; chunk++) {
          sum += biasGradients[chunk][i];
        }
        float speed = MOMENTUM * biasVelocity[i] + sum + decay * bias[i];
        biasVelocity[i] = speed;
        bias[i] -= rate * speed;
      }
    }

    @Override
    public void close() {
      weightsForProduct.close();
      samples.close();
      logits.close();
      gradients.close();
    }
  }
}
