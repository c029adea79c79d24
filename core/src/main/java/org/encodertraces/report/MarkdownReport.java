package org.encodertraces.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Ladder;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.Interval;

/**
 * The page's answer and tables in Markdown, for a pull request or a paper: every figure with its
 * individual 95 % interval and the number of photos that it is over.
 */
public final class MarkdownReport {

  /** Figures of one result that a reader of Markdown may be asked to pass. */
  private static final int MOST_FIGURES = 60;

  private final PageResults results;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(PageResults results) {
    this.results = results;
  }

  /** The whole text. */
  public static String of(PageResults results, Published published) {
    MarkdownReport report = new MarkdownReport(results);
    report.answer();
    report.probes();
    report.neighbors();
    report.retrieval();
    report.ladders();
    report.others();
    report.published(published);
    report.origin();
    return report.text.toString();
  }

  private void answer() {
    Answer answer = Answer.of(results);
    String sentence = MarkdownText.plain(answer.sentence());
    String strong = MarkdownText.plain(answer.strong());
    text.append("# ")
        .append(strong.isEmpty() ? sentence : sentence.replace(strong, "**" + strong + "**"))
        .append("\n\n");
    answer
        .measured()
        .forEach(fact -> text.append("- ").append(MarkdownText.plain(fact)).append('\n'));
    text.append("- ").append(MarkdownText.plain(answer.certainty())).append("\n\n");
    text.append(
        "In brackets: individual 95 % intervals over photos, not corrected for their number.\n");
  }

  private <T extends TraceResult> Map<String, List<Labeled>> byDataset(Class<T> type) {
    return results.labeled().stream()
        .filter(one -> type.isInstance(one.result()))
        .collect(
            Collectors.groupingBy(
                one -> one.result().header().dataset(), LinkedHashMap::new, Collectors.toList()));
  }

  private void title(String title, String dataset) {
    text.append("\n## %s, %s\n\n".formatted(title, MarkdownText.name(dataset)));
  }

  private void probes() {
    byDataset(ProbedResult.class)
        .forEach(
            (dataset, own) -> {
              title("What a probe reads", dataset);
              text.append(
                  MarkdownText.head(
                      List.of(
                          "Encoder",
                          "Trace",
                          "Read, %",
                          "Chance, %",
                          "Test photos",
                          "p",
                          "Claim")));
              own.forEach(
                  one -> {
                    ProbedResult probe = (ProbedResult) one.result();
                    row(
                        one,
                        Markup.figure(probe.effect().value(), probe.effect().interval()),
                        Markup.number(probe.effect().none()),
                        "%,d".formatted(probe.testPhotos()),
                        p(probe),
                        standing(probe));
                  });
            });
  }

  private void row(Labeled one, String... cells) {
    List<String> row = new ArrayList<>();
    row.add(MarkdownText.name(one.label()));
    row.add(MarkdownText.plain(Panels.title(one.result())));
    row.addAll(List.of(cells));
    text.append(MarkdownText.row(row));
  }

  private String standing(ClaimedResult result) {
    return results.claims().of(result).inWords();
  }

  private static String p(ClaimedResult result) {
    return result.effect().p().isPresent()
        ? Markup.p(result.effect().p().getAsDouble())
        : Markup.NOT_MEASURED;
  }

  private void neighbors() {
    byDataset(KnnResult.class)
        .forEach(
            (dataset, own) -> {
              title("Accuracy of nearest neighbors, %", dataset);
              List<String> columns = new ArrayList<>(List.of("Encoder", "Trace"));
              for (Setup setup : Setup.values()) {
                columns.add(setup.id());
              }
              columns.addAll(
                  List.of("baseline to neg_same, points", "k", "Query photos", "p", "Claim"));
              text.append(MarkdownText.head(columns));
              own.forEach(
                  one -> {
                    KnnResult knn = (KnnResult) one.result();
                    List<String> cells = new ArrayList<>();
                    for (Setup setup : Setup.values()) {
                      cells.add(Markup.figure(knn.accuracy(setup), knn.interval(setup.id())));
                    }
                    cells.add(
                        Markup.change(
                            knn.baseline(),
                            knn.negSame(),
                            knn.interval(KnnResult.BASELINE_MINUS_NEG)));
                    cells.add(String.valueOf(knn.k()));
                    cells.add("%,d".formatted(knn.queries()));
                    cells.add(p(knn));
                    cells.add(standing(knn));
                    row(one, cells.toArray(String[]::new));
                  });
            });
  }

  private void retrieval() {
    byDataset(RetrieveResult.class)
        .forEach(
            (dataset, own) -> {
              title("Recall@1 of near-duplicates, %", dataset);
              text.append(
                  MarkdownText.head(
                      List.of(
                          "Encoder",
                          "Trace",
                          "different",
                          "same",
                          "different to same, points",
                          "Pairs",
                          "p",
                          "Claim")));
              own.forEach(
                  one -> {
                    RetrieveResult retrieve = (RetrieveResult) one.result();
                    RetrieveResult.Recall mean = retrieve.mean();
                    row(
                        one,
                        Markup.figure(
                            mean.different(), Optional.ofNullable(mean.differentInterval())),
                        Markup.figure(mean.same(), Optional.ofNullable(mean.sameInterval())),
                        Markup.change(
                            mean.different(), mean.same(), Optional.of(retrieve.difference())),
                        "%,d".formatted(retrieve.pairs()),
                        p(retrieve),
                        standing(retrieve));
                  });
            });
  }

