package org.encodertraces.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Material;
import org.encodertraces.io.WholeFile;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;

/** The files of a plan's run: where they lie, which are there already, and how they are written. */
record StudyFiles(StudyPlan plan, StudyRun.Manner manner, List<Experiment<?, ?>> known) {

  /** The name of a repair's table, among its maps. */
  private static final String TABLE = "repair.json";

  /** The folder that one run at a time writes into; results of embeddings are small and whole. */
  Optional<Path> taken(boolean embedsAnew) {
    return folder().or(() -> embedsAnew ? manner.results() : Optional.empty());
  }

  private Optional<Path> folder() {
    return plan.folder().map(Path::of);
  }

  /** The page, of a plan that has a folder to itself. */
  Optional<Path> page() {
    return folder().filter(out -> !manner.form().isPart()).map(out -> out.resolve("report.html"));
  }

  /** Takes the plan's folder, if it has one, for the plan. */
  void claim() throws IOException {
    Optional<Path> folder = folder();
    if (folder.isPresent() && manner.form().planFile().isPresent()) {
      PlanClaim.claim(folder.get(), manner.form(), plan, known);
    }
  }

  private Optional<Path> results() {
    return folder().map(out -> out.resolve("results")).or(manner::results);
  }

  /** Results of the same plan and the same bytes that an earlier run wrote. */
  <S extends ExperimentSettings> List<ResultFiles.Found> thereAlready(
      Experiment<S, ?> experiment, List<S> settled, Material material) throws IOException {
    List<ResultFiles.Found> there = new ArrayList<>();
    if (manner.continues() && results().isPresent()) {
      for (S one : settled) {
        ResultFiles.find(
                results().get(), material.expected(material.plan(experiment, one, settled)), known)
            .filter(found -> isUnchanged(material, found.result()))
            .ifPresent(there::add);
      }
    }
    return there;
  }

  private static boolean isUnchanged(Material material, TraceResult there) {
    try {
      return material.isUnchanged(there.header().provenance().inputs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a result after what stands beside it, which is there wherever the result is.
   *
   * @return the result's file; empty where none are written
   */
  Optional<Path> write(Experiment.Ran<? extends TraceResult> ran) throws IOException {
    if (manner.form().isTable()) {
      Path folder = folder().orElseThrow();
      for (Map.Entry<String, Experiment.Beside> one : ran.files().entrySet()) {
        // Alone in its folder, a map has its method's name.
        one.getValue().write(folder.resolve(one.getKey().substring(1)));
      }
      Path table = folder.resolve(TABLE);
      WholeFile.writeString(table, ResultFiles.json(ran.result()));
      return Optional.of(table);
    }
    if (results().isEmpty()) {
      return Optional.empty();
    }
    Path file = ResultFiles.fileOf(results().get(), ran.result());
    for (Map.Entry<String, Experiment.Beside> one : ran.files().entrySet()) {
      one.getValue().write(StudyRun.beside(file, one.getKey()));
    }
    WholeFile.writeString(file, ResultFiles.json(ran.result()));
    return Optional.of(file);
  }
}
