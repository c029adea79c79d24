package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.TraceResult;

/** What stands under the page's answer: on what it was measured, and how certain it is. */
final class AnswerFacts {

  private AnswerFacts() {}

  /** Photos, a line a data set; then encoders. */
  static List<String> measured(PageResults results, AnswerSubjects subjects) {
    Map<String, List<TraceResult>> byDataset =
        results.labeled().stream()
            .map(Labeled::result)
            .collect(
                Collectors.groupingBy(
                    result -> result.header().dataset(), LinkedHashMap::new, Collectors.toList()));
    List<String> facts = new ArrayList<>();
    byDataset.forEach(
        (dataset, own) ->
            photos(own)
                .ifPresent(
                    photos ->
                        facts.add(
                            byDataset.size() > 1
                                ? Markup.shortened(dataset) + ": " + photos
                                : photos)));
    facts.add(encoders(results, subjects));
    return facts;
  }

  private static Optional<String> photos(List<TraceResult> results) {
    int photos = 0;
    int tested = 0;
    int classes = 0;
    int pairs = 0;
    for (TraceResult result : results) {
      if (result instanceof KnnResult knn) {
        photos = Math.max(photos, knn.trainPhotos() + knn.queries());
        tested = Math.max(tested, knn.queries());
        classes = Math.max(classes, knn.classes());
      } else if (result instanceof ProbedResult probe) {
        photos = Math.max(photos, probe.trainPhotos() + probe.testPhotos());
        tested = Math.max(tested, probe.testPhotos());
      } else if (result instanceof LadderResult ladder) {
        photos = Math.max(photos, ladder.photos());
      } else if (result instanceof RetrieveResult retrieve) {
        pairs = Math.max(pairs, retrieve.pairs());
      }
    }
    List<String> parts = new ArrayList<>();
    if (photos > 0) {
      parts.add(AnswerWords.count(photos, "photo", "photos"));
    }
    if (classes > 0) {
      parts.add(AnswerWords.count(classes, "class", "classes"));
    }
    if (tested > 0) {
      parts.add("%,d tested".formatted(tested));
    }
    if (pairs > 0) {
      parts.add(AnswerWords.count(pairs, "pair of photos", "pairs of photos"));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static String encoders(PageResults results, AnswerSubjects subjects) {
    Map<String, String> categories = new LinkedHashMap<>();
    results
        .labeled()
        .forEach(
            one ->
                categories.putIfAbsent(
                    one.result().header().encoder(), one.result().header().category()));
    List<String> own = subjects.encoders();
    String who;
    if (own.size() == 1) {
      who =
          "%s (%s)"
              .formatted(
                  AnswerWords.encoder(own.get(0)),
                  category(categories.getOrDefault(own.get(0), "")));
    } else {
      Map<String, Long> counts =
          own.stream()
              .collect(
                  Collectors.groupingBy(
                      encoder -> category(categories.getOrDefault(encoder, "")),
                      LinkedHashMap::new,
                      Collectors.counting()));
      who =
          counts.size() == 1
              ? "%,d encoders, %s".formatted(own.size(), counts.keySet().iterator().next())
              : "%,d encoders: %s"
                  .formatted(
                      own.size(),
                      counts.entrySet().stream()
                          .map(entry -> entry.getValue() + " " + entry.getKey())
                          .collect(Collectors.joining(", ")));
    }
    long controls =
        categories.entrySet().stream().filter(entry -> !own.contains(entry.getKey())).count();
    return controls == 0
        ? who
        : who
            + ", beside "
            + AnswerWords.count((int) controls, "built-in control", "built-in controls");
  }

  private static String category(String category) {
    return switch (category) {
      case "CVL" -> "contrastive";
      case "SUP" -> "supervised";
      case "SSL" -> "self-supervised";
      case "custom" -> "own";
      default -> Markup.shortened(category);
    };
  }

  /** The error, the main figure with its interval, and what could have been missed. */
  static String certainty(PageResults results, AnswerSubjects subjects) {
    List<Standing> all = subjects.all();
    if (all.isEmpty()) {
      return "A description, without a claim: nothing here says that there is a trace, or that there is none.";
    }
    int claims = results.claims().all().size();
    List<Standing> found = AnswerSubjects.found(all);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s; were there none, chance would show one on at most 1 such page in 20."
            .formatted(
                all.size() == 1
                    ? "The one question asked shows " + (found.isEmpty() ? "no trace" : "a trace")
                    : "%s of the %,d questions asked %s a trace"
                        .formatted(
                            found.isEmpty() ? "None" : "%,d".formatted(found.size()),
                            all.size(),
                            found.size() > 1 ? "show" : "shows")));
    if (claims > 1) {
      sentences.add(
          "That is so for all %,d questions of the page taken together.".formatted(claims));
    }
    Optional<Standing> fall = AnswerSubjects.largest(subjects.falls());
    List<Standing> rivals = fall.isPresent() ? subjects.falls() : subjects.readings();
    AnswerSubjects.largest(rivals).ifPresent(standing -> sentences.add(figure(standing, rivals)));
    missed(subjects).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** The figure that the sentence rounds. */
  private static String figure(Standing standing, List<Standing> rivals) {
    int chosenOf = AnswerSubjects.found(rivals).size();
    boolean fall = AnswerSubjects.isFall(standing);
    return "%s %s (95 %% interval %s; %,d %s)%s."
        .formatted(
            fall ? "The fall is" : "The reading is",
            Markup.number(standing.effect().value()) + (fall ? " points" : " %"),
            standing.effect().interval().map(Markup::range).orElse(Markup.NOT_MEASURED),
            standing.effect().photos(),
            standing.result() instanceof RetrieveResult ? "pairs" : "test photos",
            chosenOf > 1
                ? ", the largest of %,d; its interval is not corrected for that choice"
                    .formatted(chosenOf)
                : "");
  }

  private static Optional<String> missed(AnswerSubjects subjects) {
    List<Standing> notFound = AnswerSubjects.notFound(subjects.all());
    if (notFound.isEmpty()) {
      return Optional.empty();
    }
    AnswerReach falls = AnswerReach.of(AnswerSubjects.notFound(subjects.falls()));
    AnswerReach readings = AnswerReach.of(AnswerSubjects.notFound(subjects.readings()));
    List<String> seen = new ArrayList<>();
    if (falls.decidable() > 0) {
      seen.add("a fall of " + falls.points());
    }
    if (readings.decidable() > 0) {
      seen.add("a reading %s above chance".formatted(readings.points()));
    }
    String what =
        subjects.encoders().size() == 1
            ? AnswerWords.list(notFound)
            : AnswerWords.count(notFound.size(), "question", "questions");
    return Optional.of(
        "Nothing was found in: %s. %s: no finding is not proof of absence."
            .formatted(
                what, seen.isEmpty() ? blind(falls, readings) : limit(seen, falls, readings)));
  }

  private static String limit(List<String> seen, AnswerReach falls, AnswerReach readings) {
    boolean always = falls.isComplete() && readings.isComplete();
    return "There %s would be found 4 times in 5%s, what is smaller could have been missed"
        .formatted(String.join(" and ", seen), always ? "" : " in those with photos enough");
  }

  private static String blind(AnswerReach falls, AnswerReach readings) {
    return falls.undecidable() + readings.undecidable() > 0
        ? "With so few photos nothing could have been"
        : "What could have been was not measured by the version that made these results";
  }
}
