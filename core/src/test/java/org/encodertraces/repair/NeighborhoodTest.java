package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.repair.PlantedTraces.Kind;
import org.junit.jupiter.api.Test;

class NeighborhoodTest {

  private final Similarities similarities = new Similarities(MatrixProduct.best());

  @Test
  void vectorsThatHoldNothingButTheProcessingHaveItAmongAllTen() {
    // Four processings at right angles, photos alike but for a little: forty photos, ten of each.
    List<float[]> rows = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      float[] values = new float[160 * 5];
      for (int i = 0; i < 160; i++) {
        values[i * 5 + p] = 1;
        values[i * 5 + 4] = 0.0001f * i;
      }
      rows.add(values);
    }
    HeldVectors vectors = unit(new HeldVectors(5, rows, new int[160], 0));

    Neighborhood seen = Neighborhood.of(vectors, 120, similarities);
    assertThat(seen.sameProcessingPercent().value()).isCloseTo(100, within(1e-9));
    assertThat(seen.copyFirstPercent().value()).isLessThan(1);
  }

  @Test
  void withoutATraceTheShareIsChance() {
    HeldVectors vectors = unit(new PlantedTraces(200, 4, 12, 5, Kind.MEAN, 0, 4).draw());
    Neighborhood seen = Neighborhood.of(vectors, 100, similarities);

    assertThat(seen.sameProcessingPercent().value()).isCloseTo(25, within(1.0));
    assertThat(seen.robustness()).isPresent();
    assertThat(seen.copyFirstPercent().value()).isCloseTo(100, within(1e-9));
    assertThat(seen.microAp().value()).isGreaterThan(99);
  }

  @Test
  void averagePrecisionIsThatOfAllPairsSorted() {
    HeldVectors vectors = unit(new PlantedTraces(30, 3, 6, 3, Kind.MEAN, 1.5, 8).draw());
    int[] drawn = new NumpyGenerator(0).choice(3, 30);
    CopyPrecision copies = new CopyPrecision(vectors, 10, drawn);
    record Pair(double cosine, boolean right, int query, int photo) {}
    List<Pair> pairs = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      for (int query = 10; query < 30; query++) {
        if (drawn[query] != p) {
          float[] cosines = new float[30];
          for (int photo = 0; photo < 30; photo++) {
            double sum = 0;
            for (int i = 0; i < 6; i++) {
              sum +=
                  (double) vectors.rows().get(p)[query * 6 + i]
                      * vectors.rows().get(drawn[photo])[photo * 6 + i];
            }
            cosines[photo] = (float) sum;
            pairs.add(new Pair((float) sum, photo == query, query, photo));
          }
          copies.add(query - 10, cosines, 0);
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::cosine).reversed());
    for (int without : new int[] {-1, 10, 17, 29}) {
      int seen = 0;
      int found = 0;
      double sum = 0;
      for (Pair pair : pairs) {
        if (pair.query() != without && pair.photo() != without) {
          seen++;
          if (pair.right()) {
            found++;
            sum += (double) found / seen;
          }
        }
      }
      assertThat(copies.without(without < 0 ? -1 : without - 10))
          .isCloseTo(sum / found, within(1e-9));
    }
  }

  private static HeldVectors unit(HeldVectors vectors) {
    return new Repairing(MatrixProduct.best()).of(vectors, new Repair.OfPictures());
  }
}
