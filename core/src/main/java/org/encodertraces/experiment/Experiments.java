package org.encodertraces.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.encodertraces.report.Section;
import org.encodertraces.report.Sections;
import org.encodertraces.result.DiffResult;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultKind;
import org.encodertraces.result.ThresholdResult;
import org.encodertraces.result.TraceResult;

/** All experiments. Adding one is its package, and its line here. */
public final class Experiments {

  private static final List<Experiment<?, ?>> ALL =
      List.of(
          new ProbeExperiment(),
          new AcquisitionExperiment(),
          new KnnExperiment(),
          new RetrieveExperiment(),
          new RepairExperiment(),
          new LadderExperiment(),
          new SimilarityExperiment(),
          new NeighborsExperiment());

  /** Results of commands that no plan holds: they read two encoders, or vectors without any. */
  private static final List<ResultKind<?, ?>> OTHERS =
      List.of(
          new Kind<>(ThresholdSettings.class, ThresholdResult.class),
          new Kind<>(DiffSettings.class, DiffResult.class));

  private record Kind<S extends ExperimentSettings, R extends TraceResult>(
      Class<S> settings, Class<R> result) implements ResultKind<S, R> {}

  private Experiments() {}

  /** All kinds of results: those of experiments, of thresholds and of differences. */
  public static List<ResultKind<?, ?>> kinds() {
    List<ResultKind<?, ?>> kinds = new ArrayList<>(ALL);
    kinds.addAll(OTHERS);
    return List.copyOf(kinds);
  }

  /** The sections of all kinds of results, in the page's order. */
  public static List<Section> allSections() {
    List<Section> sections = new ArrayList<>(sections(ALL));
    sections.add(Sections.thresholds());
    sections.add(Sections.differences());
    return List.copyOf(sections);
  }

  /** All, in the order of the page's sections. */
  public static List<Experiment<?, ?>> all() {
    return ALL;
  }

  /** The experiment of a name. */
  public static Optional<Experiment<?, ?>> named(String name, List<Experiment<?, ?>> known) {
    return known.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The page's sections of these experiments. */
  public static List<Section> sections(List<Experiment<?, ?>> known) {
    Set<Section> sections = new LinkedHashSet<>();
    known.forEach(one -> one.section().ifPresent(sections::add));
    return List.copyOf(sections);
  }
}
