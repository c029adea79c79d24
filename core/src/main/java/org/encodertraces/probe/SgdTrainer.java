package org.encodertraces.probe;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  static final int EPOCHS = 100;
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
   * @param room bytes outside the heap that a copy of the rows may take
   * @param epochDone called after each of {@link #EPOCHS}
   */
  LinearModels train(
      LabeledRows rows,
      List<SgdTrial> trials,
      long seed,
      Pieces pieces,
      long room,
      Runnable epochDone)
      throws InterruptedException {
    try (RowMemory memory = RowMemory.of(rows, room, pieces)) {
      return train(memory, trials, seed, pieces, epochDone);
    }
  }

  /** Trains all trials on rows that further trainings read as well. */
  LinearModels train(
      RowMemory memory, List<SgdTrial> trials, long seed, Pieces pieces, Runnable epochDone)
      throws InterruptedException {
    try (Run run = new Run(memory, trials, seed)) {
      return run.train(pieces, epochDone);
    }
  }

  private final class Run implements AutoCloseable {
    private final LabeledRows rows;
    private final RowMemory memory;
    private final List<SgdTrial> trials;
    private final NumpyGenerator random;
    private final int classes;
    private final int dimension;
    private final int outputs;
    private final int batch;
    private final int chunkRows;
    private final int chunks;

    /** Weights of a trial, its gradients and velocities likewise: classes * dimension. */
    private final int length;

    /** [trials][length], by class. */
    private final float[][] weights;

    private final float[][] velocity;

    /** [trials][classes]. */
    private final float[][] bias;

    private final float[][] biasVelocity;
    private final boolean[] diverged;

    /** [outputs, dimension], output = trial * classes + class. */
    private final Floats weightsForProduct;

    /** [chunks][outputs, dimension]. */
    private final Floats gradients;

    /** [chunks][outputs] sums of logit gradients. */
    private final float[][] biasGradients;

    /** [chunks][trials] whether a loss was not finite. */
    private final boolean[][] notFinite;

    /** Memory of chunks under way, one for each thread that works on one. */
    private final ConcurrentLinkedQueue<Chunk> free = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<Chunk> all = new ConcurrentLinkedQueue<>();

    Run(RowMemory memory, List<SgdTrial> trials, long seed) {
      rows = memory.rows();
      this.memory = memory;
      this.trials = trials;
      random = new NumpyGenerator(seed);
      classes = rows.classes();
      dimension = rows.dimension();
      outputs = trials.size() * classes;
      length = classes * dimension;
      batch = Math.min(BATCH, rows.count());
      chunkRows = trials.size() >= TRIALS_FOR_CHUNKS ? CHUNK_ROWS : SMALL_CHUNK_ROWS;
      chunks = (batch + chunkRows - 1) / chunkRows;
      weights = new float[trials.size()][length];
      velocity = new float[trials.size()][length];
      bias = new float[trials.size()][classes];
      biasVelocity = new float[trials.size()][classes];
      diverged = new boolean[trials.size()];
      biasGradients = new float[chunks][outputs];
      notFinite = new boolean[chunks][trials.size()];
      weightsForProduct = new Floats(outputs * dimension);
      gradients = new Floats(Math.multiplyExact(chunks, outputs * dimension));
      initialize();
    }

    /** What a thread needs for the rows of one chunk, small enough to stay in its cache. */
    private final class Chunk {
      private final Floats samples = new Floats(chunkRows * dimension);

      /** Keeps {@link RowMemory#gather}'s reading ahead alive. */
      @SuppressWarnings("UnusedVariable")
      private float touched;

      /** [outputs, rows]. */
      private final Floats logits = new Floats(chunkRows * outputs);

      private final SoftmaxGradient gradient =
          new SoftmaxGradient(trials.size(), classes, chunkRows);
    }

    /** Every trial starts from the same weights, so that trials differ by their settings alone. */
    private void initialize() {
      float bound = (float) (1 / Math.sqrt(dimension));
      for (int i = 0; i < length; i++) {
        weights[0][i] = bound * (float) (2 * random.nextDouble() - 1);
      }
      for (int i = 0; i < classes; i++) {
        bias[0][i] = bound * (float) (2 * random.nextDouble() - 1);
      }
      for (int trial = 0; trial < trials.size(); trial++) {
        System.arraycopy(weights[0], 0, weights[trial], 0, length);
        System.arraycopy(bias[0], 0, bias[trial], 0, classes);
        weightsForProduct.put(trial * length, weights[trial], 0, length);
      }
    }

    LinearModels train(Pieces pieces, Runnable epochDone) throws InterruptedException {
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
        epochDone.run();
      }
      float[] allWeights = new float[outputs * dimension];
      float[] allBiases = new float[outputs];
      for (int trial = 0; trial < trials.size(); trial++) {
        System.arraycopy(weights[trial], 0, allWeights, trial * length, length);
        System.arraycopy(bias[trial], 0, allBiases, trial * classes, classes);
      }
      return new LinearModels(trials.size(), classes, dimension, allWeights, allBiases, diverged);
    }

    private void step(int[] order, int from, int count, int epoch, Pieces pieces)
        throws InterruptedException {
      int used = (count + chunkRows - 1) / chunkRows;
      pieces.run(used, chunk -> gradient(order, from, count, chunk));
      pieces.run(trials.size(), trial -> update(trial, used, epoch));
    }

    /** Gradient of one chunk of the batch for all trials. */
    private void gradient(int[] order, int from, int count, int number) {
      Chunk chunk = take();
      int first = from + number * chunkRows;
      int size = Math.min(chunkRows, from + count - first);
      chunk.touched = memory.gather(order, first, size, chunk.samples);
      Operand ofSamples = Operand.of(chunk.samples, dimension);
      // [outputs, size]: the samples of one output lie side by side, so that all loops over them
      // are vectorized, for one trial as for thirty.
      View ofLogits = new View(chunk.logits, 0, size);
      product.multiply(
          Operand.of(weightsForProduct, dimension),
          new Operand(ofSamples.view(), true),
          outputs,
          size,
          dimension,
          1,
          0,
          ofLogits);
      chunk.gradient.apply(
          chunk.logits,
          rows,
          order,
          first,
          size,
          count,
          bias,
          biasGradients[number],
          notFinite[number]);
      product.multiply(
          new Operand(ofLogits, false),
          ofSamples,
          outputs,
          dimension,
          size,
          1,
          0,
          new View(gradients, number * outputs * dimension, dimension));
      free.add(chunk);
    }

    private Chunk take() {
      Chunk chunk = free.poll();
      if (chunk == null) {
        chunk = new Chunk();
        all.add(chunk);
      }
      return chunk;
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
      float[] gradient = new float[length];
      float[] part = new float[length];
      gradients.get(trial * length, gradient, 0, length);
      for (int chunk = 1; chunk < usedChunks; chunk++) {
        gradients.get(chunk * outputs * dimension + trial * length, part, 0, length);
        add(gradient, part);
      }
      move(weights[trial], velocity[trial], gradient, rate, decay);
      weightsForProduct.put(trial * length, weights[trial], 0, length);
      float[] sums = new float[classes];
      for (int chunk = 0; chunk < usedChunks; chunk++) {
        for (int c = 0; c < classes; c++) {
          sums[c] += biasGradients[chunk][trial * classes + c];
        }
      }
      move(bias[trial], biasVelocity[trial], sums, rate, decay);
    }

    @Override
    public void close() {
      for (Chunk chunk : all) {
        chunk.samples.close();
        chunk.logits.close();
      }
      weightsForProduct.close();
      gradients.close();
    }
  }

  private static void add(float[] sum, float[] part) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  private static void move(
      float[] weights, float[] velocity, float[] gradient, float rate, float decay) {
    for (int i = 0; i < weights.length; i++) {
      float speed = MOMENTUM * velocity[i] + gradient[i] + decay * weights[i];
      velocity[i] = speed;
      weights[i] -= rate * speed;
    }
  }
}
