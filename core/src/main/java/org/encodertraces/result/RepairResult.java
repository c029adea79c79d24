package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Parameter;
import org.encodertraces.repair.MethodFigures;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Robustness;
import org.encodertraces.repair.Use;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * The table of repairs. Shares are in percent; robustness index, cosine, margins and sensitivity as
 * they are; formulas in docs/repair.md.
 *
 * @param processings whose traces were to go
 * @param unprocessed the processing that counts as none
 * @param use {@code search}, {@code classification} or {@code privacy}
 * @param recommended the method; null where none helps
 * @param recommendation one, in words, with its price; or that none helps, and why
 * @param chance percent, of reading the processings, and of the same processing among the ten
 *     nearest
 * @param traceP of the trace before any repair, times the three probes
 * @param gainP of the use's gain by the method that was chosen; absent where none was
 * @param sensitivity length of the smallest planted shift, to a vector's 1, that the auditor finds
 *     four times in five; absent where it finds none of length 1
 * @param leftOut methods without a row, and why
 * @param methods the identity first
 */
public record RepairResult(
    @JsonUnwrapped ResultHeader header,
    String parameter,
    List<String> processings,
    String unprocessed,
    @JsonProperty("for") String use,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String recommended,
    String recommendation,
    double chance,
    int fitPhotos,
    int trainPhotos,
    int testPhotos,
    double traceP,
    @Nullable Double gainP,
    @Nullable Double sensitivity,
    List<LeftOutMethod> leftOut,
    List<Row> methods)
    implements TraceResult {

  /** A method without a row. */
  public record LeftOutMethod(String method, String reason) {}

  /**
   * What is read of processings that no fit saw, or of how photos were taken.
   *
   * @param chance percent
   */
  public record HeldOut(Figure linear, Figure nonlinear, double chance) {}

  /**
   * Recall@1 of pairs of cameras.
   *
   * @param same among photos of the query's own type
   * @param different among those of the other
   */
  public record Pairs(Figure same, Figure different) {}

  /**
   * One method.
   *
   * @param rank directions that go
   * @param oracle whether it must be told the processing of what it repairs
   * @param unbeaten whether no other that need not be told is better on both axes
   * @param chosen what was chosen on the fit photos, by name
   * @param foldScore mean gain on photos of folds that it was not fitted on, 0 … 1; absent where
   *     none was taken
   * @param probeOwn the probe that was trained before the repair
   * @param probeFresh a linear one that was trained after it
   * @param probeNonlinear the stronger of the next two
   * @param contentAccuracy of unprocessed photos by their ten nearest
   * @param contentLinear of unprocessed photos by a linear classifier
   * @param contentConfounded by a linear one that learned each class under one processing
   * @param acquisition by attribute, balanced accuracy of what is read of how unprocessed photos
   *     were taken; absent where no labels were given, and in files of earlier versions
   * @param pairs recall of pairs; absent where none were given
   * @param traceLeft 0 … 1, for the use
   * @param contentKept 0 … 1, for the use
   */
  public record Row(
      String method,
      int rank,
      boolean oracle,
      boolean unbeaten,
      Map<String, Double> chosen,
      @Nullable Double foldScore,
      Figure probeOwn,
      Figure probeFresh,
      Figure probeNonlinear,
      Figure probeNeighbors,
      Figure probeNetwork,
      Map<String, HeldOut> heldOut,
      @JsonProperty("same_processing_at_10") Figure sameProcessing,
      Map<String, Figure> knn,
      Figure microAp,
      @JsonProperty("recall_at_1") Figure recall,
      @Nullable Figure robustnessIndex,
      @Nullable Figure robustnessUndefined,
      @Nullable Figure margin,
      @Nullable Figure marginWorstTenth,
      @Nullable Figure contentAccuracy,
      @Nullable Figure contentLinear,
      @Nullable Figure contentConfounded,
      @Nullable Map<String, HeldOut> acquisition,
      @Nullable Pairs pairs,
      Figure cosineToOriginal,
      Figure neighborsChanged,
      double traceLeft,
      double contentKept) {

    static Row of(MethodFigures figures, @Nullable Double foldScore) {
      Map<String, HeldOut> heldOut = told(figures.heldOut());
      Map<String, HeldOut> acquisition = told(figures.acquisition());
      Optional<Pairs> pairs =
          figures
              .pairsSame()
              .flatMap(
                  same -> figures.pairsDifferent().map(different -> new Pairs(same, different)));
      Map<String, Figure> knn = new LinkedHashMap<>();
      for (Setup setup : Setup.values()) {
        Optional.ofNullable(figures.knn().get(setup))
            .ifPresent(figure -> knn.put(setup.id(), figure));
      }
      Optional<Robustness> robustness = figures.robustness();
      return new Row(
          figures.method().id(),
          figures.rank(),
          figures.method().oracle(),
          figures.unbeaten(),
          figures.chosen(),
          foldScore,
          figures.own(),
          figures.fresh(),
          figures.nonlinear(),
          figures.byNeighbors(),
          figures.byNetwork(),
          heldOut,
          figures.sameProcessing(),
          knn,
          figures.microAp(),
          figures.copyFirst(),
          robustness.map(Robustness::index).orElse(null),
          robustness.map(Robustness::undefined).orElse(null),
          robustness.map(Robustness::margin).orElse(null),
          robustness.flatMap(Robustness::worstTenth).orElse(null),
          figures.contentNeighbors().orElse(null),
          figures.contentLinear().orElse(null),
          figures.confounded().orElse(null),
          acquisition.isEmpty() ? null : acquisition,
          pairs.orElse(null),
          figures.cosine(),
          figures.changed(),
          figures.traceLeft(),
          figures.contentKept());
    }
  }

  private static Map<String, HeldOut> told(Map<String, MethodFigures.HeldOutFigures> figures) {
    Map<String, HeldOut> told = new LinkedHashMap<>();
    figures.forEach(
        (name, read) -> told.put(name, new HeldOut(read.fresh(), read.nonlinear(), read.chance())));
    return told;
  }

  /** The result of an outcome. */
  public static RepairResult of(
      ResultHeader header,
      Parameter fitted,
      String unprocessed,
      Use use,
      RepairStudy.Outcome outcome) {
    double gainP = outcome.recommendation().p();
    return new RepairResult(
        header,
        fitted.id(),
        fitted.classes().stream().map(processing -> processing.name()).toList(),
        unprocessed,
        use.id(),
        outcome.recommendation().method().map(method -> method.id()).orElse(null),
        outcome.recommendation().sentence(),
        100.0 / fitted.classes().size(),
        outcome.fitPhotos(),
        outcome.trainPhotos(),
        outcome.testPhotos(),
        outcome.recommendation().foundP(),
        Double.isNaN(gainP) ? null : gainP,
        outcome.sensitivity().isPresent() ? outcome.sensitivity().getAsDouble() : null,
        outcome.leftOut().stream()
            .map(method -> new LeftOutMethod(method.method().id(), method.reason()))
            .toList(),
        outcome.methods().stream()
            .map(figures -> Row.of(figures, outcome.scores().get(figures.method())))
            .toList());
  }

  /** The table's main figures in lines, and the recommendation. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-11s %4s %9s %9s %9s %9s %9s %9s",
            "method",
            "rank",
            "own",
            "fresh",
            "nonlinear",
            "among 10",
            "neg_same",
            "content"));
    for (Row row : methods) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-11s %4d %9.1f %9.1f %9.1f %9.1f %9s %9s",
              row.method() + (row.oracle() ? " *" : ""),
              row.rank(),
              row.probeOwn().value(),
              row.probeFresh().value(),
              row.probeNonlinear().value(),
              row.sameProcessing().value(),
              figure(Optional.ofNullable(row.knn().get("neg_same"))),
              figure(Optional.ofNullable(row.contentAccuracy()))));
    }
    if (methods.stream().anyMatch(Row::oracle)) {
      lines.add("* must be told the processing of what it repairs, and is never recommended");
    }
    lines.addAll(cameras());
    leftOut.forEach(
        method -> lines.add("%s left out: %s".formatted(method.method(), method.reason())));
    lines.add(recommendation);
    return lines;
  }

  /** What is read of how photos were taken, a line a method, where it is at hand. */
  private List<String> cameras() {
    Row first = methods.get(0);
    Map<String, HeldOut> attributes = first.acquisition() == null ? Map.of() : first.acquisition();
    if (attributes.isEmpty() && first.pairs() == null) {
      return List.of();
    }
    StringBuilder head = new StringBuilder("how photos were taken");
    attributes.forEach(
        (name, read) ->
            head.append(
                String.format(
                    Locale.ROOT, "; %s: linear, not linear (chance %.1f)", name, read.chance())));
    if (first.pairs() != null) {
      head.append("; pairs of cameras, recall@1: same, different type");
    }
    List<String> lines = new ArrayList<>(List.of(head.toString()));
    for (Row row : methods) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-11s", row.method()));
      for (String name : attributes.keySet()) {
        Optional<HeldOut> read =
            Optional.ofNullable(row.acquisition()).map(reads -> reads.get(name));
        line.append(
            String.format(
                Locale.ROOT,
                " %9s %9s",
                figure(read.map(HeldOut::linear)),
                figure(read.map(HeldOut::nonlinear))));
      }
      if (first.pairs() != null) {
        Optional<Pairs> pairs = Optional.ofNullable(row.pairs());
        line.append(
            String.format(
                Locale.ROOT,
                " %9s %9s",
                figure(pairs.map(Pairs::same)),
                figure(pairs.map(Pairs::different))));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String figure(Optional<Figure> figure) {
    return figure.map(one -> String.format(Locale.ROOT, "%.1f", one.value())).orElse("-");
  }
}
