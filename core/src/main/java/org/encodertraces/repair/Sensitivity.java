package org.encodertraces.repair;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.random.NumpyGenerator;

/**
 * How small a trace the auditor would have found: vectors of the judging photos whose processings
 * were dealt anew within each photo, which leaves no trace, get a shift of one length in a
 * direction drawn at random for each processing. The smallest length that the linear probe finds (p
 * at most 0.05) in 16 of 20 plantings is what it finds four times in five.
 */
final class Sensitivity {

  private static final int PLANTINGS = 20;
  private static final int FOUND = 16;
  private static final double LEVEL = 0.05;

  /** Lengths that are tried, to a vector's 1: two a doubling. */
  private static final double[] LENGTHS = new double[21];

  static {
    for (int i = 0; i < LENGTHS.length; i++) {
      LENGTHS[i] = Math.pow(2, -10 + i / 2.0);
    }
  }

  private Sensitivity() {}

  /**
   * The length; none where not even a length of 1 is found.
   *
   * @param before of length 1, unrepaired
   * @param ridge that the auditor chose
   */
  static OptionalDouble of(Material before, double ridge, Lapack lapack) {
    HeldVectors train = before.train(before.vectors());
    HeldVectors test = before.test(before.vectors());
    LinearAuditor.Decomposed base =
        LinearAuditor.Decomposed.of(LabeledVectors.byProcessing(train), lapack);
    Planting[] plantings = new Planting[PLANTINGS];
    Arrays.setAll(plantings, seed -> Planting.of(train, test, base, ridge, seed, lapack));
    int low = 0;
    int high = LENGTHS.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int found = 0;
      for (Planting planting : plantings) {
        found += planting.p(LENGTHS[middle]) <= LEVEL ? 1 : 0;
      }
      if (found >= FOUND) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == LENGTHS.length ? OptionalDouble.empty() : OptionalDouble.of(LENGTHS[low]);
  }

  /**
   * One planting: scores of the test rows for a shift of length δ are a polynomial of second degree
   * in δ, so that a length costs no fit.
   *
   * @param scores [n, P] without a shift
   * @param ofShift [n, P] of the shift's weights on the rows
   * @param onShift [P, P] of the weights on the shifts, by the row's label
   * @param squares [P, P] of the shift's weights on the shifts
   * @param linear [P] constants' term in δ
   * @param quadratic [P] constants' term in δ²
   */
  private record Planting(
      Matrix scores,
      Matrix ofShift,
      Matrix onShift,
      Matrix squares,
      double[] linear,
      double[] quadratic,
      int photos,
      int processings) {

    static Planting of(
        HeldVectors train,
        HeldVectors test,
        LinearAuditor.Decomposed base,
        double ridge,
        long seed,
        Lapack lapack) {
      int processings = train.processings();
      int d = train.dimension();
      NumpyGenerator random = new NumpyGenerator(seed);
      LabeledVectors dealt = LabeledVectors.byProcessing(dealtAnew(train, random));
      LabeledVectors tested = LabeledVectors.byProcessing(dealtAnew(test, random));
      Matrix shifts = directions(processings, d, random);
      LinearAuditor.Decomposed own = base.with(dealt, lapack);
      LinearAuditor plain = own.auditor(ridge, lapack);
      Matrix weights = own.solve(ridge, shifts, lapack);
      Matrix rows = centered(tested, base.mean());
      Matrix offsets = own.classOffsets(lapack);
      Matrix scores = lapack.product(rows, false, plain.weights(), true);
      for (int row = 0; row < rows.rows(); row++) {
        for (int c = 0; c < processings; c++) {
          scores.values()[row * processings + c] -= half(plain.weights(), offsets, c);
        }
      }
      double[] linear = new double[processings];
      double[] quadratic = new double[processings];
      for (int c = 0; c < processings; c++) {
        linear[c] = half(weights, offsets, c) + half(plain.weights(), shifts, c);
        quadratic[c] = half(weights, shifts, c);
      }
      return new Planting(
          scores,
          lapack.product(rows, false, weights, true),
          lapack.product(shifts, false, plain.weights(), true),
          lapack.product(shifts, false, weights, true),
          linear,
          quadratic,
          test.photos(),
          processings);
    }

    private static double half(Matrix a, Matrix b, int row) {
      double sum = 0;
      for (int i = 0; i < a.columns(); i++) {
        sum += a.at(row, i) * b.at(row, i);
      }
      return sum / 2;
    }

    double p(double length) {
      int[] read = new int[scores.rows()];
      for (int row = 0; row < read.length; row++) {
        int label = row / photos;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < processings; c++) {
          double score =
              scores.at(row, c)
                  + length * (ofShift.at(row, c) + onShift.at(label, c) - linear[c])
                  + length * length * (squares.at(label, c) - quadratic[c]);
          if (score > most) {
            most = score;
            read[row] = c;
          }
        }
      }
      return Reading.of(read, photos, processings).p();
    }

    private static HeldVectors dealtAnew(HeldVectors vectors, NumpyGenerator random) {
      int processings = vectors.processings();
      int[] all = new int[vectors.photos()];
      Arrays.setAll(all, i -> i);
      int[] under = new int[processings];
      Arrays.setAll(under, i -> i);
      HeldVectors copy = HeldVectors.of(vectors, all, under);
      for (int photo = 0; photo < all.length; photo++) {
        int[] order = random.permutation(processings);
        for (int p = 0; p < processings; p++) {
          vectors.read(photo, order[p], copy.rows().get(p), photo * vectors.dimension());
        }
      }
      return copy;
    }

    private static Matrix directions(int count, int d, NumpyGenerator random) {
      double[] values = new double[count * d];
      for (int c = 0; c < count; c++) {
        double squares = 0;
        for (int i = c * d; i < (c + 1) * d; i++) {
          values[i] = random.nextGaussian();
          squares += values[i] * values[i];
        }
        for (int i = c * d; i < (c + 1) * d; i++) {
          values[i] /= Math.sqrt(squares);
        }
      }
      return new Matrix(count, d, values);
    }

    private static Matrix centered(LabeledVectors rows, double[] mean) {
      double[] values = new double[rows.rows().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.rows()[i] - mean[i % mean.length];
      }
      return new Matrix(rows.count(), mean.length, values);
    }
  }
}
