package org.encodertraces.report;

import java.util.Arrays;
import java.util.Optional;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.RetrieveResult;

/**
 * What a probe and the neighbors of one parameter say, in one sentence.
 *
 * <p>Nothing is claimed that the interval does not bear: where it includes chance, the sentence
 * says that no trace was found and how many photos would show one.
 *
 * @param found whether the probe reads the parameter
 */
record Verdict(boolean found, String sentence) {

  /**
   * Excesses over chance, in points, that the advice on more photos may be about: the largest that
   * the photos at hand cannot show.
   */
  private static final double[] EXCESSES = {2, 1, 0.5, 0.2, 0.1};

  /** An excess over chance that would print as none is none worth a claim. */
  private static final double SMALLEST_EXCESS = 0.1;

  /** A fall that would print as 0.0 is none worth a sentence. */
  private static final double SMALLEST_FALL = 0.05;

  /** Points above chance below which a trace is called faint. */
  private static final double FAINT = 2;

  static Verdict of(ProbedResult probe, Optional<KnnResult> knn) {
    String name = Panels.title(probe);
    StringBuilder text = new StringBuilder();
    boolean found =
        probe.findsTrace() && probe.interval().low() - probe.chance() >= SMALLEST_EXCESS;
    if (found) {
      text.append(
          "reads %s%s at %s %% (%s to %s) where chance is %s %%"
              .formatted(
                  name,
                  probe.accuracyMean() - probe.chance() < FAINT ? " faintly," : "",
                  percent(probe, probe.accuracyMean()),
                  percent(probe, probe.interval().low()),
                  percent(probe, probe.interval().high()),
                  percent(probe, probe.chance())));
    } else {
      double excess = excessOutOfReach(probe);
      text.append(
          "no trace of %s found with this many photos: %s %% (%s to %s) on %,d test photos, where chance is %s %%; about %,d test photos would tell %s %% from chance"
              .formatted(
                  name,
                  percent(probe, probe.accuracyMean()),
                  percent(probe, probe.interval().low()),
                  percent(probe, probe.interval().high()),
                  probe.testPhotos(),
                  percent(probe, probe.chance()),
                  photosNeeded(probe, excess),
                  percent(probe, probe.chance() + excess)));
    }
    knn.ifPresent(result -> text.append("; ").append(neighbors(name, result)));
    return new Verdict(found, text.toString());
  }

  /** What neighbors say where no probe was run. */
  static Verdict of(KnnResult knn) {
    Range fall = knn.fall();
    return new Verdict(fall.low() >= SMALLEST_FALL, neighbors(Panels.title(knn), knn));
  }

  /** What near-duplicate retrieval says. */
  static Verdict of(RetrieveResult retrieve) {
    Range fall = retrieve.difference();
    boolean found = fall.low() >= SMALLEST_FALL;
    String numbers =
        "%s %% among photos of the query's own camera type, %s %% among those of the other (difference %s, %s to %s, %,d pairs)"
            .formatted(
                Markup.number(retrieve.mean().same()),
                Markup.number(retrieve.mean().different()),
                Markup.number(retrieve.mean().different() - retrieve.mean().same()),
                Markup.number(fall.low()),
                Markup.number(fall.high()),
                retrieve.pairs());
    return new Verdict(
        found,
        (found
                ? "photos by the same type of camera crowd out the same subject: recall@1 is "
                : "recall@1 shows no pull of the camera type: ")
            + numbers);
  }

  private static String neighbors(String name, KnnResult knn) {
    Range fall = knn.fall();
    double points = knn.baseline() - knn.negSame();
    if (fall.low() >= SMALLEST_FALL) {
      return "neighbors of the same %s are preferred: %d-NN accuracy falls from %s to %s (by %s, %s to %s) when the wrong classes share it"
          .formatted(
              name,
              knn.k(),
              Markup.number(knn.baseline()),
              Markup.number(knn.negSame()),
              Markup.number(points),
              Markup.number(fall.low()),
              Markup.number(fall.high()));
    }
    return "%d-NN accuracy shows no fall when the wrong classes share it: %s, against %s (difference %s to %s)"
        .formatted(
            knn.k(),
            Markup.number(knn.negSame()),
            Markup.number(knn.baseline()),
            Markup.number(fall.low()),
            Markup.number(fall.high()));
  }

  private static double halfWidth(ProbedResult probe) {
    return (probe.interval().high() - probe.interval().low()) / 2;
  }

  private static double excessOutOfReach(ProbedResult probe) {
    return Arrays.stream(EXCESSES)
        .filter(excess -> excess < halfWidth(probe))
        .findFirst()
        .orElse(EXCESSES[EXCESSES.length - 1]);
  }

  /**
   * Test photos whose interval would leave out chance at this excess: the half-width shrinks with
   * the square root of their number.
   */
  private static long photosNeeded(ProbedResult probe, double excess) {
    double factor = halfWidth(probe) / excess;
    return (long) Math.ceil(probe.testPhotos() * Math.max(1, factor * factor)) + 1;
  }

  /** Whole percents, but with a decimal where whole ones would blur interval and chance. */
  private static String percent(ProbedResult probe, double value) {
    boolean close =
        Math.abs(probe.interval().low() - probe.chance()) < 2
            || probe.interval().high() - probe.interval().low() < 2;
    return close ? Markup.number(value) : "%.0f".formatted(value);
  }
}
