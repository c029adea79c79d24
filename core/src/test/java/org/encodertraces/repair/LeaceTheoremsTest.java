package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Eigen;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.repair.PlantedTraces.Kind;
import org.junit.jupiter.api.Test;

/** What N. Belrose et al. (2023) prove of linear erasure, on the rows it was fitted on. */
class LeaceTheoremsTest {

  private static final PlantedTraces PLANTED = new PlantedTraces(120, 4, 12, 5, Kind.MEAN, 0.4, 7);

  private final Lapack lapack = new Lapack();

  @Test
  void noLinearPredictorBeatsAConstantOnTheFittingRows() {
    HeldVectors vectors = PLANTED.draw();
    DoubleMap map = exact(vectors).map();

    assertThat(gain(vectors, DoubleMap.identity(12))).isGreaterThan(0.3);
    assertThat(gain(vectors, map)).isCloseTo(0, within(1e-9));
  }

  @Test
  void erasingTwiceIsErasingOnce() {
    DoubleMap map = exact(PLANTED.draw()).map();
    double[] row = {1, -2, 3, 0.5, 0, 4, -1, 2, 2, -3, 1, 0.1};

    assertThat(map.of(map.of(row))).containsExactly(map.of(row), within(1e-10));
  }

  @Test
  void erasureTurnsWithTheVectors() {
    HeldVectors vectors = PLANTED.draw();
    Matrix rotation = rotation(12);
    Leace plain = exact(vectors);
    Leace turned = exact(rotated(vectors, rotation));
    double[] row = {1, -2, 3, 0.5, 0, 4, -1, 2, 2, -3, 1, 0.1};

    // The rotated rows are rounded to float32.
    assertThat(turned.map().of(rotation.times(row)))
        .containsExactly(rotation.times(plain.map().of(row)), within(1e-5));
  }

  @Test
  void withoutALinearSignalNothingChanges() {
    // The same vector under every processing.
    HeldVectors vectors = PLANTED.draw();
    List<float[]> alike = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      alike.add(vectors.rows().get(0));
    }
    Leace leace = exact(new HeldVectors(12, alike, vectors.content(), 5));

