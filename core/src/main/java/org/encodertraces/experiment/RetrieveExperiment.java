package org.encodertraces.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.encodertraces.Forecast.Part;
import org.encodertraces.Progress;
import org.encodertraces.copies.CopyScores;
import org.encodertraces.copies.Detection;
import org.encodertraces.copies.Roles;
import org.encodertraces.dataset.Photo;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.linalg.internal.UnitRows;
import org.encodertraces.neighbors.KnnCost;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.RetrieveResult.CopyDetection;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;
import org.encodertraces.retrieval.Pairing;
import org.jspecify.annotations.Nullable;

/** Recall of near-duplicates. */
final class RetrieveExperiment implements Experiment<RetrieveSettings, RetrieveResult> {

  /** Of more pairs, all pairs against all take hours and two copies of all embeddings. */
  private static final int MOST_DETECTED = 200_000;

  private static final int MOST_TOLD = 100;

  /** A search that is expected to take less is short on a machine ten times as slow. */
  private static final double WORTH_MEASURING_SECONDS = 60;

  @Override
  public Class<RetrieveSettings> settings() {
    return RetrieveSettings.class;
  }

  @Override
  public Class<RetrieveResult> result() {
    return RetrieveResult.class;
  }

  @Override
  public String about() {
    return "Recall@1 of the same subject by the other type of camera, among photos of the query's"
        + " own type (same) and of the other (different). Subjects without exactly one photo of"
        + " each type are left out and listed.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.UNSPLIT, Need.PAIRS);
  }

  @Override
  public List<Processing> processings(RetrieveSettings settings) {
    return List.of(Processing.IDENTITY);
  }

  @Override
  public void requirePhotos(RetrieveSettings settings, Ahead photos, Asking.Complaint complaint) {
    long[] subjects = photos.whole().marks().get(Photo.SUBJECT);
    long[] types = photos.whole().marks().get(Photo.CAMERA_TYPE);
    if (subjects == null || types == null) {
      throw complaint.about(
          "",
          Optional.empty(),
          "no pairs: photos have no subject and type of camera; expected a data set of traces"
              + " pairs, or one like it");
    }
    int pairs = Pairing.of(photos.place(), subjects, types).count();
    if (pairs < Pairing.LEAST) {
      throw complaint.about("", Optional.empty(), Pairing.tooFew(pairs));
    }
  }

  @Override
  public RetrieveResult run(RetrieveSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    PairEmbeddings pairs = PairEmbeddings.open(material.stored());
    leftOut(pairs.leftOut(), engine.progress());
    int all = pairs.phones().count();
    int[] queries = QuerySample.places(all, settings.queries());
    QuerySample.announceTooFew(all, settings.queries(), engine.progress());
    ResultHeader header =
        material.header(this, settings, pairs.files(), found(queries.length, all), engine);
    double seconds = seconds(all, queries.length, pairs.phones().dimension(), engine.threads());
    if (seconds > WORTH_MEASURING_SECONDS) {
      QuerySample.announcePairs(
          KnnCost.ofPairs(
              queries.length, all, pairs.phones().dimension(), engine.product(), engine.threads()),
          engine.progress());
    }
    RetrieveResult result =
        RetrieveResult.of(
            header,
            pairs,
            PairRetrieval.run(
                pairs,
                queries,
                engine,
                Optional.of(Checkpoint.ofUser("retrieve", ResultFiles.work(header.provenance()))),
                System::nanoTime));
    if (all > MOST_DETECTED || queries.length < all) {
      engine
          .progress()
          .say(
              "copy detection compares all pairs with all: left out with a sample of queries, or"
                  + " of more than %,d pairs".formatted(MOST_DETECTED));
      return result;
    }
    try (UnitRows phones = unit(pairs.phones());
        UnitRows cameras = unit(pairs.cameras())) {
      Roles roles =
          Roles.of(IntStream.range(0, phones.rows()).mapToObj(Integer::toString).toList(), 0);
      return result.with(
          new CopyDetection(
              CopyScores.of(cameras, phones, roles, engine).detection(),
              CopyScores.of(phones, cameras, roles, engine).detection()));
    }
  }

  /** A million of them would be no news. */
  private static void leftOut(List<String> subjects, Progress progress) {
    subjects.stream().limit(MOST_TOLD).forEach(progress::say);
    if (subjects.size() > MOST_TOLD) {
      progress.say("and %,d more subjects".formatted(subjects.size() - MOST_TOLD));
    }
  }

  private static Map<String, String> found(int queries, int pairs) {
    return queries == pairs
        ? Map.of()
        : Map.of("query pairs", "%d of %d".formatted(queries, pairs));
  }

  @Override
  public List<Part> parts(List<RetrieveSettings> together, Size size) {
    int pairs = (size.train() + size.val()) / 2;
    int asked = together.get(0).queries();
    return List.of(
        Part.ofSeconds(
            "retrieve",
            seconds(
                pairs,
                asked == RetrieveSettings.ALL ? pairs : Math.min(asked, pairs),
                size.dimension(),
                size.threads())));
  }

  /** That recall is expected to take, on a machine as ours. */
  private static double seconds(int pairs, int queries, int dimension, int threads) {
    return 4.0 * pairs * queries * dimension * KnnExperiment.SECONDS_A_PRODUCT / threads;
  }

  private static UnitRows unit(Rows rows) {
    UnitRows unit = new UnitRows(rows.count(), rows.dimension());
    float[] row = new float[rows.dimension()];
    for (int i = 0; i < rows.count(); i++) {
      rows.readNormalized(i, row, 0);
      unit.put(i, row, 0);
    }
    return unit;
  }

  @Override
  public List<String> lines(RetrieveResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "recall@1 different %.2f %%, same %.2f %%: %+.2f points (95 %%: %+.2f to %+.2f; %d"
                + " pairs), p %.2g",
            result.mean().different(),
            result.mean().same(),
            Points.of(result.mean().same() - result.mean().different()),
            Points.of(-result.difference().high()),
            Points.of(-result.difference().low()),
            result.pairs(),
            result.effect().p().orElse(Double.NaN)));
    CopyDetection detection = result.detection();
    if (detection != null) {
      lines.add("by phones, among cameras' photos: " + line(detection.phone()));
      lines.add("by cameras, among phones' photos: " + line(detection.camera()));
    }
    return lines;
  }

  private static String line(Detection detection) {
    return "µAP %s, normalized %s, recall at 90 %% precision %s, normalized %s, accuracy@1 %s; %d queries, %d without a match"
        .formatted(
            percent(detection.microAp(), detection.microApLow(), detection.microApHigh()),
            percent(
                detection.microApNormalized(),
                detection.microApNormalizedLow(),
                detection.microApNormalizedHigh()),
            percent(
                detection.recallAtP90(), detection.recallAtP90Low(), detection.recallAtP90High()),
            percent(
                detection.recallAtP90Normalized(),
                detection.recallAtP90NormalizedLow(),
                detection.recallAtP90NormalizedHigh()),
            percent(
                detection.accuracyAt1(), detection.accuracyAt1Low(), detection.accuracyAt1High()),
            detection.queries(),
            detection.queries() - detection.matched());
  }

  private static String percent(
      @Nullable Double share, @Nullable Double low, @Nullable Double high) {
    return share == null || low == null || high == null
        ? percent(share)
        : String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share, 100 * low, 100 * high);
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.retrieval());
  }
}
