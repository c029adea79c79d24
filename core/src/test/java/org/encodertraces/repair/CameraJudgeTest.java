package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.junit.jupiter.api.Test;

/** What is read of cameras after a repair, of planted vectors. */
class CameraJudgeTest {

  private static final int PHOTOS = 200;
  private static final int FIRST_TEST = 100;
  private static final int D = 8;

  private final MatrixProduct product = MatrixProduct.best();
  private final int[] makes = IntStream.range(0, PHOTOS).map(i -> i % 5 == 0 ? 1 : 0).toArray();

  @Test
  void aMakeThatMovesVectorsIsReadAndOneThatDoesNotIsNot() {
    CameraJudge.Read moved = judge(makes, alone()).read(vectors(2)).get(0);
    CameraJudge.Read still = judge(makes, alone()).read(vectors(0)).get(0);

    assertThat(moved.chance()).isEqualTo(50);
    assertThat(moved.linear().low()).isGreaterThan(70);
    assertThat(moved.nonlinear().low()).isGreaterThan(60);
    // One photo of five is of the second make: balanced accuracy of a guess is 50, not 80.
    assertThat(still.linear().low()).isLessThan(50);
    assertThat(still.linear().high()).isBetween(50.0, 80.0);
  }

  @Test
  void anOwnersPhotosAreNeverOnBothSides() {
    // Twenty owners, each with photos of a direction of their own and one make: what tells owners
    // apart would read makes, were photos of one owner on both sides.
    Random random = new Random(4);
    List<String> owners = new ArrayList<>();
    int[] own = new int[PHOTOS];
    float[] rows = new float[PHOTOS * 64];
    for (int photo = 0; photo < PHOTOS; photo++) {
      int owner = photo % 20;
      owners.add("owner " + owner);
      own[photo] = owner % 2;
      for (int i = 0; i < 64; i++) {
        rows[photo * 64 + i] = (float) (0.1 * random.nextGaussian() + (i == owner ? 3 : 0));
      }
    }
    HeldVectors vectors = unit(new HeldVectors(64, List.of(rows), new int[PHOTOS], 0));

    CameraJudge.Read apart = judge(own, owners).read(vectors).get(0);
    CameraJudge.Read mixed = judge(own, alone()).read(vectors).get(0);

    assertThat(mixed.linear().value()).isGreaterThan(95);
    assertThat(apart.linear().value()).isLessThan(85);
  }

  @Test
  void tooFewPhotosOfAClassAreRefusedBeforeAnythingIsFitted() {
    int[] rare = new int[PHOTOS];
    Arrays.fill(rare, 0, 5, 1);
    assertThatThrownBy(() -> judge(rare, alone()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Make: of its classes 1 have 6 judging photos");
  }

  /**
   * A photo whose camera type outweighs its subject finds its partner among the other type only.
   */
  @Test
  void pairsAreFoundAmongTheOtherTypeUntilTheTypeIsTakenOut() {
    int pairs = 60;
    Random random = new Random(9);
    float[] phones = new float[pairs * D];
    float[] cameras = new float[pairs * D];
    for (int pair = 0; pair < pairs; pair++) {
      int at = pair * D;
      phones[at] = 5;
      cameras[at + 1] = 5;
      float[] subject = new float[D - 2];
      double length = 0;
      for (int i = 0; i < subject.length; i++) {
        subject[i] = (float) random.nextGaussian();
        length += subject[i] * subject[i];
      }
      for (int i = 0; i < subject.length; i++) {
        phones[at + 2 + i] = (float) (subject[i] / Math.sqrt(length));
        cameras[at + 2 + i] = (float) (phones[at + 2 + i] + 0.02 * random.nextGaussian());
      }
    }
    CameraJudge judge =
        new CameraJudge(
            new Cameras(List.of(), Optional.of(new Cameras.Pairs(D, phones, cameras))),
            new int[0],
            0,
            0,
            new Lapack(),
            product);
    double[] keep = new double[D];
    Arrays.fill(keep, 2, D, 1);

    CameraJudge.Recall before =
        judge.recall(new Repair.OfPictures(), new Repairing(product)).orElseThrow();
    CameraJudge.Recall after = judge.recall(scaled(keep), new Repairing(product)).orElseThrow();

    assertThat(before.same().value()).isLessThan(5);
    assertThat(before.different().value()).isGreaterThan(95);
    assertThat(after.same().value()).isGreaterThan(95);
    assertThat(after.different().value()).isGreaterThan(95);
  }

  private static Repair scaled(double[] factors) {
    float[] weight = new float[D * D];
    for (int i = 0; i < D; i++) {
      weight[i * D + i] = (float) factors[i];
    }
    return new Repair.Mapped(new AffineMap(D, weight, new float[D], new AffineMap.FittedOn.Unit()));
  }

  private CameraJudge judge(int[] labels, List<String> owners) {
    return new CameraJudge(
        new Cameras(List.of(new Cameras.Attribute("Make", labels, owners, 2)), Optional.empty()),
        IntStream.range(0, PHOTOS).toArray(),
        FIRST_TEST,
        0,
        new Lapack(),
        product);
  }

  private static List<String> alone() {
    return IntStream.range(0, PHOTOS).mapToObj(i -> "photo " + i).toList();
  }

  private HeldVectors vectors(double shift) {
    Random random = new Random(3);
    float[] rows = new float[PHOTOS * D];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          (float) (random.nextGaussian() + (i % D == 0 ? 2 + shift * (2 * makes[i / D] - 1) : 0));
    }
    return unit(new HeldVectors(D, List.of(rows), new int[PHOTOS], 0));
  }

  private HeldVectors unit(HeldVectors vectors) {
    return new Repairing(product).of(vectors, new Repair.OfPictures());
  }
}