    assertThat(leace.rank()).isZero();
    assertThat(leace.map().of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3);
  }

  @Test
  void oneHotLabelsAreErasedAndNotTheirOrderAlone() {
    TraceMoments moments = TraceMoments.of(PLANTED.draw(), Form.RAW);
    Leace ordinal = Leace.exact(moments, new Matrix(4, 1, new double[] {0, 1, 2, 3}), lapack);

    assertThat(Leace.exact(moments, lapack).rank()).isEqualTo(3);
    assertThat(ordinal.rank()).isEqualTo(1);
    assertThat(gain(PLANTED.draw(), ordinal.map())).isGreaterThan(0.1);
  }

  @Test
  void aWeakAndRareTraceIsErasedToo() {
    // A hundredth of the photos, a thousandth of their length: below an absolute tolerance of 0.01.
    HeldVectors vectors = new PlantedTraces(400, 3, 10, 4, Kind.MEAN, 0, 3).draw();
    for (int i = 0; i < 4; i++) {
      vectors.rows().get(2)[i * 10 + 3] += 0.01f;
    }
    Leace leace = exact(vectors);

    assertThat(leace.rank()).isEqualTo(2);
    assertThat(gain(vectors, leace.map())).isCloseTo(0, within(1e-9));
  }

  @Test
  void splinceKeepsTheCovarianceWithContent() {
    HeldVectors vectors = PLANTED.draw();
    Fitter fitter = new Fitter(vectors, Form.RAW, lapack);
    Fit fit = fitter.splince();
    assertThat(fit).isInstanceOf(Fit.Done.class);

    TraceMoments before = TraceMoments.of(vectors, Form.RAW);
    TraceMoments after = TraceMoments.of(mapped(vectors, (Fit.Done) fit), Form.RAW);
    double kept = distance(before.contentCovariance(), after.contentCovariance());
    double keptByLeace =
        distance(
            before.contentCovariance(),
            TraceMoments.of(mapped(vectors, fitter.leace()), Form.RAW).contentCovariance());

    assertThat(kept).isLessThan(1e-5);
    assertThat(keptByLeace).isGreaterThan(1e-4);
    assertThat(distance(after.offsets(), Matrix.zeros(4, 12))).isLessThan(0.01);
  }

  private Leace exact(HeldVectors vectors) {
    return Leace.exact(TraceMoments.of(vectors, Form.RAW), lapack);
  }

  /** Image rows, not scaled to length 1. */
  private static HeldVectors mapped(HeldVectors vectors, Fit.Done fit) {
    var map = ((Repair.Mapped) fit.repair()).map();
    int d = vectors.dimension();
    List<float[]> rows = new ArrayList<>();
    for (float[] stored : vectors.rows()) {
      float[] images = new float[stored.length];
      for (int i = 0; i < stored.length; i++) {
        double sum = map.bias()[i % d];
        for (int j = 0; j < d; j++) {
          sum += (double) map.weight()[i % d * d + j] * stored[i / d * d + j];
        }
        images[i] = (float) sum;
      }
      rows.add(images);
    }
    return new HeldVectors(d, rows, vectors.content(), vectors.contentClasses());
  }

  /** Share of the variance of one-hot labels that the best linear predictor explains. */
  private double gain(HeldVectors vectors, DoubleMap map) {
    int d = vectors.dimension();
    int rows = vectors.photos() * vectors.processings();
    double[][] images = new double[rows][];
    int at = 0;
    for (int p = 0; p < vectors.processings(); p++) {
      for (int i = 0; i < vectors.photos(); i++) {
        double[] row = new double[d];
        for (int j = 0; j < d; j++) {
          row[j] = vectors.rows().get(p)[i * d + j];
        }
        images[at++] = map.of(row);
      }
    }
    double[] mean = new double[d];
    for (double[] row : images) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / rows;
      }
    }
    Matrix covariance = Matrix.zeros(d, d);
    Matrix cross = Matrix.zeros(vectors.processings(), d);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < d; j++) {
        cross.values()[r / vectors.photos() * d + j] += (images[r][j] - mean[j]) / rows;
        for (int k = 0; k < d; k++) {
          covariance.values()[j * d + k] +=
              (images[r][j] - mean[j]) * (images[r][k] - mean[k]) / rows;
        }
      }
    }
    Eigen eigen = lapack.eigen(covariance);
    double explained = 0;
    Matrix coordinates = lapack.product(cross, false, eigen.vectors(), true);
    for (int p = 0; p < vectors.processings(); p++) {
      for (int k = 0; k < d; k++) {
        if (eigen.values()[k] > 1e-9 * eigen.values()[d - 1]) {
          explained += Math.pow(coordinates.at(p, k), 2) / eigen.values()[k];
        }
      }
    }
    double share = 1.0 / vectors.processings();
    return explained / (vectors.processings() * share * (1 - share));
  }

  private Matrix rotation(int d) {
    Random random = new Random(5);
    double[] values = new double[d * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return lapack.svd(new Matrix(d, d, values)).left();
  }

  private static HeldVectors rotated(HeldVectors vectors, Matrix rotation) {
    int d = vectors.dimension();
    List<float[]> rows = new ArrayList<>();
    for (float[] stored : vectors.rows()) {
      float[] turned = new float[stored.length];
      for (int from = 0; from < stored.length; from += d) {
        double[] row = new double[d];
        for (int j = 0; j < d; j++) {
          row[j] = stored[from + j];
        }
        double[] image = rotation.times(row);
        for (int j = 0; j < d; j++) {
          turned[from + j] = (float) image[j];
        }
      }
      rows.add(turned);
    }
    return new HeldVectors(d, rows, vectors.content(), vectors.contentClasses());
  }

  private static double distance(Matrix a, Matrix b) {
    double largest = 0;
    for (int i = 0; i < a.values().length; i++) {
      largest = Math.max(largest, Math.abs(a.values()[i] - b.values()[i]));
    }
    return largest;
  }
}
