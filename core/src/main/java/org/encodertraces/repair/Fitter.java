package org.encodertraces.repair;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.linalg.internal.Lapack.Svd;
import org.encodertraces.linalg.internal.Matrix;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.repair.Leace.Whitening;

/**
 * Fits methods to the vectors of one set of photos. What several methods need is computed once. Not
 * for several threads.
 */
public final class Fitter {

  private static final long RANDOM_SEED = 16;

  private final PhotoVectors vectors;
  private final Form form;
  private final Lapack lapack;
  private final Once<TraceMoments> moments;
  private final Once<WithinPhoto> within;
  private final Once<Whitening> shrunk;
  private final Once<Double> threshold;
  private final Once<Leace> screened;
  private final Once<Leace> exact;

  /**
   * Nothing is read yet.
   *
   * @param form how vectors are taken
   */
  public Fitter(PhotoVectors vectors, Form form) {
    this(vectors, form, new Lapack());
  }

  Fitter(PhotoVectors vectors, Form form, Lapack lapack) {
    this.vectors = vectors;
    this.form = form;
    this.lapack = lapack;
    moments = new Once<>(() -> TraceMoments.of(vectors, form));
    within = new Once<>(() -> WithinPhoto.of(moments.get(), lapack));
    shrunk = new Once<>(() -> Whitening.shrunk(moments.get(), lapack));
    threshold =
        new Once<>(() -> Relabelings.threshold(vectors, form, moments.get(), shrunk.get(), lapack));
    screened =
        new Once<>(() -> Leace.screened(moments.get(), shrunk.get(), threshold.get(), lapack));
    exact = new Once<>(() -> Leace.exact(moments.get(), lapack));
  }

  /** How vectors are taken. */
  Form form() {
    return form;
  }

  /** Directions that processings move photos in: the largest rank that {@link #nap} takes. */
  public int directions() {
    return within.get().directions();
  }

  /** The map that changes nothing but the length. */
  public Fit.Done identity() {
    return new Fit.Done(
        Method.IDENTITY,
        0,
        new Repair.Mapped(
            DoubleMap.identity(vectors.dimension()).rounded(Form.UNIT.fittedOn(0, 0))),
        Map.of());
  }

  /** Directions drawn at random go; at most all but one. */
  public Fit.Done random(int rank) {
    int d = vectors.dimension();
    int taken = Math.min(rank, d - 1);
    NumpyGenerator random = new NumpyGenerator(RANDOM_SEED);
    double[] values = new double[taken * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    Matrix directions = Matrix.zeros(0, d);
    if (taken > 0) {
      Svd svd = lapack.svd(new Matrix(taken, d, values));
      directions = svd.right();
    }
    return mapped(
        Method.RANDOM,
        taken,
        DoubleMap.without(directions, directions, new double[d], lapack),
        Map.of());
  }

  /** LEACE of what stands out of relabelings within photos. */
  public Fit.Done leace() {
    Leace leace = screened.get();
    return mapped(
        Method.LEACE,
        leace.rank(),
        leace.map(),
        Map.of("threshold", threshold.get(), "shrinkage", moments.get().shrinkage()));
  }

  /** LEACE of all that is above rounding. */
  public Fit.Done leaceExact() {
    return mapped(Method.LEACE_EXACT, exact.get().rank(), exact.get().map(), Map.of());
  }

  /** SPLINCE on the kernel of {@link #leace}. */
  public Fit splince() {
    if (vectors.contentClasses() < 2) {
      return new Fit.LeftOut(
          Method.SPLINCE, "keeps what tells content classes apart; the photos have none");
    }
    Leace leace = screened.get();
    Optional<DoubleMap> map = Splince.of(moments.get(), shrunk.get(), leace, lapack);
    return map.<Fit>map(found -> mapped(Method.SPLINCE, leace.rank(), found, Map.of()))
        .orElseGet(
            () ->
                new Fit.LeftOut(
                    Method.SPLINCE,
                    "rank[Σxz Σxy] is below the sum of both ranks: directions of the trace lie"
                        + " among those of the content classes, and cannot go while these stay"));
  }

  /** The leading within-photo directions go. */
  public Fit.Done nap(int rank) {
    int taken = Math.min(rank, vectors.dimension() - 1);
    return mapped(Method.NAP, taken, within.get().projection(taken), Map.of());
  }

  /** Within-photo whitening with this weight of the complement. */
  public Fit.Done whiten(double weight) {
    return mapped(Method.WHITEN, 0, within.get().whitening(weight), Map.of("weight", weight));
  }

  /** Each processing's mean goes. */
  public Fit.Done mean() {
    TraceMoments fitted = moments.get();
    double[] shifts = fitted.offsets().values();
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = -shifts[i];
    }
    double[] ones = new double[shifts.length];
    Arrays.fill(ones, 1);
    int d = fitted.dimension();
    return new Fit.Done(
        Method.MEAN,
        0,
        new Repair.ByProcessing(
            new Matrix(fitted.processings(), d, ones),
            new Matrix(fitted.processings(), d, shifts),
            form),
        Map.of());
  }

  /** Each processing's mean and variances are set alike. */
  public Fit.Done combat() {
    return new Fit.Done(Method.COMBAT, 0, ComBat.of(moments.get(), form), Map.of());
  }

  private Fit.Done mapped(Method method, int rank, DoubleMap map, Map<String, Double> chosen) {
    return new Fit.Done(
        method,
        rank,
        new Repair.Mapped(
            map.rounded(form.fittedOn(moments.get().shortest(), moments.get().longest()))),
        chosen);
  }
}