  /**
   * A row an encoder, a column a step that users ask for: of 47 encoders all steps are 2,000 rows,
   * which nobody reads in a pull request. They are in the CSV.
   */
  private void ladders() {
    byDataset(LadderResult.class)
        .forEach(
            (dataset, own) -> {
              title("How far embeddings move", dataset);
              Map<String, List<Labeled>> byTrace =
                  own.stream()
                      .collect(
                          Collectors.groupingBy(
                              one -> one.result().parameter(),
                              LinkedHashMap::new,
                              Collectors.toList()));
              byTrace.values().forEach(this::ladder);
              text.append(
                  "Median cosine to the unchanged photo at the steps that users ask for; the floor is the cosine of two unrelated photos. Every step is in `--out report.csv`.\n");
            });
  }

  private void ladder(List<Labeled> own) {
    List<Double> steps =
        own.stream()
            .map(one -> (LadderResult) one.result())
            .flatMap(
                ladder ->
                    ladder.rungs().stream()
                        .map(Rung::step)
                        .filter(step -> LadderSection.isMarked(ladder, step)))
            .distinct()
            .sorted()
            .toList();
    if (steps.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>(List.of("Encoder", "Ladder", "Floor"));
    steps.forEach(step -> columns.add(unit(own) + " " + Markup.plain(step)));
    columns.add("Photos");
    text.append(MarkdownText.head(columns));
    for (Labeled one : own) {
      LadderResult ladder = (LadderResult) one.result();
      List<String> cells = new ArrayList<>();
      cells.add(
          cosine(ladder.floor().median(), Optional.ofNullable(ladder.floor().medianInterval())));
      for (double step : steps) {
        cells.add(
            ladder.rungs().stream()
                .filter(rung -> rung.step() == step)
                .findFirst()
                .map(
                    rung ->
                        cosine(
                            rung.cosine().median(),
                            Optional.ofNullable(rung.cosine().medianInterval())))
                .orElse(""));
      }
      cells.add("%,d".formatted(ladder.photos()));
      row(one, cells.toArray(String[]::new));
    }
    text.append('\n');
  }

  private static String unit(List<Labeled> own) {
    return Ladder.named(own.get(0).result().parameter()).unit();
  }

  private static String cosine(double value, Optional<Interval> interval) {
    return "%s (%s)"
        .formatted(
            fine(value),
            interval
                .map(one -> fine(one.low()) + " to " + fine(one.high()))
                .orElse(Markup.NOT_MEASURED));
  }

  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Figures of all other experiments, by their names in result files. */
  private void others() {
    for (Labeled one : results.labeled()) {
      TraceResult result = one.result();
      if (result instanceof ClaimedResult
          || result instanceof LadderResult
          || result instanceof SimilarityResult
          || result instanceof NeighborsResult) {
        continue;
      }
      title(
          MarkdownText.plain("%s of %s".formatted(result.header().kind(), Panels.title(result))),
          result.header().dataset());
      text.append(MarkdownText.name(one.label())).append("\n\n");
      text.append(MarkdownText.head(List.of("Figure", "Of", "Value", "95 %", "n")));
      List<FigureRow> rows = FigureTree.of(one);
      for (FigureRow row : rows.subList(0, Math.min(MOST_FIGURES, rows.size()))) {
        text.append(
            MarkdownText.row(
                List.of(
                    MarkdownText.name(row.figure()),
                    row.at().isEmpty() ? "" : MarkdownText.name(row.at()),
                    Markup.plain(row.value()),
                    row.interval()
                        .map(
                            range ->
                                Markup.plain(range.low()) + " to " + Markup.plain(range.high()))
                        .orElse("none"),
                    row.n() == 0 ? "not told" : "%,d".formatted(row.n()))));
      }
      if (rows.size() > MOST_FIGURES) {
        text.append(
            "\n%,d more figures are in `--out report.csv`.\n"
                .formatted(rows.size() - MOST_FIGURES));
      }
    }
  }

  private void published(Published published) {
    if (published.rows().isEmpty()) {
      return;
    }
    text.append("\n## Published, not measured here\n\n");
    text.append(
        MarkdownText.head(
            List.of("Encoder", "Trace", "Figure", "Published, %", "Data set", "Source")));
    for (Published.Row row : published.rows()) {
      text.append(
          MarkdownText.row(
              List.of(
                  MarkdownText.name(row.encoder()),
                  MarkdownText.plain(row.trace()),
                  MarkdownText.name(row.figure()),
                  Markup.number(row.value()),
                  MarkdownText.plain(row.dataset()),
                  MarkdownText.plain(row.source()))));
    }
  }

  private void origin() {
    text.append("\n## Where it comes from\n\n");
    results.labeled().stream()
        .map(one -> one.result().header())
        .map(
            header ->
                "- %s, made by Encoder Traces %s%s\n"
                    .formatted(
                        MarkdownText.name(header.provenance().command()),
                        MarkdownText.plain(header.version()),
                        Optional.ofNullable(header.provenance().libraries().get("commit"))
                            .map(commit -> " at " + MarkdownText.name(commit))
                            .orElse("")))
        .distinct()
        .forEach(text::append);
  }
}
