package org.encodertraces.retrieval;

import org.encodertraces.embedding.Rows;
import org.encodertraces.linalg.Floats;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.MatrixProduct.Operand;
import org.encodertraces.linalg.MatrixProduct.View;

/**
 * Recall@1 of the one photo of the same subject by the other type of camera (paper, section 6).
 *
 * <p>{@code same}: among the photos of the query's own type, which share its traces. {@code
 * different}: among the photos of the other type, which share the positive's. An encoder blind to
 * cameras scores the same in both.
 */
public final class PairRetrieval {

  private static final int BLOCK_ROWS = 512;

  private PairRetrieval() {}

  /**
   * What queries of one camera type found.
   *
   * @param same [pairs] 1 where the positive came first among photos of the query's type, else 0
   * @param different [pairs] 1 where it came first among photos of the other type
   * @param rivalOfSame [pairs] the only pair whose photo kept a positive from coming first among
   *     photos of the query's type; {@link #NONE} where none did, {@link #SEVERAL} where several
   *     did. Without that pair the query would have been answered rightly
   * @param rivalOfDifferent [pairs] the same among photos of the other type
   */
  public record Found(
      double[] same, double[] different, int[] rivalOfSame, int[] rivalOfDifferent) {}

  /** No photo is as near as the positive. */
  public static final int NONE = -1;

  /** More photos than one are as near as the positive. */
  public static final int SEVERAL = -2;

  /** What queries of each type found. */
  public record Outcome(Found phone, Found camera) {}

  /** Retrieves with every photo as a query. */
  public static Outcome run(PairEmbeddings pairs, MatrixProduct product) {
    return new Outcome(
        queries(pairs.phones(), pairs.cameras(), product),
        queries(pairs.cameras(), pairs.phones(), product));
  }

  private static Found queries(Rows own, Rows other, MatrixProduct product) {
    int pairs = own.count();
    int dimension = own.dimension();
    Found found = new Found(new double[pairs], new double[pairs], new int[pairs], new int[pairs]);
    try (Floats ownRows = normalized(own);
        Floats otherRows = normalized(other);
        Floats toOwn = new Floats(BLOCK_ROWS * pairs);
        Floats toOther = new Floats(BLOCK_ROWS * pairs)) {
      float[] row = new float[pairs];
      for (int from = 0; from < pairs; from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, pairs - from);
        Operand queries = new Operand(new View(ownRows, from * dimension, dimension), false);
        product.multiply(
            queries,
            Operand.transposed(ownRows, dimension),
            count,
            pairs,
            dimension,
            1,
            0,
            new View(toOwn, 0, pairs));
        product.multiply(
            queries,
            Operand.transposed(otherRows, dimension),
            count,
            pairs,
            dimension,
            1,
            0,
            new View(toOther, 0, pairs));
        for (int i = 0; i < count; i++) {
          int query = from + i;
          toOther.get(i * pairs, row, 0, pairs);
          float positive = row[query];
          found.rivalOfDifferent()[query] = rival(row, query, positive);
          found.different()[query] = found.rivalOfDifferent()[query] == NONE ? 1 : 0;
          toOwn.get(i * pairs, row, 0, pairs);
          found.rivalOfSame()[query] = rival(row, query, positive);
          found.same()[query] = found.rivalOfSame()[query] == NONE ? 1 : 0;
        }
      }
    }
    return found;
  }

  private static int rival(float[] row, int query, float positive) {
    int rival = NONE;
    for (int i = 0; i < row.length; i++) {
      if (i != query && !(row[i] < positive)) {
        rival = rival == NONE ? i : SEVERAL;
      }
    }
    return rival;
  }

  private static Floats normalized(Rows matrix) {
    Floats floats = new Floats(Math.multiplyExact(matrix.count(), matrix.dimension()));
    matrix.readNormalized(0, matrix.count(), floats.buffer());
    return floats;
  }
}
