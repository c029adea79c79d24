package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.linalg.internal.Lapack;
import org.encodertraces.random.StableUniform;
import org.encodertraces.statistics.BalancedAccuracy;
import org.encodertraces.statistics.Figure;

/** Reads from vectors after a repair how their photos were taken. */
final class CameraJudge {

  /** A class with fewer photos to train the auditor, or to test, is left out. */
  private static final int LEAST_OF_CLASS = 6;

  private final Cameras cameras;
  private final List<Dealt> attributes = new ArrayList<>();
  private final Lapack lapack;
  private final MatrixProduct product;
  private final Similarities similarities;

  /**
   * What is read of an attribute: balanced accuracy, percent.
   *
   * @param chance percent
   */
  record Read(String name, Figure linear, Figure nonlinear, double chance) {}

  /**
   * Recall@1 of the photo of the same subject by the other type of camera, percent.
   *
   * @param same among photos of the query's own type
   * @param different among those of the other
   */
  record Recall(Figure same, Figure different) {}

  /**
   * An attribute of the photos that judge.
   *
   * @param train photos, by their place among those that judge
   * @param test photos
   * @param labels of all, numbered from 0
   * @param owners of all, numbered
   */
  private record Dealt(
      String name, int[] train, int[] test, int[] labels, int[] owners, int classes) {}

  /**
   * Deals photos.
   *
   * @param judging photos by their place in {@code cameras}, those that train the auditor first
   * @throws InputException when an attribute has fewer than two classes of photos enough
   */
  CameraJudge(
      Cameras cameras,
      int[] judging,
      int firstTest,
      long seed,
      Lapack lapack,
      MatrixProduct product) {
    this.cameras = cameras;
    this.lapack = lapack;
    this.product = product;
    similarities = new Similarities(product);
    for (Cameras.Attribute attribute : cameras.attributes()) {
      attributes.add(dealt(attribute, judging, firstTest, seed));
    }
  }

  /**
   * Photos go where they are for the processings, but of an owner of several all go where a hash of
   * the owner says.
   */
  private static Dealt dealt(Cameras.Attribute attribute, int[] judging, int firstTest, long seed) {
    Map<String, Integer> numbers = new HashMap<>();
    Map<Integer, Integer> photosOfOwner = new HashMap<>();
    int[] owners = new int[judging.length];
    for (int i = 0; i < judging.length; i++) {
      String owner = attribute.owners().get(judging[i]);
      owners[i] = numbers.computeIfAbsent(owner, one -> numbers.size());
      photosOfOwner.merge(owners[i], 1, Integer::sum);
    }
    boolean[] trains = new boolean[judging.length];
    int[][] counts = new int[2][attribute.classes()];
    for (int i = 0; i < judging.length; i++) {
      boolean single = photosOfOwner.getOrDefault(owners[i], 1) == 1;
      trains[i] =
          single
              ? i < firstTest
              : StableUniform.of("repair owner", seed, attribute.owners().get(judging[i])) < 0.5;
      int label = attribute.labels()[judging[i]];
      if (label != Cameras.Attribute.UNKNOWN) {
        counts[trains[i] ? 0 : 1][label]++;
      }
    }
    int[] number = new int[attribute.classes()];
    int classes = 0;
    for (int label = 0; label < number.length; label++) {
      boolean kept = Math.min(counts[0][label], counts[1][label]) >= LEAST_OF_CLASS;
      number[label] = kept ? classes++ : Cameras.Attribute.UNKNOWN;
    }
    if (classes < 2) {
      throw new InputException(
          ("%s: of its classes %d have %d judging photos that train the auditor and as many that"
                  + " test it; expected two or more classes, so more photos or coarser labels")
              .formatted(attribute.name(), classes, LEAST_OF_CLASS));
    }
    int[] labels = new int[judging.length];
    for (int i = 0; i < judging.length; i++) {
      int label = attribute.labels()[judging[i]];
      labels[i] = label == Cameras.Attribute.UNKNOWN ? label : number[label];
    }
    int[] known =
        IntStream.range(0, judging.length)
            .filter(i -> labels[i] != Cameras.Attribute.UNKNOWN)
            .toArray();
    return new Dealt(
        attribute.name(),
        Arrays.stream(known).filter(i -> trains[i]).toArray(),
        Arrays.stream(known).filter(i -> !trains[i]).toArray(),
        labels,
        owners,
        classes);
  }

