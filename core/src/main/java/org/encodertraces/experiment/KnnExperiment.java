package org.encodertraces.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.Forecast.Part;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.neighbors.KnnCost;
import org.encodertraces.neighbors.KnnSearch;
import org.encodertraces.neighbors.KnnSetups;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.Range;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.ResultHeader;

/** The five set-ups of kNN. */
final class KnnExperiment implements Experiment<KnnSettings, KnnResult> {

  /** Of a multiplication in the search, on one core. */
  static final double SECONDS_A_PRODUCT = 1.6e-11;

  /** A search that is expected to take less is short on a machine ten times as slow. */
  private static final double WORTH_MEASURING_SECONDS = 60;

  @Override
  public Class<KnnSettings> settings() {
    return KnnSettings.class;
  }

  @Override
  public Class<KnnResult> result() {
    return KnnResult.class;
  }

  @Override
  public String about() {
    return "Classification by the k nearest neighbors when traces and classes agree or clash:"
        + " baseline, all_diff, pos_same, neg_same, uniform.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HALVES, Need.CONTENT_CLASSES);
  }

  @Override
  public List<Processing> processings(KnnSettings settings) {
    return settings.parameter().parameter().classes();
  }

  @Override
  public void requirePhotos(KnnSettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requireClasses(2, "knn", complaint);
    photos.requireNeighbors(settings.k(), complaint);
  }

  @Override
  public KnnSettings within(KnnSettings settings, int trainPhotos) {
    return new KnnSettings(
        settings.parameter(),
        Math.min(settings.k(), trainPhotos),
        settings.queries(),
        settings.dropBadRows());
  }

  @Override
  public KnnResult run(KnnSettings settings, Material material, Engine engine)
      throws IOException, InterruptedException {
    ParameterEmbeddings all = material.under(settings.parameter(), settings.dropBadRows());
    ParameterEmbeddings embeddings = QuerySample.of(all, settings.queries());
    QuerySample.announceTooFew(all.valRows(), settings.queries(), engine.progress());
    Map<String, String> found = new LinkedHashMap<>(BadRows.found(all));
    found.putAll(QuerySample.found(all, embeddings));
    ResultHeader header = material.header(this, settings, all.files(), found, engine);
    if (seconds(
            embeddings.trainRows(),
            embeddings.valRows(),
            embeddings.classes(),
            embeddings.dimension(),
            engine.threads())
        > WORTH_MEASURING_SECONDS) {
      QuerySample.announce(
          KnnCost.of(embeddings, engine.product(), engine.threads()), engine.progress());
    }
    return KnnResult.of(
        header,
        KnnSetups.run(
            embeddings,
            settings.k(),
            engine,
            KnnSearch.found(),
            Optional.of(Checkpoint.ofUser("knn", ResultFiles.work(header.provenance())))));
  }

  @Override
  public List<String> lines(KnnResult result) {
    List<String> lines = new ArrayList<>();
    for (Setup setup : Setup.values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9s %6.2f %%  (95 %%: %s)",
              setup.id(),
              result.accuracy(setup),
              range(result.interval(setup.id()), 1)));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "baseline to neg_same: %+.2f points (95 %%: %s; %s query photos), p %.2g",
            Points.of(result.negSame() - result.baseline()),
            range(result.interval(KnnResult.BASELINE_MINUS_NEG), -1),
            result
                .header()
                .provenance()
                .options()
                .getOrDefault(QuerySample.KEY, String.valueOf(result.queries())),
            result.effect().p().orElse(Double.NaN)));
    return lines;
  }

  @Override
  public List<Part> parts(List<KnnSettings> together, Size size) {
    int classes = together.get(0).parameter().classes().size();
    int asked = together.get(0).queries();
    int queries = asked == KnnSettings.ALL ? size.val() : Math.min(asked, size.val());
    return List.of(
        Part.ofSeconds(
            "knn", seconds(size.train(), queries, classes, size.dimension(), size.threads())));
  }

  /** That a search is expected to take, on a machine as ours. */
  private static double seconds(int train, int queries, int classes, int dimension, int threads) {
    double pairs = (double) train * classes * queries * classes;
    return pairs * dimension * SECONDS_A_PRODUCT / threads;
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.neighbors());
  }

  /** An interval in words, of a difference taken the other way round where {@code sign} is -1. */
  private static String range(Optional<Range> interval, int sign) {
    return interval
        .map(
            range ->
                sign > 0
                    ? String.format(Locale.ROOT, "%.2f to %.2f", range.low(), range.high())
                    : String.format(
                        Locale.ROOT,
                        "%+.2f to %+.2f",
                        Points.of(-range.high()),
                        Points.of(-range.low())))
        .orElse("not measured");
  }
}
