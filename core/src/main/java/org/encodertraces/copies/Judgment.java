package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.encodertraces.copies.PassingPairs.Pair;
import org.encodertraces.copies.ThresholdOutcome.Effect;
import org.encodertraces.copies.ThresholdOutcome.Floor;
import org.encodertraces.copies.ThresholdOutcome.Kind;
import org.encodertraces.copies.ThresholdOutcome.ShownPair;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.photo.SkippedPhoto;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Figure;
import org.jspecify.annotations.Nullable;

/**
 * What is told of thresholds once each kind's copies have been compared: one more pass over the
 * originals, for all thresholds at once.
 */
final class Judgment {

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /** Pairs that are shown of each sort. */
  private static final int MOST_SHOWN = 60;

  /** A kind that was compared. */
  record Compared(CopyKind kind, String chain, CopyScores scores) {}

  private Judgment() {}

  /**
   * Judges.
   *
   * @param name of a photo by its row
   * @param skipped photos that could not be used
   */
  static ThresholdOutcome of(
      UnitRows originals,
      List<Compared> kinds,
      Resemblance resemblance,
      int collection,
      IntFunction<String> name,
      List<SkippedPhoto> skipped,
      Engine engine)
      throws InterruptedException {
    List<Map<String, KeptThreshold>> kept = new ArrayList<>();
    float[] thresholds = new float[kinds.size() * ThresholdOutcome.SHARES.size()];
    int count = 0;
    for (Compared kind : kinds) {
      Map<String, KeptThreshold> byShare = new LinkedHashMap<>();
      for (String share : ThresholdOutcome.SHARES) {
        KeptThreshold threshold =
            KeptThreshold.of(kind.scores().own(), Integer.parseInt(share) / 100.0);
        byShare.put(share, threshold);
        Double cosine = threshold.cosine();
        if (cosine != null) {
          thresholds[count++] = cosine.floatValue();
        }
      }
      kept.add(byShare);
    }
    StrangerPairs pairs =
        StrangerPairs.of(originals, resemblance, Arrays.copyOf(thresholds, count), engine);
    StrangersThreshold fewer = StrangersThreshold.of(pairs, collection);
    List<Kind> told = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      told.add(kind(kinds.get(i), kept.get(i), pairs, fewer.cosine(), collection));
    }
    Units units = fewer.cosine() == null ? null : Units.atLeast(fewer.cosine());
    return new ThresholdOutcome(
        originals.rows(),
        collection,
        new Floor(pairs.quantile(0.5), pairs.quantile(LOW), pairs.quantile(HIGH)),
        told,
        fewer,
        units,
        units == null ? List.of() : ConfigLine.all(units),
        shown(pairs, name),
        new Effect(pairs.alike().size(), pairs.struck().size()),
        skipped);
  }

  private static Kind kind(
      Compared compared,
      Map<String, KeptThreshold> kept,
      StrangerPairs pairs,
      @Nullable Double fewer,
      int collection) {
    CopyScores scores = compared.scores();
    Map<String, KeptCopies> keeps = new LinkedHashMap<>();
    kept.forEach(
        (share, threshold) -> {
          Double cosine = threshold.cosine();
          Units units = cosine == null ? null : Units.of(cosine);
          WrongPairs wrong =
              cosine == null ? null : pairs.wrongPairs(cosine.floatValue(), collection);
          keeps.put(
              share,
              new KeptCopies(
                  threshold,
                  wrong,
                  units,
                  units == null || KeptCopies.tellsNothing(wrong)
                      ? List.of()
                      : ConfigLine.all(units)));
        });
    float[] own = scores.own();
    return new Kind(
        compared.kind().name(),
        compared.kind().set(),
        compared.chain(),
        own.length,
        own[own.length / 2],
        keeps,
        scores.separation(),
        scores.detection(),
        fewer == null ? null : found(own, fewer));
  }

  /** Percent of the copies at or above a cosine. */
  private static Figure found(float[] ascending, double cosine) {
    int above = 0;
    while (above < ascending.length && ascending[ascending.length - 1 - above] >= cosine) {
      above++;
    }
    return Figure.of(
        (double) above / ascending.length, ClopperPearson.of(above, ascending.length), 100);
  }

  private static List<ShownPair> shown(StrangerPairs pairs, IntFunction<String> name) {
    List<ShownPair> shown = new ArrayList<>();
    List<Pair> alike = pairs.alike();
    List<Pair> strangers = pairs.nearest();
    for (Pair pair : alike.subList(0, Math.min(MOST_SHOWN, alike.size()))) {
      shown.add(shown(pair, name, true));
    }
    for (Pair pair : strangers.subList(0, Math.min(MOST_SHOWN, strangers.size()))) {
      shown.add(shown(pair, name, false));
    }
    return shown;
  }

  private static ShownPair shown(Pair pair, IntFunction<String> name, boolean looksAlike) {
    return new ShownPair(
        name.apply(pair.first()), name.apply(pair.second()), pair.cosine(), looksAlike);
  }
}
