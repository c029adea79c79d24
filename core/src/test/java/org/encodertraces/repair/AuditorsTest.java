package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.repair.PlantedTraces.Kind;
import org.junit.jupiter.api.Test;

class AuditorsTest {

  private final Lapack lapack = new Lapack();

  @Test
  void classesOnALineAreAllRead() {
    // Means in a row: regression on one-hot labels never reads the middle one.
    HeldVectors vectors = new PlantedTraces(300, 3, 6, 0, Kind.MEAN, 0, 2).draw();
    for (int p = 0; p < 3; p++) {
      for (int i = 0; i < 300; i++) {
        vectors.rows().get(p)[i * 6] += 8 * p;
      }
    }
    LabeledVectors rows = LabeledVectors.byProcessing(vectors);

    assertThat(rows.accuracy(LinearAuditor.train(rows, lapack).read(rows))).isGreaterThan(0.99);
  }

  @Test
  void withFewerRowsThanDimensionsTheProbeIsTheSame() {
    HeldVectors vectors = new PlantedTraces(30, 3, 120, 0, Kind.MEAN, 0.3, 2).draw();
    LabeledVectors rows = LabeledVectors.byProcessing(vectors);
    LinearAuditor.Decomposed narrow = LinearAuditor.Decomposed.of(rows, lapack);
    Matrix shifts = narrow.classOffsets(lapack);

    // (S + λI)⁻¹ of the class means, solved as any rows are.
    assertThat(narrow.solve(0.1, shifts, lapack).values())
        .containsExactly(narrow.auditor(0.1, lapack).weights().values(), within(1e-8));
    assertThat(narrow.eigen().values()).hasSizeLessThan(90);
  }

  @Test
  void aLongerShiftIsFoundByAnAuditorThatFindsAShorterOne() {
    HeldVectors vectors =
        new Repairing(MatrixProduct.best())
            .of(new PlantedTraces(160, 3, 12, 0, Kind.MEAN, 0, 2).draw(), new Repair.OfPictures());
    OptionalDouble few =
        Sensitivity.of(
            new Material(Material.range(vectors, 0, 40), 20, vectors, List.of()), 0.01, lapack);
    OptionalDouble many =
        Sensitivity.of(new Material(vectors, 80, vectors, List.of()), 0.01, lapack);

    assertThat(many).isPresent();
    assertThat(many.getAsDouble()).isLessThanOrEqualTo(few.orElse(2));
  }
}
