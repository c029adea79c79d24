package org.encodertraces.neighbors;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.neighbors.KnnOutcome.Cell;
import org.encodertraces.neighbors.KnnOutcome.UniformRun;
import org.encodertraces.processing.Processing;
import org.encodertraces.random.NumpyGenerator;

/**
 * The five kNN set-ups from one pass over the training rows.
 *
 * <p>Similarity of a query under processing t to a training photo under p does not depend on what
 * the other training photos carry. So each product (t, p) is taken once (36 for JPEG, where the
 * study's code takes one for each of its 96 cells and 60 uniform runs, two for most), and of it are
 * kept, per query: the k best of the query's own class, the k best of the other classes, and the k
 * best of each uniform draw. A cell (t, positives p, negatives n) is then the merge of two lists of
 * k.
 *
 * <p>Memory: the lists of a wave of query rows, and for each thread one block of training rows and
 * one tile of similarities; flat in the number of training rows.
 */
public final class KnnSetups {

  /** Seeds of the uniform set-up (protocol, section 5). */
  static final int UNIFORM_SEEDS = 10;

  /** Training rows of one product. */
  static final int BLOCK_ROWS = 1024;

  /** Query rows of one product: with the block's rows large enough that packing costs little. */
  static final int UNIT_QUERIES = 1024;

  private final ParameterEmbeddings embeddings;
  private final int k;
  private final MatrixProduct product;

  private final int processings;
  private final int trainRows;
  private final int queries;
  private final ClassIndex classes;

  /**
   * [processings, trainRows]: the seeds whose uniform draw gives a photo this processing, a bit
   * each.
   */
  private final short[][] drawn;

  private KnnSetups(ParameterEmbeddings embeddings, int k, MatrixProduct product) {
    this.embeddings = embeddings;
    this.k = k;
    this.product = product;
    processings = embeddings.classes();
    trainRows = embeddings.trainRows();
    queries = embeddings.valRows();
    EmbeddingTable train = embeddings.train().get(0);
    if (LongStream.of(labels(train)).distinct().count() < 2) {
      throw new InputException(
          "%s: holds one class only; kNN needs two or more".formatted(train.rows().file()));
    }
    classes = ClassIndex.of(labels(train), labels(embeddings.val().get(0)));
    drawn = new short[processings][trainRows];
    for (int seed = 0; seed < UNIFORM_SEEDS; seed++) {
      int[] draws = new NumpyGenerator(seed).choice(processings, trainRows);
      for (int row = 0; row < trainRows; row++) {
        drawn[draws[row]][row] |= (short) (1 << seed);
      }
    }
  }

  /**
   * Runs all set-ups, on other machines where the class path brings a {@link KnnSearch}.
   *
   * @param k neighbors that vote; the study takes 10 on ImageNet and 1 on iNaturalist
   * @throws UsageException when k is not between 1 and the number of training rows
   * @throws InputException when the photos have fewer than two classes
   */
  public static KnnOutcome run(ParameterEmbeddings embeddings, int k, Engine engine)
      throws InterruptedException {
    return run(embeddings, k, engine, KnnSearch.found(), Optional.empty());
  }

  /**
   * Runs all set-ups.
   *
   * @param elsewhere searches; threads of this process do if empty
   * @param checkpoint keeps how far those threads have come
   */
  public static KnnOutcome run(
      ParameterEmbeddings embeddings,
      int k,
      Engine engine,
      Optional<KnnSearch> elsewhere,
      Optional<Checkpoint> checkpoint)
      throws InterruptedException {
    TopLists.requireK(k, embeddings.trainRows());
    KnnSetups setups = new KnnSetups(embeddings, k, engine.product());
    List<BitSet> answers =
        elsewhere.isPresent()
            ? elsewhere.get().answers(new KnnPieces(setups), engine.threads(), engine.progress())
            : new KnnWaves(setups, checkpoint, System::nanoTime, engine).answers();
    return setups.outcome(setups.count(answers));
  }

