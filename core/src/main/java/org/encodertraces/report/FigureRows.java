package org.encodertraces.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.ladder.LadderOutcome.Duplicates;
import org.encodertraces.ladder.LadderOutcome.Rung;
import org.encodertraces.ladder.LadderOutcome.Spread;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.LadderResult;
import org.encodertraces.result.NeighborsResult;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.SimilarityResult;
import org.encodertraces.statistics.ClopperPearson;
import org.encodertraces.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** All numbers of a page's results, one a row, each with its interval and what it is over. */
final class FigureRows {

  private static final String PERCENT = "%";
  private static final String POINTS = "points";
  private static final String PHOTOS = "photos";
  private static final String TEST_PHOTOS = "test photos";
  private static final String QUERY_PHOTOS = "query photos";
  private static final String PAIRS = "pairs";

  private final PageResults results;
  private final List<FigureRow> rows = new ArrayList<>();

  private FigureRows(PageResults results) {
    this.results = results;
  }

  /** In the page's order. Neighbors are pictures and have no rows. */
  static List<FigureRow> of(PageResults results) {
    FigureRows rows = new FigureRows(results);
    results.labeled().forEach(rows::add);
    return rows.rows;
  }

  private void add(Labeled labeled) {
    if (labeled.result() instanceof ProbedResult probe) {
      probe(labeled, probe);
    } else if (labeled.result() instanceof KnnResult knn) {
      knn(labeled, knn);
    } else if (labeled.result() instanceof RetrieveResult retrieve) {
      retrieve(labeled, retrieve);
    } else if (labeled.result() instanceof LadderResult ladder) {
      ladder(labeled, ladder);
    } else if (labeled.result() instanceof SimilarityResult similarity) {
      rows.addAll(SimilarityRows.of(labeled, similarity));
    } else if (!(labeled.result() instanceof NeighborsResult)) {
      rows.addAll(FigureTree.of(labeled));
    }
  }

  /** The figure that a claim goes by. */
  private void claim(
      Labeled labeled,
      String figure,
      double value,
      Optional<Range> interval,
      String unit,
      long n,
      String of) {
    Claims.Standing standing =
        results.claims().of((org.encodertraces.result.ClaimedResult) labeled.result());
    rows.add(
        new FigureRow(
            labeled,
            figure,
            "",
            value,
            interval,
            unit,
            n,
            of,
            standing.effect().p(),
            standing.inWords()));
  }

  private void probe(Labeled labeled, ProbedResult probe) {
    int n = probe.testPhotos();
    boolean attribute = probe instanceof AcquisitionResult;
    String claimed = attribute ? "balanced_accuracy" : "accuracy_mean";
    claim(
        labeled,
        claimed,
        probe.effect().value(),
        probe.effect().interval(),
        PERCENT,
        n,
        TEST_PHOTOS);
    if (attribute) {
      rows.add(
          new FigureRow(
              labeled,
              "accuracy_mean",
              "",
              probe.accuracyMean(),
              Optional.of(probe.interval()),
              PERCENT,
              n,
              TEST_PHOTOS));
    }
    rows.add(
        new FigureRow(
            labeled,
            "chance",
            "",
            probe.effect().none(),
            Optional.empty(),
            PERCENT,
            probe.classes().size(),
            "classes"));
    if (probe instanceof ProbeResult one) {
      besides(labeled, one);
    }
    List<List<Long>> confusion =
        probe instanceof ProbeResult one
            ? one.confusion()
            : ((AcquisitionResult) probe).confusion();
    int runs = probe.accuracies().size();
    for (int i = 0; i < confusion.size(); i++) {
      long all = confusion.get(i).stream().mapToLong(Long::longValue).sum();
      long photos = all / runs;
      for (int j = 0; j < confusion.get(i).size() && all > 0; j++) {
        double share = 100.0 * confusion.get(i).get(j) / all;
        rows.add(
            new FigureRow(
                labeled,
                "read_as",
                "%s as %s".formatted(probe.classes().get(i), probe.classes().get(j)),
                share,
                share(share, photos),
                PERCENT,
                photos,
                TEST_PHOTOS));
      }
    }
  }

  private void besides(Labeled labeled, ProbeResult probe) {
    if (probe.splits() != null) {
      rows.add(
          new FigureRow(
              labeled,
              "splits_accuracy_mean",
              "",
              probe.splits().accuracyMean(),
              Optional.of(probe.splits().interval()),
              PERCENT,
              (long) probe.splits().trainPhotos() + probe.splits().testPhotos(),
              PHOTOS));
    }
    if (probe.paired() != null) {
      rows.add(
          new FigureRow(
              labeled,
              "paired_accuracy_mean",
              "",
              probe.paired().accuracyMean(),
              Optional.of(probe.paired().interval()),
              PERCENT,
              probe.testPhotos(),
              TEST_PHOTOS));
    }
    if (probe.control() != null) {
      rows.add(
          new FigureRow(
              labeled,
              "shuffled_accuracy_mean",
              "",
              probe.control().accuracyMean(),
              Optional.empty(),
              PERCENT,
              probe.control().shuffles() == null ? 1 : probe.control().shuffles(),
              "shuffles"));
    }
  }

