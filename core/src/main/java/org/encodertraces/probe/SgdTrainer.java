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
   * @param order of the rows in an epoch
   * @param seed of the initial weights and of the order of samples
   * @param room bytes outside the heap that a copy of the rows may take
   * @param epochDone called after each of {@link #EPOCHS}
   */
  LinearModels train(
      LabeledRows rows,
      Classifier.Order order,
      List<SgdTrial> trials,
      long seed,
      Pieces pieces,
      long room,
      Runnable epochDone)
      throws InterruptedException {
    try (RowMemory memory = RowMemory.of(rows, order, seed, room, pieces)) {
      return train(memory, trials, seed, pieces, epochDone);
    }
  }

  /** Trains all trials on rows that further trainings of this seed read as well. */
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
    private final EpochOrder order;

    /** Rows of a part at most, and parts of a chunk. */
    private final int partRows;

    private final int chunkParts;

    /** Weights of a trial, its gradients and velocities likewise: classes * dimension. */
    private final int length;

    /** [trials][length], by class. */
    private final float[][] weights;

    private final float[][] velocity;

    /** [trials][classes]. */
    private final float[][] bias;

    private final float[][] biasVelocity;
    private final boolean[] diverged;

    /** [trials][length] what an update adds up, and of what. */
    private final float[][] sums;

    private final float[][] parts;

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
      int chunkRows = trials.size() >= TRIALS_FOR_CHUNKS ? CHUNK_ROWS : SMALL_CHUNK_ROWS;
      order =
          switch (memory.order()) {
            case ROWS -> new EpochOrder.OfRows(rows.count(), chunkRows);
            case BLOCKS -> new EpochOrder.OfBlocks(rows.count());
          };
      partRows = memory.order() == Classifier.Order.ROWS ? chunkRows : EpochOrder.OfBlocks.BLOCK;
      chunkParts = chunkRows / partRows;
      int chunks = chunks(order.mostParts());
      weights = new float[trials.size()][length];
      velocity = new float[trials.size()][length];
      bias = new float[trials.size()][classes];
      biasVelocity = new float[trials.size()][classes];
      diverged = new boolean[trials.size()];
      sums = new float[trials.size()][length];
      parts = new float[trials.size()][length];
      biasGradients = new float[chunks][outputs];
      notFinite = new boolean[chunks][trials.size()];
      weightsForProduct = new Floats(outputs * dimension);
      gradients = new Floats(Math.multiplyExact(chunks, outputs * dimension));
      initialize();
    }

    private int chunks(int parts) {
      return (parts + chunkParts - 1) / chunkParts;
    }

    /** What a thread needs for one part of a chunk, small enough to stay in its cache. */
    private final class Chunk {
      private final RowMemory.Reader samples = memory.reader(partRows);

      /** [outputs, rows]. */
      private final Floats logits = new Floats(partRows * outputs);

      private final SoftmaxGradient gradient =
          new SoftmaxGradient(trials.size(), classes, partRows);
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
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        order.deal(random);
        for (int batch = 0; batch < order.batches(); batch++) {
          step(batch, epoch, pieces);
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

    private void step(int batch, int epoch, Pieces pieces) throws InterruptedException {
      int size = order.size(batch);
      int used = chunks(order.parts(batch));
      pieces.run(used, chunk -> gradient(batch, size, chunk));
      pieces.run(trials.size(), trial -> update(trial, used, epoch));
    }

    /** Gradient of one chunk of the batch for all trials. */
    private void gradient(int batch, int batchRows, int number) {
      Chunk chunk = take();
      int end = Math.min(order.parts(batch), (number + 1) * chunkParts);
      Arrays.fill(biasGradients[number], 0);
      Arrays.fill(notFinite[number], false);
      for (int part = number * chunkParts; part < end; part++) {
        addGradient(
            chunk, number, order.first(batch, part), order.size(batch, part), batchRows, part);
      }
      free.add(chunk);
    }

    /** Adds the gradient of rows {@code first … first + size} of the order to a chunk's. */
    private void addGradient(
        Chunk chunk, int number, int first, int size, int batchRows, int part) {
      View samples = chunk.samples.read(order.rows(), first, size);
      // [outputs, size]: the samples of one output lie side by side, so that all loops over them
      // are vectorized, for one trial as for thirty.
      View ofLogits = new View(chunk.logits, 0, size);
      product.multiply(
          Operand.of(weightsForProduct, dimension),
          new Operand(samples, true),
          outputs,
          size,
          dimension,
          1,
          0,
          ofLogits);
      chunk.gradient.apply(
          chunk.logits,
          rows,
          order.rows(),
          first,
          size,
          batchRows,
          bias,
          biasGradients[number],
          notFinite[number]);
      product.multiply(
          new Operand(ofLogits, false),
          new Operand(samples, false),
          outputs,
          dimension,
          size,
          1,
          part % chunkParts == 0 ? 0 : 1,
          new View(gradients, number * outputs * dimension, dimension));
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
      float[] gradient = sums[trial];
      float[] part = parts[trial];
      gradients.get(trial * length, gradient, 0, length);
      for (int chunk = 1; chunk < usedChunks; chunk++) {
        gradients.get(chunk * outputs * dimension + trial * length, part, 0, length);
        add(gradient, part);
      }
      move(weights[trial], velocity[trial], gradient, rate, decay);
      weightsForProduct.put(trial * length, weights[trial], 0, length);
      float[] biasSums = new float[classes];
      for (int chunk = 0; chunk < usedChunks; chunk++) {
        for (int c = 0; c < classes; c++) {
          biasSums[c] += biasGradients[chunk][trial * classes + c];
        }
      }
      move(bias[trial], biasVelocity[trial], biasSums, rate, decay);
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
