package org.encodertraces.camera;

import java.util.List;
import org.encodertraces.image.LinearImage;

/**
 * From the camera's white-balanced colors to linear sRGB, and back: the matrix from XYZ that dcraw
 * has for a camera, times that from sRGB to XYZ, each row scaled so that white is white (dcraw's
 * {@code cam_xyz_coeff}).
 *
 * @param toCamera [3, 3] row-major, {@code toScreen} its inverse
 */
record ColorTransform(double[] toCamera, double[] toScreen) {

  /** IEC 61966-2-1. */
  private static final double[] XYZ_OF_SRGB = {
    0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505
  };

  static ColorTransform of(List<Double> matrix) {
    double[] camera = new double[9];
    for (int row = 0; row < 3; row++) {
      double sum = 0;
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          camera[row * 3 + column] += matrix.get(row * 3 + k) * XYZ_OF_SRGB[k * 3 + column];
        }
        sum += camera[row * 3 + column];
      }
      for (int column = 0; column < 3; column++) {
        camera[row * 3 + column] /= sum;
      }
    }
    return new ColorTransform(camera, inverse(camera));
  }

  private static double[] inverse(double[] m) {
    double[] cofactors = {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
    double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6];
    for (int i = 0; i < 9; i++) {
      cofactors[i] /= determinant;
    }
    return cofactors;
  }

  /**
   * A scene in the camera's colors; what its filters would have to see as less than none is none.
   */
  LinearImage inCamera(LinearImage scene) {
    float[] rgb = scene.rgb();
    float[] own = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      for (int c = 0; c < 3; c++) {
        double sum =
            toCamera[3 * c] * rgb[i]
                + toCamera[3 * c + 1] * rgb[i + 1]
                + toCamera[3 * c + 2] * rgb[i + 2];
        own[i + c] = (float) Math.max(0, sum);
      }
    }
    return new LinearImage(scene.width(), scene.height(), own);
  }

  static void apply(double[] matrix, Planes planes) {
    float[] red = planes.red();
    float[] green = planes.green();
    float[] blue = planes.blue();
    for (int i = 0; i < red.length; i++) {
      double r = red[i];
      double g = green[i];
      double b = blue[i];
      red[i] = (float) (matrix[0] * r + matrix[1] * g + matrix[2] * b);
      green[i] = (float) (matrix[3] * r + matrix[4] * g + matrix[5] * b);
      blue[i] = (float) (matrix[6] * r + matrix[7] * g + matrix[8] * b);
    }
  }
}
