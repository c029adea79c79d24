package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.engine.Engine;
import org.encodertraces.neighbors.QueryScores;
import org.encodertraces.neighbors.QuerySimilarities;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.SimilarityResult;

/** Similarities of single queries. */
final class SimilarityExperiment implements Experiment<SimilaritySettings, SimilarityResult> {

  @Override
  public Class<SimilaritySettings> settings() {
    return SimilaritySettings.class;
  }

  @Override
  public Class<SimilarityResult> result() {
    return SimilarityResult.class;
  }

  @Override
  public String about() {
    return "Histograms of a query's cosine similarities: same or different content class, same or"
        + " different processing.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HALVES, Need.CONTENT_CLASSES);
  }

  @Override
  public boolean isParallel() {
    return false;
  }

  @Override
  public List<Processing> processings(SimilaritySettings settings) {
    return settings.parameter().parameter().classes();
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    Queries.completeClass(asked, "processing", 0, SettingsReader.parameter(asked), asking);
    return List.of(asked);
  }

  @Override
  public void requirePhotos(SimilaritySettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requireClasses(1, "similarity", complaint);
    Queries.require(settings.queries(), photos, complaint);
  }

  @Override
  public SimilaritySettings settled(SimilaritySettings settings, Material material)
      throws IOException {
    return new SimilaritySettings(
        settings.parameter(),
        Queries.settled(
            settings.queries(), material.under(settings.parameter(), settings.dropBadRows())),
        settings.processing(),
        settings.dropBadRows());
  }

  @Override
  public SimilarityResult run(SimilaritySettings settings, Material material, Engine engine)
      throws IOException {
    ParameterEmbeddings embeddings = material.under(settings.parameter(), settings.dropBadRows());
    RowIds ids = embeddings.ids(Split.VAL);
    int test = Queries.index(settings.parameter(), settings.processing());
    List<SimilarityResult.Query> queries = new ArrayList<>();
    for (QueryScores scores : Queries.scores(settings.queries(), test, embeddings)) {
      queries.add(
          SimilarityResult.Query.of(
              embeddings.parameter(),
              QuerySimilarities.of(scores),
              ids.id(scores.query()).orElse(null)));
    }
    return new SimilarityResult(
        material.header(this, settings, embeddings.files(), BadRows.found(embeddings), engine),
        embeddings.parameter().id(),
        queries);
  }

  @Override
  public List<String> lines(SimilarityResult result) {
    List<String> lines = new ArrayList<>();
    for (SimilarityResult.Query shown : result.queries()) {
      lines.add("query %d under %s".formatted(shown.query(), shown.test()));
      for (SimilarityResult.Histogram histogram : shown.histograms()) {
        lines.add(
            histogram.mean() == null
                ? "%-38s empty".formatted(histogram.group())
                : String.format(
                    Locale.ROOT, "%-38s mean %.4f", histogram.group(), histogram.mean()));
      }
      if (shown.auc() != null) {
        lines.add(
            String.format(Locale.ROOT, "AUC of processing within the class %.4f", shown.auc()));
      }
    }
    return lines;
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.similarities());
  }
}
