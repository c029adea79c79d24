package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.neighbors.Setup;

/**
 * Judges methods on photos that no fit saw. The auditor trains anew for every method, on the train
 * photos, and reads the test photos.
 */
final class Judge {

  private final Material before;
  private final CameraJudge cameras;
  private final Lapack lapack;
  private final MatrixProduct product;
  private final Similarities similarities;
  private final int[][] nearestBefore;
  private final LinearAuditor old;

  /**
   * @param stored vectors before any repair
   */
  Judge(Material stored, CameraJudge cameras, Lapack lapack, MatrixProduct product) {
    this.cameras = cameras;
    this.lapack = lapack;
    this.product = product;
    similarities = new Similarities(product);
    before = stored.through(new Repair.OfPictures(), new Repairing(product));
    nearestBefore = Content.nearest(before.plain(), before.firstTest(), similarities);
    old = LinearAuditor.train(byProcessing(before, true), lapack);
  }

  /** Vectors before any repair, of length 1. */
  Material before() {
    return before;
  }

  /** The probe that was trained before any repair. */
  LinearAuditor old() {
    return old;
  }

  /**
   * Judges one method.
   *
   * @param after the same photos after it, of length 1
   */
  Judgment judge(Fit.Done fit, Material after) {
    boolean classes = after.vectors().contentClasses() > 1;
    int photos = after.vectors().photos() - after.firstTest();
    LabeledVectors train = byProcessing(after, true);
    LabeledVectors test = byProcessing(after, false);
    int processings = after.vectors().processings();
    List<Judgment.HeldOutReading> heldOut = new ArrayList<>();
    for (Material.HeldOut group : after.heldOut()) {
      heldOut.add(heldOut(group, after));
    }
    return new Judgment(
        fit,
        Reading.of(old.read(test), photos, processings),
        Reading.of(LinearAuditor.train(train, lapack).read(test), photos, processings),
        Reading.of(NeighborAuditor.train(train, similarities).read(test), photos, processings),
        Reading.of(NetworkAuditor.train(train, product).read(test), photos, processings),
        heldOut,
        Neighborhood.of(after.vectors(), after.firstTest(), similarities),
        classes ? setups(after) : Map.of(),
        classes
            ? Content.byNeighbors(after.plain(), after.firstTest(), similarities)
            : new double[0],
        classes
            ? Content.linear(after.train(after.plain()), after.test(after.plain()), lapack)
            : new double[0],
        classes
            ? Content.confounded(after.train(after.vectors()), after.test(after.vectors()), lapack)
            : new double[0],
        cameras.read(after.plain()),
        fit.method() == Method.CANONICAL
            ? Optional.empty()
            : cameras.recall(Material.told(fit.repair()), new Repairing(product)),
        Content.cosines(before.vectors(), after.vectors(), after.firstTest()),
        Content.changed(
            nearestBefore, Content.nearest(after.plain(), after.firstTest(), similarities)));
  }

  private Map<Setup, double[]> setups(Material after) {
    return Setups.of(
        after.vectors(),
        after.firstTest(),
        Math.min(Neighborhood.NEAREST, after.vectors().photos() - 1),
        similarities);
  }

  private Judgment.HeldOutReading heldOut(Material.HeldOut group, Material after) {
    LabeledVectors train = LabeledVectors.byProcessing(after.train(group.vectors()));
    HeldVectors tested = after.test(group.vectors());
    LabeledVectors test = LabeledVectors.byProcessing(tested);
    int photos = tested.photos();
    int processings = tested.processings();
    return new Judgment.HeldOutReading(
        group.name(),
        Reading.of(LinearAuditor.train(train, lapack).read(test), photos, processings),
        Reading.of(NeighborAuditor.train(train, similarities).read(test), photos, processings),
        Reading.of(NetworkAuditor.train(train, product).read(test), photos, processings));
  }

  private static LabeledVectors byProcessing(Material material, boolean train) {
    return LabeledVectors.byProcessing(
        train ? material.train(material.vectors()) : material.test(material.vectors()));
  }
}
