package org.encodertraces.repair;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.statistics.Figure;

/**
 * What the auditor says of one method, on photos that no fit saw, after the last scaling to length
 * 1.
 *
 * @param fit the method as it was fitted
 * @param own what the probe reads that was trained before the repair
 * @param fresh what a linear probe reads that was trained after it
 * @param neighbors what nearest neighbors read
 * @param network what a network with a hidden layer reads
 * @param heldOut the same of processings that no fit saw
 * @param neighborhood of photos
 * @param knn [photos] shares by set-up; empty without content classes
 * @param contentNeighbors [photos] unprocessed photos classified by their neighbors; empty without
 *     classes
 * @param contentLinear [photos] by a linear classifier; empty without classes
 * @param confounded [photos] by a linear classifier that learned each class under one processing
 * @param acquisition what is read of how photos were taken; empty where no attribute is at hand
 * @param pairs recall of pairs of cameras; none where there are no pairs, or a repair is one of
 *     pictures
 * @param cosines [photos] to the vector before
 * @param changed [photos] share of the ten nearest unprocessed photos that are others than before
 */
record Judgment(
    Fit.Done fit,
    Reading own,
    Reading fresh,
    Reading neighbors,
    Reading network,
    List<HeldOutReading> heldOut,
    Neighborhood neighborhood,
    Map<Setup, double[]> knn,
    double[] contentNeighbors,
    double[] contentLinear,
    double[] confounded,
    List<CameraJudge.Read> acquisition,
    Optional<CameraJudge.Recall> pairs,
    double[] cosines,
    double[] changed) {

  /** Readings of processings that no fit saw. */
  record HeldOutReading(String name, Reading fresh, Reading neighbors, Reading network) {

    Reading nonlinear() {
      return stronger(neighbors, network);
    }
  }

  /** The stronger of the two that are not linear. */
  Reading nonlinear() {
    return stronger(neighbors, network);
  }

  /** The strongest of all fresh ones. */
  Reading strongest() {
    return stronger(fresh, nonlinear());
  }

  /** Whether photos have content classes. */
  boolean hasClasses() {
    return !knn.isEmpty();
  }

  private static Reading stronger(Reading a, Reading b) {
    return Figure.mean(b.perPhoto()) > Figure.mean(a.perPhoto()) ? b : a;
  }

  /**
   * What a use wants more of, one number a photo, 0 … 1.
   *
   * <p>Search: neighbors of the photo's class when the wrong classes alone share its processing;
   * without classes one over the rank of the photo's copy among others. Classification: a linear
   * classifier's right answers where classes were learned under one processing each. Privacy:
   * processings that the strongest fresh probe does not read.
   */
  double[] gain(Use use) {
    return switch (use) {
      case SEARCH ->
          hasClasses()
              ? knn.getOrDefault(Setup.NEG_SAME, new double[0])
              : neighborhood.reciprocalRank();
      case CLASSIFICATION -> confounded;
      case PRIVACY -> {
        double[] unread = strongest().perPhoto().clone();
        for (int i = 0; i < unread.length; i++) {
          unread[i] = 1 - unread[i];
        }
        yield unread;
      }
    };
  }

  /** The trace that is left, 0 (chance) … 1: for the page's first axis. */
  double traceLeft(Use use) {
    return switch (use) {
      case PRIVACY -> aboveChance(Figure.mean(strongest().perPhoto()));
      case SEARCH -> aboveChance(Figure.mean(neighborhood.sameProcessing()));
      case CLASSIFICATION -> Math.max(0, Figure.mean(contentLinear) - Figure.mean(confounded));
    };
  }

  /** The content that is kept, 0 … 1: for the page's second axis. */
  double contentKept(Use use) {
    if (!hasClasses()) {
      return Figure.mean(neighborhood.reciprocalRank());
    }
    return use == Use.CLASSIFICATION ? Figure.mean(contentLinear) : Figure.mean(contentNeighbors);
  }

  private double aboveChance(double share) {
    double chance = fresh.chance();
    return Math.max(0, (share - chance) / (1 - chance));
  }
}
