package org.encodertraces.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.Effect;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.RepairResult;
import org.encodertraces.result.TraceResult;

/**
 * The sentence of a page's answer: what was found first, then what was not and how far down, then
 * what a page without claims shows.
 *
 * @param strong a part of {@code text}; may be empty
 */
record AnswerSentence(String text, String strong) {

  /** A fall of fewer points, two answers in a hundred, matters to nobody. */
  private static final double MATTERS = 2;

  /** Points above chance below which a trace is called faint, as {@link Verdict} does. */
  private static final double FAINT = 2;

  static AnswerSentence of(PageResults results, AnswerSubjects subjects) {
    if (subjects.all().isEmpty()) {
      return withoutClaims(results, subjects);
    }
    Optional<Standing> fall = AnswerSubjects.largest(subjects.falls());
    if (fall.isPresent()) {
      return fall(subjects, fall.get());
    }
    Optional<Standing> reading = AnswerSubjects.largest(subjects.readings());
    if (reading.isPresent()) {
      return reading(subjects, reading.get());
    }
    List<Standing> alone = AnswerSubjects.alone(subjects.all());
    return plain(alone.isEmpty() ? none(subjects) : alone(subjects, alone));
  }

  private static AnswerSentence plain(String text) {
    return new AnswerSentence(text, "");
  }

  /** Neighbors fall, or recall does: who ranks by what, and what the largest fall costs. */
  private static AnswerSentence fall(AnswerSubjects subjects, Standing largest) {
    boolean pulls = pulls(largest);
    List<Standing> found =
        AnswerSubjects.found(subjects.falls()).stream()
            .filter(standing -> !pulls || pulls(standing))
            .toList();
    String encoder = AnswerWords.encoder(largest.result().header().encoder());
    boolean many = subjects.encoders().size() > 1;
    boolean one = encodersOf(found) == 1;
    boolean faint = largest.effect().value() < MATTERS;
    String does;
    if (pulls) {
      does = (one ? "ranks " : "rank ") + (faint ? "faintly by " : "by ");
    } else {
      does =
          (one ? "has" : "have") + " neighbors that change " + (faint ? "faintly " : "") + "with ";
    }
    String traces = AnswerWords.traces(found);
    String where = many ? (one ? "with " : "most with ") + encoder + ", " : "";
    String strong;
    String when;
    Effect effect = largest.effect();
    if (largest.result() instanceof KnnResult knn) {
      when = "when the wrong photos share a query's " + AnswerWords.shared(knn, traces);
      strong = share(effect, "answers", "changes", "change");
    } else {
      when = "among photos by a query's own type of camera";
      strong =
          share(effect, "near-duplicates", "is no longer found first", "are no longer found first");
    }
    return new AnswerSentence(
        "%s %s%s: %s%s, %s."
            .formatted(
                many ? quantity(subjects, found) : encoder, does, traces, where, when, strong),
        strong);
  }

  /**
   * Whether photos that share a trace are pulled to the query: of neighbors, whether the wrong
   * classes' sharing costs anything besides what nobody's sharing does, by its individual interval.
   */
  private static boolean pulls(Standing standing) {
    return !(standing.result() instanceof KnnResult knn)
        || knn.interval(KnnResult.ALL_MINUS_NEG)
            .filter(range -> range.low() >= standing.effect().margin())
            .isPresent();
  }

  /** "2 of 3 encoders". */
  private static String quantity(AnswerSubjects subjects, List<Standing> found) {
    int all = subjects.encoders().size();
    int some = encodersOf(found);
    return some == all
        ? "All %,d encoders".formatted(all)
        : "%,d of %,d encoders".formatted(some, all);
  }

  private static int encodersOf(List<Standing> standings) {
    return (int)
        standings.stream().map(standing -> standing.result().header().encoder()).distinct().count();
  }

  private static String share(Effect effect, String many, String oneDoes, String manyDo) {
    return NaturalFraction.of(effect.value(), effect.interval())
        .map(fraction -> fraction.of(many, oneDoes, manyDo))
        .orElseGet(() -> "%s of %s %s".formatted(percent(effect), many, manyDo));
  }

  /** Probes read, and no fall was found. */
  private static AnswerSentence reading(AnswerSubjects subjects, Standing largest) {
    List<Standing> found = AnswerSubjects.found(subjects.readings());
    boolean many = subjects.encoders().size() > 1;
    boolean one = encodersOf(found) == 1;
    boolean faint =
        found.stream().allMatch(each -> each.effect().value() - each.effect().none() < FAINT);
    String traces = AnswerWords.traces(found);
    String trace = AnswerWords.trace(largest.result());
    String whose = "";
    if (many) {
      whose =
          "%swith %s, "
              .formatted(
                  one ? "" : "most ", AnswerWords.encoder(largest.result().header().encoder()));
    }
    String strong =
        "a probe names %s right %s"
            .formatted(traces.equals(trace) ? "it" : trace, times(largest.effect()));
    return new AnswerSentence(
        "%s %s%s %s: %s%s, a guess %s; %s."
            .formatted(
                many ? quantity(subjects, found) : AnswerWords.encoder(subjects.encoders().get(0)),
                faint ? "faintly " : "",
                one ? "remembers" : "remember",
                traces,
                whose,
                strong,
                new NaturalFraction(1, (int) Math.round(100 / largest.effect().none())).times(),
                cost(subjects, found)),
        strong);
  }

  private static String times(Effect reading) {
    return NaturalFraction.of(reading.value(), reading.interval())
        .map(NaturalFraction::times)
        .orElseGet(() -> percent(reading) + " of the time");
  }

