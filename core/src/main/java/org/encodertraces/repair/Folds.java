package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.statistics.Figure;

/**
 * Chooses ranks, weights and the method within the fit photos: each third of them judges what the
 * other two fitted, so that the photos that judge in the end are read once, of what was chosen.
 */
final class Folds {

  private static final int FOLDS = 3;

  /** Of a fold's photos, those that train classifiers and probes, out of {@link #PARTS}. */
  private static final int TRAINING = 2;

  private static final int PARTS = 3;

  private final HeldVectors photos;
  private final Use use;
  private final Lapack lapack;
  private final Repairing repairing;
  private final Similarities similarities;
  private final List<Fold> folds = new ArrayList<>();

  /** What the others fit, and the fold that judges it. */
  private record Fold(Map<Form, Fitter> fitters, HeldVectors held) {

    Fitter fitter(Form form) {
      Fitter fitter = fitters.get(form);
      if (fitter == null) {
        throw new IllegalStateException("a form without a fitter");
      }
      return fitter;
    }
  }

  Folds(HeldVectors photos, Use use, Lapack lapack, MatrixProduct product) {
    this.photos = photos;
    this.use = use;
    this.lapack = lapack;
    repairing = new Repairing(product);
    similarities = new Similarities(product);
    int[] processings = IntStream.range(0, photos.processings()).toArray();
    for (int fold = 0; fold < FOLDS; fold++) {
      int own = fold;
      int[] fitted = IntStream.range(0, photos.photos()).filter(i -> i % FOLDS != own).toArray();
      int[] held = IntStream.range(0, photos.photos()).filter(i -> i % FOLDS == own).toArray();
      HeldVectors others = HeldVectors.of(photos, fitted, processings);
      Map<Form, Fitter> fitters = new LinkedHashMap<>();
      for (Form form : Form.values()) {
        fitters.put(form, new Fitter(others, form, lapack));
      }
      folds.add(new Fold(fitters, HeldVectors.of(photos, held, processings)));
    }
  }

  /** The gain of what each fold's others fit; -infinity where they fit nothing. */
  double score(Form form, Function<Fitter, Fit> method) {
    double sum = 0;
    int count = 0;
    for (Fold fold : folds) {
      Fit fit = method.apply(fold.fitter(form));
      if (!(fit instanceof Fit.Done done)) {
        return Double.NEGATIVE_INFINITY;
      }
      HeldVectors after = repairing.of(fold.held(), done.repair());
      double[] gains = gains(after);
      sum += Arrays.stream(gains).sum() - gains.length * price(fold.held(), after);
      count += gains.length;
    }
    return sum / count;
  }

  private double[] gains(HeldVectors after) {
    return switch (use) {
      case SEARCH -> search(after);
      case CLASSIFICATION -> Content.confounded(train(after), test(after), lapack);
      case PRIVACY -> unread(after);
    };
  }

  private double[] search(HeldVectors after) {
    return after.contentClasses() > 1
        ? Setups.of(after, 0, Math.min(Neighborhood.NEAREST, after.photos() - 1), similarities)
            .getOrDefault(Setup.NEG_SAME, new double[0])
        : Neighborhood.of(after, 0, similarities).reciprocalRank();
  }

  private double[] unread(HeldVectors after) {
    LabeledVectors train = LabeledVectors.byProcessing(train(after));
    HeldVectors tested = test(after);
    LabeledVectors test = LabeledVectors.byProcessing(tested);
    Reading linear =
        Reading.of(
            LinearAuditor.train(train, lapack).read(test), tested.photos(), tested.processings());
    Reading near =
        Reading.of(
            NeighborAuditor.train(train, similarities).read(test),
            tested.photos(),
            tested.processings());
    boolean more = Figure.mean(near.perPhoto()) > Figure.mean(linear.perPhoto());
    return Arrays.stream((more ? near : linear).perPhoto()).map(share -> 1 - share).toArray();
  }

  /**
   * What privacy costs, which a gain of it does not tell: content that neighbors no longer show.
   */
  private double price(HeldVectors before, HeldVectors after) {
    if (use != Use.PRIVACY) {
      return 0;
    }
    HeldVectors unrepaired = repairing.of(before, new Repair.OfPictures());
    return Math.max(0, content(unrepaired) - content(after));
  }

  private double content(HeldVectors vectors) {
    HeldVectors first =
        new HeldVectors(
            vectors.dimension(),
            List.of(vectors.rows().get(vectors.processings() - 1)),
            vectors.content(),
            vectors.contentClasses());
    return vectors.contentClasses() > 1
        ? Figure.mean(Content.byNeighbors(first, 0, similarities))
        : Figure.mean(Neighborhood.of(vectors, 0, similarities).reciprocalRank());
  }

  private static HeldVectors train(HeldVectors vectors) {
    return Material.range(vectors, 0, vectors.photos() * TRAINING / PARTS);
  }

  private static HeldVectors test(HeldVectors vectors) {
    return Material.range(vectors, vectors.photos() * TRAINING / PARTS, vectors.photos());
  }

  /** The largest rank that every fold's others can take. */
  int directions(Form form) {
    int most = photos.dimension() - 1;
    for (Fold fold : folds) {
      most = Math.min(most, fold.fitter(form).directions());
    }
    return most;
  }
}
