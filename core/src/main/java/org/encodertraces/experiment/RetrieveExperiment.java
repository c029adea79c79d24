package org.encodertraces.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.linalg.Engine;
import org.encodertraces.processing.Processing;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.retrieval.PairEmbeddings;
import org.encodertraces.retrieval.PairRetrieval;

/** Recall of near-duplicates. */
final class RetrieveExperiment implements Experiment<ExperimentSettings.Retrieve, RetrieveResult> {

  @Override
  public Class<ExperimentSettings.Retrieve> settings() {
    return ExperimentSettings.Retrieve.class;
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
  public boolean isParallel() {
    return false;
  }

  @Override
  public List<Processing> processings(ExperimentSettings.Retrieve settings) {
    return List.of(Processing.IDENTITY);
  }

  @Override
  public RetrieveResult run(ExperimentSettings.Retrieve settings, Material material, Engine engine)
      throws IOException {
    PairEmbeddings pairs = PairEmbeddings.open(material.stored());
    pairs.leftOut().forEach(engine.progress()::say);
    return RetrieveResult.of(
        material.header(this, settings, pairs.files(), Map.of(), engine),
        pairs,
        PairRetrieval.run(pairs, engine.product()));
  }

  @Override
  public List<String> lines(RetrieveResult result) {
    return List.of(
        String.format(
            Locale.ROOT,
            "recall@1 different %.2f %%, same %.2f %%: %+.2f points (95 %%: %+.2f to %+.2f; %d"
                + " pairs), p %.2g",
            result.mean().different(),
            result.mean().same(),
            result.mean().same() - result.mean().different(),
            -result.difference().high(),
            -result.difference().low(),
            result.pairs(),
            result.effect().p().orElse(Double.NaN)));
  }

  @Override
  public Optional<Section> section() {
    return Optional.of(Sections.retrieval());
  }
}
