package org.encodertraces.repair;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.MeanInterval;

/**
 * The table's row of one method: figures with intervals over the test photos. Shares in percent;
 * robustness index, cosine and margins as they are.
 *
 * @param rank directions that go
 * @param chosen what was chosen while fitting, by name
 * @param nonlinear the stronger of the next two
 * @param heldOut by what was held out
 * @param knn by set-up; empty without content classes
 * @param contentNeighbors unprocessed photos classified by their ten nearest
 * @param acquisition by attribute, what is read of how photos were taken
 * @param pairsSame recall@1 of the subject's other photo among photos of the query's type of camera
 * @param pairsDifferent the same among those of the other type
 * @param traceLeft 0 … 1, for the use that was asked for
 * @param contentKept 0 … 1, for that use
 * @param unbeaten whether no other method that needs no processing leaves less trace and keeps as
 *     much content, or keeps more and leaves as little
 */
public record MethodFigures(
    Method method,
    int rank,
    Map<String, Double> chosen,
    Figure own,
    Figure fresh,
    Figure nonlinear,
    Figure byNeighbors,
    Figure byNetwork,
    Map<String, HeldOutFigures> heldOut,
    Figure sameProcessing,
    Map<Setup, Figure> knn,
    Figure microAp,
    Figure copyFirst,
    Optional<Robustness> robustness,
    Optional<Figure> contentNeighbors,
    Optional<Figure> contentLinear,
    Optional<Figure> confounded,
    Map<String, HeldOutFigures> acquisition,
    Optional<Figure> pairsSame,
    Optional<Figure> pairsDifferent,
    Figure cosine,
    Figure changed,
    double traceLeft,
    double contentKept,
    boolean unbeaten) {

  /**
   * What is read of processings that no fit saw, or of how photos were taken.
   *
   * @param chance percent
   */
  public record HeldOutFigures(Figure fresh, Figure nonlinear, double chance) {}

  static MethodFigures of(Judgment judgment, Use use, boolean unbeaten) {
    Map<String, HeldOutFigures> heldOut = new LinkedHashMap<>();
    for (Judgment.HeldOutReading reading : judgment.heldOut()) {
      heldOut.put(
          reading.name(),
          new HeldOutFigures(
              reading.fresh().percent(),
              reading.nonlinear().percent(),
              100 * reading.fresh().chance()));
    }
    Map<String, HeldOutFigures> acquisition = new LinkedHashMap<>();
    for (CameraJudge.Read read : judgment.acquisition()) {
      acquisition.put(
          read.name(), new HeldOutFigures(read.linear(), read.nonlinear(), read.chance()));
    }
    int processings = judgment.fresh().processings();
    Map<Setup, Figure> knn = new EnumMap<>(Setup.class);
    judgment
        .knn()
        .forEach(
            (setup, shares) ->
                knn.put(setup, Figure.percent(shares, Setups.answers(setup, processings))));
    boolean classes = judgment.hasClasses();
    return new MethodFigures(
        judgment.fit().method(),
        judgment.fit().rank(),
        judgment.fit().chosen(),
        judgment.own().percent(),
        judgment.fresh().percent(),
        judgment.nonlinear().percent(),
        judgment.neighbors().percent(),
        judgment.network().percent(),
        heldOut,
        judgment.neighborhood().sameProcessingPercent(),
        knn,
        judgment.neighborhood().microAp(),
        judgment.neighborhood().copyFirstPercent(),
        judgment.neighborhood().robustness(),
        classes ? Optional.of(Figure.percent(judgment.contentNeighbors(), 1)) : Optional.empty(),
        classes ? Optional.of(Figure.percent(judgment.contentLinear(), 1)) : Optional.empty(),
        classes
            ? Optional.of(
                Figure.percent(judgment.confounded(), processings * Content.CONFOUNDED_DRAWS))
            : Optional.empty(),
        acquisition,
        judgment.pairs().map(CameraJudge.Recall::same),
        judgment.pairs().map(CameraJudge.Recall::different),
        Figure.of(Figure.mean(judgment.cosines()), MeanInterval.of(judgment.cosines())),
        Figure.percent(judgment.changed(), judgment.neighborhood().neighbors()),
        judgment.traceLeft(use),
        judgment.contentKept(use),
        unbeaten);
  }
}