  /**
   * Reads all attributes.
   *
   * @param plain the photos that judge, unprocessed, after the repair
   */
  List<Read> read(HeldVectors plain) {
    List<Read> reads = new ArrayList<>();
    for (Dealt dealt : attributes) {
      LabeledVectors train = of(plain, dealt, dealt.train());
      LabeledVectors test = of(plain, dealt, dealt.test());
      Figure linear = percent(test, LinearAuditor.train(train, lapack).even(train).read(test));
      Figure near = percent(test, NeighborAuditor.train(train, similarities).read(test));
      Figure network = percent(test, NetworkAuditor.train(train, product).read(test));
      reads.add(
          new Read(
              dealt.name(),
              linear,
              network.value() > near.value() ? network : near,
              100.0 / dealt.classes()));
    }
    return reads;
  }

  private static LabeledVectors of(HeldVectors plain, Dealt dealt, int[] photos) {
    int d = plain.dimension();
    float[] rows = new float[photos.length * d];
    for (int i = 0; i < photos.length; i++) {
      plain.read(photos[i], 0, rows, i * d);
    }
    return new LabeledVectors(
        d,
        rows,
        Arrays.stream(photos).map(photo -> dealt.labels()[photo]).toArray(),
        Arrays.stream(photos).map(photo -> dealt.owners()[photo]).toArray(),
        dealt.classes());
  }

  private static Figure percent(LabeledVectors test, int[] read) {
    double[] right = new double[read.length];
    Arrays.setAll(right, i -> read[i] == test.labels()[i] ? 1 : 0);
    BalancedAccuracy balanced =
        BalancedAccuracy.of(test.labels(), right, test.photos(), test.classes());
    return Figure.of(100 * balanced.value(), balanced.interval().scaled(100));
  }

  /** Recall of pairs after a repair of vectors; none after one of pictures, which are not here. */
  Optional<Recall> recall(Repair repair, Repairing repairing) {
    return cameras.pairs().map(pairs -> recall(pairs, repair, repairing));
  }

  private Recall recall(Cameras.Pairs pairs, Repair repair, Repairing repairing) {
    int d = pairs.dimension();
    float[] phones = repairing.of(pairs.phones(), 0, d, repair);
    float[] cameraRows = repairing.of(pairs.cameras(), 0, d, repair);
    double[] same = new double[phones.length / d];
    double[] different = new double[same.length];
    ask(phones, cameraRows, d, same, different);
    ask(cameraRows, phones, d, same, different);
    return new Recall(Figure.percent(same, 2), Figure.percent(different, 2));
  }

  /** Adds half of an answer of each query; a photo as near as the right one comes before it. */
  private void ask(float[] own, float[] other, int d, double[] same, double[] different) {
    float[] positive = new float[same.length];
    similarities.of(
        own,
        other,
        d,
        (query, cosines, from) -> {
          positive[query] = cosines[from + query];
          different[query] += isFirst(query, positive[query], cosines, from, same.length) ? 0.5 : 0;
        });
    similarities.of(
        own,
        own,
        d,
        (query, cosines, from) ->
            same[query] += isFirst(query, positive[query], cosines, from, same.length) ? 0.5 : 0);
  }

  private static boolean isFirst(int query, float positive, float[] cosines, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (i != query && !(cosines[from + i] < positive)) {
        return false;
      }
    }
    return true;
  }
}