  /** What is known of the falls with traces that were found, where no fall was. */
  private static String cost(AnswerSubjects subjects, List<Standing> readings) {
    Set<List<String>> read =
        readings.stream().map(AnswerSentence::what).collect(Collectors.toSet());
    List<Standing> falls =
        subjects.falls().stream().filter(fall -> read.contains(what(fall))).toList();
    if (falls.isEmpty()) {
      return "what that costs a search was not measured";
    }
    String with = falls.size() < read.size() ? " with " + AnswerWords.traces(falls) : "";
    List<Standing> alone = AnswerSubjects.alone(falls);
    if (!alone.isEmpty()) {
      return alone.size() == 1
          ? "a fall of neighbors with %s %s"
              .formatted(AnswerWords.traces(alone), standsAlone(alone.get(0)))
          : "%,d of %,d falls of neighbors stand out by themselves, but may be chance"
              .formatted(alone.size(), falls.size());
    }
    AnswerReach reach = AnswerReach.of(falls);
    if (reach.isComplete()) {
      return "no fall of neighbors%s was found, down to %s".formatted(with, reach.points());
    }
    if (reach.decidable() > 0) {
      return "no fall of neighbors%s was found, down to %s in %,d of %,d questions; for the others %s"
          .formatted(with, reach.points(), reach.decidable(), reach.claims(), why(reach));
    }
    return "whether neighbors fall%s cannot be told: %s".formatted(with, why(reach));
  }

  /** What a claim is about: neighbors and a probe of one encoder and trace share it. */
  private static List<String> what(Standing standing) {
    TraceResult result = standing.result();
    return List.of(result.header().encoder(), result.header().dataset(), result.parameter());
  }

  private static String standsAlone(Standing standing) {
    return standing.effect().p().isEmpty()
        ? "stands out by itself, and the version that measured it gave no p to tell whether that is chance"
        : "stands out by itself, but may be chance among %s"
            .formatted(AnswerWords.count(standing.claims(), "question", "questions"));
  }

  private static String why(AnswerReach reach) {
    return reach.undecidable() > 0
        ? "there are too few photos"
        : "the version that measured it did not tell";
  }

  private static String alone(AnswerSubjects subjects, List<Standing> alone) {
    return alone.size() == 1
        ? "No trace found for certain: %s %s %s."
            .formatted(
                AnswerSubjects.isFall(alone.get(0)) ? "a fall with" : "a reading of",
                AnswerWords.trace(alone.get(0).result()),
                standsAlone(alone.get(0)))
        : "No trace found for certain: %,d of %,d answers stand out by themselves, but may be chance."
            .formatted(alone.size(), subjects.all().size());
  }

  /** Nothing found, nothing that stands alone. */
  private static String none(AnswerSubjects subjects) {
    AnswerReach all = AnswerReach.of(subjects.all());
    AnswerReach falls = AnswerReach.of(subjects.falls());
    if (all.decidable() == 0) {
      return all.undecidable() > 0
          ? "Too few photos to tell: no trace could have been found."
          : "No trace found; how small a one could have been was not measured by the version that made these results.";
    }
    boolean ofFalls = falls.decidable() > 0;
    AnswerReach said = ofFalls ? falls : all;
    String down = said.points() + (ofFalls ? "" : " above chance");
    if (!all.isComplete()) {
      return "No trace found in %,d of %,d questions, down to %s; for the others %s."
          .formatted(all.decidable(), all.claims(), down, why(all));
    }
    return ofFalls && falls.largest() <= MATTERS
        ? "No trace found that would matter, down to %s.".formatted(down)
        : "No trace found, down to %s%s: a smaller one could have been missed."
            .formatted(ofFalls ? "a fall of " : "", down);
  }

  private static AnswerSentence withoutClaims(PageResults results, AnswerSubjects subjects) {
    List<LadderResult> ladders = results.ofType(LadderResult.class);
    if (!ladders.isEmpty()) {
      Optional<String> moved = AnswerLadder.sentence(ladders, subjects.encoders());
      if (moved.isPresent()) {
        return plain(moved.get());
      }
    }
    List<RepairResult> repairs = results.ofType(RepairResult.class);
    if (!repairs.isEmpty()) {
      String recommendation = repairs.get(0).recommendation();
      return plain(
          "%s: %s%s"
              .formatted(
                  AnswerWords.encoder(repairs.get(0).header().encoder()),
                  recommendation,
                  recommendation.endsWith(".") ? "" : "."));
    }
    return plain(
        "Whether %s remembers how a photo was made was not asked: these results make no claim."
            .formatted(
                subjects.encoders().size() == 1
                    ? AnswerWords.encoder(subjects.encoders().get(0))
                    : "any of %,d encoders".formatted(subjects.encoders().size())));
  }

  /** As many digits as the interval bears; where that is wide, the interval itself. */
  private static String percent(Effect effect) {
    Optional<Range> wide =
        effect.interval().filter(range -> NaturalFraction.isWide(effect.value(), range));
    if (wide.isPresent()) {
      return "%s to %s %%".formatted(down(wide.get().low()), up(wide.get().high()));
    }
    boolean fine =
        effect.interval().filter(range -> range.high() - range.low() < FAINT).isPresent();
    return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", effect.value());
  }

  /**
   * A lower end, rounded so that the interval is no shorter; never to the nothing it leaves out.
   */
  private static String down(double low) {
    return low >= 1
        ? String.format(Locale.ROOT, "%.0f", Math.floor(low))
        : Markup.plain(Math.max(0, Math.floor(low * 10) / 10));
  }

  private static String up(double high) {
    return String.format(Locale.ROOT, "%.0f", Math.ceil(high));
  }
}
