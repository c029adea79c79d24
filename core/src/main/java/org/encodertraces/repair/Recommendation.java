package org.encodertraces.repair;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.SignFlip;

/**
 * Which repair to use, and what it costs; or that none helps.
 *
 * <p>Folds within the fit photos choose one method. It is recommended where two tests on the photos
 * that judge, each made once, agree: the auditor finds a trace before the repair (p of its three
 * probes, times three, at most 0.05), and the use's gain rises (one-sided p of a sign flip by photo
 * at most 0.05). Without a trace the first keeps false recommendations below one in twenty.
 *
 * @param method none where none helps
 * @param sentence one, with the price
 * @param p of the gain; NaN where no method was tried
 * @param foundP of the trace before any repair, times three
 */
public record Recommendation(Optional<Method> method, String sentence, double p, double foundP) {

  private static final double LEVEL = 0.05;
  private static final int PROBES = 3;

  /** The decision. */
  static Recommendation of(Use use, Choice choice, Map<Method, Judgment> judged) {
    Judgment before = required(judged, Method.IDENTITY);
    double found =
        Math.min(
            1,
            PROBES
                * Math.min(
                    before.fresh().p(), Math.min(before.neighbors().p(), before.network().p())));
    if (found > LEVEL) {
      return none(
          "None helps: the auditor finds no trace to take out (p %.2g).".formatted(found),
          Double.NaN,
          found);
    }
    Optional<Method> best = choice.best().filter(judged::containsKey);
    if (best.isEmpty()) {
      return none(
          "None helps: on photos that it was not fitted on, no method makes %s better."
              .formatted(wanted(use, before)),
          Double.NaN,
          found);
    }
    Judgment after = required(judged, best.get());
    double[] from = before.gain(use);
    double[] to = after.gain(use);
    double p = SignFlip.pOfRise(from, to, cells(use, before));
    if (!(p <= LEVEL) || net(use, before, after) <= 0) {
      return none(
          String.format(
              Locale.ROOT,
              "None helps: %s was the best within the fit photos, but on the others %s goes from"
                  + " %.1f to %.1f %% (p %.2g)%s.",
              best.get().id(),
              wanted(use, before),
              100 * Figure.mean(from),
              100 * Figure.mean(to),
              p,
              p <= LEVEL ? ", less than the content that it costs" : ""),
          p,
          found);
    }
    return new Recommendation(best, sentence(use, before, after, p), p, found);
  }

  private static Recommendation none(String sentence, double p, double found) {
    return new Recommendation(Optional.empty(), sentence, p, found);
  }

  private static Judgment required(Map<Method, Judgment> judged, Method method) {
    Judgment judgment = judged.get(method);
    if (judgment == null) {
      throw new IllegalArgumentException(method.id() + " was not judged");
    }
    return judgment;
  }

  /** The gain, less the content that it costs where the gain knows none. */
  private static double net(Use use, Judgment before, Judgment after) {
    double gain = Figure.mean(after.gain(use)) - Figure.mean(before.gain(use));
    return use == Use.PRIVACY
        ? gain - Math.max(0, before.contentKept(use) - after.contentKept(use))
        : gain;
  }

  private static int cells(Use use, Judgment judgment) {
    int processings = judgment.fresh().processings();
    return switch (use) {
      case SEARCH -> judgment.hasClasses() ? processings * (processings - 1) : 1000;
      case CLASSIFICATION -> processings * Content.CONFOUNDED_DRAWS;
      case PRIVACY -> processings;
    };
  }

  private static String wanted(Use use, Judgment judgment) {
    return switch (use) {
      case SEARCH ->
          judgment.hasClasses()
              ? "kNN where the wrong classes alone share the query's processing"
              : "the rank of a photo's copy among other photos (one over it)";
      case CLASSIFICATION -> "a classifier that learned each class under one processing";
      case PRIVACY -> "what the strongest fresh probe does not read";
    };
  }

  /** What the use needs kept of content. */
  private static Price price(Use use, Judgment before, Judgment after) {
    return use == Use.CLASSIFICATION
        ? new Price(
            "classes of unprocessed photos by a linear classifier",
            before.contentLinear(),
            after.contentLinear())
        : new Price(
            "classes of unprocessed photos by their neighbors",
            before.contentNeighbors(),
            after.contentNeighbors());
  }

  private static String sentence(Use use, Judgment before, Judgment after, double p) {
    StringBuilder words = new StringBuilder();
    words.append(
        String.format(
            Locale.ROOT,
            "For %s, %s: %s goes from %.1f to %.1f %% (p %.2g). ",
            use.id(),
            after.fit().method().id(),
            wanted(use, before),
            100 * Figure.mean(before.gain(use)),
            100 * Figure.mean(after.gain(use)),
            p));
    words.append(
        before.hasClasses()
            ? price(use, before, after).words()
            : "The price: of unprocessed photos, ");
    words.append(
        String.format(
            Locale.ROOT,
            "%.1f %% of the ten nearest are others than before, and vectors stand at a cosine of"
                + " %.3f to what they were. ",
            100 * Figure.mean(after.changed()),
            Figure.mean(after.cosines())));
    words.append(
        String.format(
            Locale.ROOT,
            "It is no cure: probes trained anew read %.1f %% (linear) and %.1f %% (not linear) of"
                + " the processings, where chance is %.1f %%.",
            after.fresh().percent().value(),
            after.nonlinear().percent().value(),
            100 * after.fresh().chance()));
    return words.toString();
  }
}