  private void knn(Labeled labeled, KnnResult knn) {
    int n = knn.queries();
    for (Setup setup : Setup.values()) {
      rows.add(
          new FigureRow(
              labeled,
              setup.id(),
              "",
              knn.accuracy(setup),
              knn.interval(setup.id()),
              PERCENT,
              n,
              QUERY_PHOTOS));
    }
    claim(
        labeled,
        KnnResult.BASELINE_MINUS_NEG,
        knn.baseline() - knn.negSame(),
        knn.interval(KnnResult.BASELINE_MINUS_NEG),
        POINTS,
        n,
        QUERY_PHOTOS);
    difference(labeled, knn, KnnResult.BASELINE_MINUS_ALL, knn.baseline() - knn.allDiff());
    difference(labeled, knn, KnnResult.ALL_MINUS_NEG, knn.allDiff() - knn.negSame());
    difference(labeled, knn, KnnResult.POS_MINUS_NEG, knn.posSame() - knn.negSame());
    for (KnnResult.Cell cell : knn.cells()) {
      rows.add(
          new FigureRow(
              labeled,
              "top1",
              "query %s, own class %s, others %s"
                  .formatted(cell.test(), cell.positives(), cell.negatives()),
              cell.top1(),
              share(cell.top1(), n),
              PERCENT,
              n,
              QUERY_PHOTOS));
    }
    for (KnnResult.UniformRun run : knn.uniformRuns()) {
      rows.add(
          new FigureRow(
              labeled,
              "top1",
              "query %s, drawn with seed %d".formatted(run.test(), run.seed()),
              run.top1(),
              share(run.top1(), n),
              PERCENT,
              n,
              QUERY_PHOTOS));
    }
  }

  private void difference(Labeled labeled, KnnResult knn, String key, double value) {
    rows.add(
        new FigureRow(
            labeled, key, "", value, knn.interval(key), POINTS, knn.queries(), QUERY_PHOTOS));
  }

  private void retrieve(Labeled labeled, RetrieveResult retrieve) {
    int n = retrieve.pairs();
    claim(
        labeled,
        "different - same",
        retrieve.mean().different() - retrieve.mean().same(),
        Optional.of(retrieve.difference()),
        POINTS,
        n,
        PAIRS);
    recall(labeled, "mean of both", retrieve.mean(), n);
    recall(labeled, "phone queries", retrieve.queries().phone(), n);
    recall(labeled, "camera queries", retrieve.queries().camera(), n);
  }

  private void recall(Labeled labeled, String at, RetrieveResult.Recall recall, int n) {
    rows.add(
        new FigureRow(
            labeled,
            "same",
            at,
            recall.same(),
            Optional.ofNullable(recall.sameInterval()),
            PERCENT,
            n,
            PAIRS));
    rows.add(
        new FigureRow(
            labeled,
            "different",
            at,
            recall.different(),
            Optional.ofNullable(recall.differentInterval()),
            PERCENT,
            n,
            PAIRS));
  }

  private void ladder(Labeled labeled, LadderResult ladder) {
    spread(labeled, "floor", "", ladder.floor(), ladder.photos());
    for (Rung rung : ladder.rungs()) {
      String at = Markup.plain(rung.step());
      int n = ladder.photos();
      spread(labeled, "cosine", at, rung.cosine(), n);
      rows.add(
          new FigureRow(
              labeled,
              "found",
              at,
              rung.found(),
              range(rung.foundInterval(), 1),
              PERCENT,
              n,
              PHOTOS));
      Duplicates duplicates = rung.duplicates();
      rows.add(
          new FigureRow(
              labeled,
              "auc",
              at,
              duplicates.auc(),
              range(duplicates.bounds() == null ? null : duplicates.bounds().auc(), 1),
              "",
              n,
              PHOTOS));
      rows.add(
          new FigureRow(
              labeled, "threshold", at, duplicates.threshold(), Optional.empty(), "", n, PHOTOS));
      rows.add(
          new FigureRow(
              labeled,
              "strangers_passing",
              at,
              100.0 * duplicates.strangersPassing() / duplicates.strangers(),
              range(duplicates.bounds() == null ? null : duplicates.bounds().strangersPassing(), 1),
              PERCENT,
              n,
              PHOTOS));
      duplicates
          .roc()
          .forEach(
              point ->
                  rows.add(
                      new FigureRow(
                          labeled,
                          "copies_kept",
                          "%s, of strangers %s %% pass"
                              .formatted(at, Markup.plain(100 * point.strangers())),
                          100 * point.copies(),
                          share(100 * point.copies(), n),
                          PERCENT,
                          n,
                          PHOTOS)));
    }
  }

  /** A median with its interval, and the ends of the middle 90 %, which have none. */
  private void spread(Labeled labeled, String figure, String at, Spread spread, int n) {
    rows.add(
        new FigureRow(
            labeled,
            figure + "_median",
            at,
            spread.median(),
            range(spread.medianInterval(), 1),
            "",
            n,
            PHOTOS));
    rows.add(
        new FigureRow(labeled, figure + "_5", at, spread.low(), Optional.empty(), "", n, PHOTOS));
    rows.add(
        new FigureRow(labeled, figure + "_95", at, spread.high(), Optional.empty(), "", n, PHOTOS));
  }

  /** One answer a photo. */
  private static Optional<Range> share(double percent, long photos) {
    if (photos < 1 || photos > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    int yes = (int) Math.min(photos, Math.round(percent * photos / 100));
    return range(ClopperPearson.of(yes, (int) photos), 100);
  }

  private static Optional<Range> range(@Nullable Interval interval, double factor) {
    return Optional.ofNullable(interval)
        .map(one -> new Range(factor * one.low(), factor * one.high()));
  }
}