  /** The set-ups of embeddings, whose pieces another process asks for. */
  static KnnSetups of(ParameterEmbeddings embeddings, int k, MatrixProduct product) {
    TopLists.requireK(k, embeddings.trainRows());
    return new KnnSetups(embeddings, k, product);
  }

  ParameterEmbeddings embeddings() {
    return embeddings;
  }

  int k() {
    return k;
  }

  /** Blocks of rows, each under every processing. */
  int rowBlocks() {
    return (trainRows + BLOCK_ROWS - 1) / BLOCK_ROWS;
  }

  private Tally count(List<BitSet> answers) {
    Tally tally = new Tally(processings, queries);
    List<QueryUnit> units = units(tiles());
    for (int i = 0; i < units.size(); i++) {
      units.get(i).count(answers.get(i), tally);
    }
    return tally;
  }

  /** Classes of the parameter. */
  int processings() {
    return processings;
  }

  private static long[] labels(EmbeddingTable table) {
    return table
        .labels()
        .orElseThrow(
            () ->
                new InputException(
                    table.rows().file()
                        + ": has no labels; kNN needs photos of two classes or more"));
  }

  /** Memory for the products of units and blocks; takes none before it is asked for. */
  static Tiles tiles() {
    return new Tiles(UNIT_QUERIES * BLOCK_ROWS);
  }

  /** Memory for blocks of training rows; takes none before it is asked for. */
  Tiles rowMemory() {
    return new Tiles(Math.multiplyExact(BLOCK_ROWS, embeddings.dimension()));
  }

  /** Queries in units of a fixed size, by processing. */
  List<QueryUnit> units(Tiles tiles) {
    List<QueryUnit> units = new ArrayList<>();
    for (int test = 0; test < processings; test++) {
      for (int first = 0; first < queries; first += UNIT_QUERIES) {
        units.add(
            new QueryUnit(
                embeddings.val().get(test).rows(),
                test,
                first,
                Math.min(UNIT_QUERIES, queries - first),
                new QueryUnit.Shared(k, processings, classes, drawn, product, BLOCK_ROWS, tiles)));
      }
    }
    return units;
  }

  /**
   * Training rows in blocks of a fixed size, each under every processing.
   *
   * @param from the first block of rows
   * @param to behind the last
   * @param units that will search each
   * @param memory for rows, of {@link #rowMemory}
   */
  List<TrainingBlock> blocks(int from, int to, int units, Tiles memory) {
    List<TrainingBlock> blocks = new ArrayList<>();
    for (int block = from; block < to; block++) {
      int first = block * BLOCK_ROWS;
      for (int processing = 0; processing < processings; processing++) {
        blocks.add(
            new TrainingBlock(
                embeddings.train().get(processing).rows(),
                processing,
                first,
                Math.min(BLOCK_ROWS, trainRows - first),
                units,
                memory));
      }
    }
    return blocks;
  }

  private KnnOutcome outcome(Tally tally) {
    List<Processing> names = embeddings.parameter().classes();
    List<Cell> cells = new ArrayList<>();
    List<UniformRun> uniformRuns = new ArrayList<>();
    for (int test = 0; test < processings; test++) {
      for (int positives = 0; positives < processings; positives++) {
        for (int negatives = 0; negatives < processings; negatives++) {
          if (Tally.isCell(test, positives, negatives)) {
            cells.add(
                new Cell(
                    names.get(test),
                    names.get(positives),
                    names.get(negatives),
                    100.0 * tally.cell(test, positives, negatives) / queries));
          }
        }
      }
      for (int seed = 0; seed < UNIFORM_SEEDS; seed++) {
        uniformRuns.add(
            new UniformRun(names.get(test), seed, 100.0 * tally.uniform(test, seed) / queries));
      }
    }
    return new KnnOutcome(
        embeddings.parameter(),
        k,
        trainRows,
        queries,
        classes.count(),
        classes.majorityShare(),
        cells,
        uniformRuns,
        tally.perQuery());
  }
}
