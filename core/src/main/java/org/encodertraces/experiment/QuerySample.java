package org.encodertraces.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.neighbors.KnnCost;
import org.encodertraces.random.NumpyGenerator;

/** Some of the validation photos as queries: what a search among very many photos can afford. */
final class QuerySample {

  /** Under which a result says how many of the photos asked. */
  static final String KEY = "query photos";

  /** The same photos for every encoder and parameter. */
  private static final long SEED = 0;

  /** Above this a search is worth a smaller one. */
  private static final double LONG_SECONDS = 3600;

  /** Above this a user wants to know that nothing is lost when it is stopped. */
  private static final double WORTH_GOING_ON_SECONDS = 600;

  private static final int PROPOSED = 2000;

  /** Half the width of an interval of a share of one half, in standard errors. */
  private static final double NORMAL_95 = 1.96;

  private QuerySample() {}

  /** The embeddings with {@code queries} of their validation photos, or all for 0 or too few. */
  static ParameterEmbeddings of(ParameterEmbeddings embeddings, int queries) {
    int all = embeddings.valRows();
    return queries == KnnSettings.ALL || queries >= all
        ? embeddings
        : embeddings.withVal(places(all, queries));
  }

  /** The places that ask, ascending: all for 0 or too few. */
  static int[] places(int all, int queries) {
    if (queries == KnnSettings.ALL || queries >= all) {
      return IntStream.range(0, all).toArray();
    }
    int[] places = Arrays.copyOf(new NumpyGenerator(SEED).permutation(all), queries);
    Arrays.sort(places);
    return places;
  }

  /** Says that fewer photos are there than were asked for. */
  static void announceTooFew(int all, int queries, Progress progress) {
    if (queries > all) {
      progress.say(
          String.format(Locale.ROOT, "queries %,d: there are %,d, and all ask", queries, all));
    }
  }

  /** What a result says of it. */
  static Map<String, String> found(ParameterEmbeddings all, ParameterEmbeddings sample) {
    return sample.valRows() == all.valRows()
        ? Map.of()
        : Map.of(KEY, "%d of %d".formatted(sample.valRows(), all.valRows()));
  }

  /** Says what a long search will take, and what a smaller one would. */
  static void announce(KnnCost cost, Progress progress) {
    announce(
        String.format(
            Locale.ROOT,
            "%,d query photos among %,d, each under %d processings",
            cost.queries(),
            cost.trainPhotos(),
            cost.processings()),
        cost,
        progress);
  }

  /** The same of pairs whose photos ask for each other. */
  static void announcePairs(KnnCost cost, Progress progress) {
    announce(
        String.format(Locale.ROOT, "%,d pairs ask among %,d", cost.queries(), cost.trainPhotos()),
        cost,
        progress);
  }

  private static void announce(String what, KnnCost cost, Progress progress) {
    if (cost.seconds() < WORTH_GOING_ON_SECONDS) {
      return;
    }
    progress.say(
        "%s: about %s; a run that is stopped is gone on with by the next"
            .formatted(what, words(cost.seconds())));
    if (cost.seconds() > LONG_SECONDS && cost.queries() > PROPOSED) {
      progress.say(
          String.format(
              Locale.ROOT,
              "queries %d would take about %s; an accuracy's 95 %% interval is then at most %.1f"
                  + " points to either side",
              PROPOSED,
              words(PROPOSED * cost.secondsOfQuery()),
              100 * NORMAL_95 * 0.5 / Math.sqrt(PROPOSED)));
    }
  }

  private static String words(double seconds) {
    double minutes = seconds / 60;
    return minutes < 90
        ? String.format(Locale.ROOT, "%.0f min", Math.max(1, minutes))
        : String.format(Locale.ROOT, "%.0f h", minutes / 60);
  }
}
