package org.encodertraces.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.engine.Engine;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.NeighborsResult;

/** Nearest neighbors of single queries, with their pictures. */
final class NeighborsExperiment implements Experiment<NeighborsSettings, NeighborsResult> {

  private static final String OTHER = "other";

  @Override
  public Class<NeighborsSettings> settings() {
    return NeighborsSettings.class;
  }

  @Override
  public Class<NeighborsResult> result() {
    return NeighborsResult.class;
  }

  @Override
  public String about() {
    return "The nearest training photos of chosen queries when traces and classes agree (pos_same),"
        + " clash (neg_same), or are the same throughout (baseline), with small pictures for the"
        + " page.";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.HALVES, Need.PHOTOS, Need.CONTENT_CLASSES);
  }

  @Override
  public boolean isParallel() {
    return false;
  }

  @Override
  public List<Processing> processings(NeighborsSettings settings) {
    return settings.parameter().parameter().classes();
  }

  @Override
  public List<ObjectNode> complete(ObjectNode asked, Asking asking) {
    Classes parameter = SettingsReader.parameter(asked);
    int test = Queries.completeClass(asked, "processing", 0, parameter, asking);
    int last = parameter.classes().size() - 1;
    String said = asked.path(OTHER).asText();
    int clashing = Queries.completeClass(asked, OTHER, test == last ? 0 : last, parameter, asking);
    if (clashing == test) {
      throw asking.wrong(
          OTHER,
          said,
          "expected a class of the parameter that the query is not under, of %s"
              .formatted(parameter.parameter().classes()));
    }
    return List.of(asked);
  }

  @Override
  public void requirePhotos(NeighborsSettings settings, Ahead photos, Asking.Complaint complaint) {
    photos.requireClasses(1, "neighbors", complaint);
    photos.requireNeighbors(settings.k(), complaint);
    Queries.require(settings.queries(), photos, complaint);
  }

  @Override
  public NeighborsSettings settled(NeighborsSettings settings, Material material)
      throws IOException {
    return new NeighborsSettings(
        settings.parameter(),
        Queries.settled(
            settings.queries(), material.under(settings.parameter(), settings.dropBadRows())),
        settings.processing(),
        settings.other(),
        settings.k(),
        settings.dropBadRows());
  }

  @Override
  public NeighborsSettings within(NeighborsSettings settings, int trainPhotos) {
    return new NeighborsSettings(
        settings.parameter(),
        settings.queries(),
        settings.processing(),
        settings.other(),
        Math.min(settings.k(), trainPhotos),
        settings.dropBadRows());
  }

  @Override
  public NeighborsResult run(NeighborsSettings settings, Material material, Engine engine)
      throws IOException {
    ParameterEmbeddings embeddings = material.under(settings.parameter(), settings.dropBadRows());
    int test = Queries.index(settings.parameter(), settings.processing());
    return NeighborGallery.make(
        material.header(this, settings, embeddings.files(), BadRows.found(embeddings), engine),
        embeddings,
        material.dataset(),
        Queries.scores(settings.queries(), test, embeddings),
        Queries.index(settings.parameter(), settings.other()),
        settings.k());
  }

  @Override
  public List<String> lines(NeighborsResult result) {
    return result.queries().stream()
        .map(
            shown ->
                String.format(
                    Locale.ROOT,
                    "%s (%s): of its class among the first %d: %d in baseline, %d in pos_same, %d"
                        + " in neg_same",
                    shown.photo(),
                    shown.test(),
                    result.k(),
                    sameClass(shown.baseline()),
                    sameClass(shown.posSame()),
                    sameClass(shown.negSame())))
        .toList();
  }

  private static long sameClass(List<NeighborsResult.Neighbor> neighbors) {
    return neighbors.stream().filter(NeighborsResult.Neighbor::sameClass).count();
  }
}
