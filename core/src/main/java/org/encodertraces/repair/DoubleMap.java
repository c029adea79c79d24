package org.encodertraces.repair;

import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Matrix;

/**
 * x → Wx + b in float64, as it is fitted; {@link #rounded} is what is stored and used.
 *
 * @param weight [d, d]
 * @param bias [d]
 */
record DoubleMap(Matrix weight, double[] bias) {

  /** x → x. */
  static DoubleMap identity(int dimension) {
    return new DoubleMap(Matrix.identity(dimension), new double[dimension]);
  }

  /**
   * x → x - out (in (x - center)).
   *
   * @param out [k, d], what a coordinate takes away
   * @param in [k, d], what makes a coordinate
   */
  static DoubleMap without(Matrix out, Matrix in, double[] center, Lapack lapack) {
    int dimension = center.length;
    Matrix weight = Matrix.identity(dimension);
    double[] bias = new double[dimension];
    if (out.rows() > 0) {
      Matrix taken = lapack.product(out, true, in, false);
      for (int i = 0; i < taken.values().length; i++) {
        weight.values()[i] -= taken.values()[i];
      }
      double[] kept = taken.times(center);
      System.arraycopy(kept, 0, bias, 0, dimension);
    }
    return new DoubleMap(weight, bias);
  }

  /** The image of a row, [d]. */
  double[] of(double[] row) {
    double[] image = weight.times(row);
    for (int i = 0; i < image.length; i++) {
      image[i] += bias[i];
    }
    return image;
  }

  AffineMap rounded(FittedOn fittedOn) {
    float[] floats = new float[weight.values().length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) weight.values()[i];
    }
    float[] constant = new float[bias.length];
    for (int i = 0; i < constant.length; i++) {
      constant[i] = (float) bias[i];
    }
    return new AffineMap(bias.length, floats, constant, fittedOn);
  }
}
