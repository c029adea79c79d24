package org.encodertraces.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.jspecify.annotations.Nullable;

/**
 * What to do, every value spelled out: experiments, of encoders, on one data set. {@link PlanFile}
 * is its JSON.
 *
 * @param encoders ids, or absolute paths of {@code .onnx} files
 * @param parameters that experiments are done on which name none
 * @param experiments in the order in which each encoder goes through them
 * @param seed of the random scales, of the split of a folder that has none, and of samples
 * @param batch pictures a call of the network; absent for what the folder was begun with, or else
 *     what was the fastest when the encoder was first used here
 * @param upright whether Exif orientation is applied
 * @param device where networks run
 * @param out folder of embeddings, results and the page; absent for results alone
 */
public record StudyPlan(
    Data data,
    List<String> encoders,
    List<Classes> parameters,
    List<Planned> experiments,
    long seed,
    @Nullable Integer batch,
    boolean upright,
    String device,
    @Nullable String out) {

  /**
   * What is studied: photos, embeddings that exist, or both.
   *
   * @param images photos as every command takes them
   * @param embeddings the data set's folder; absent where they are to be extracted
   * @param through a map that all rows of {@code embeddings} go through, such as a repair's
   * @param dataset its name; absent for the folder's
   * @param label column of the classes; absent for the usual one
   */
  public record Data(
      @Nullable String images,
      @Nullable String embeddings,
      @Nullable String through,
      @Nullable String dataset,
      @Nullable String label) {}

  /**
   * An experiment of a plan.
   *
   * @param encoders of the plan that it is done of; empty for all
   */
  public record Planned(ExperimentSettings settings, List<String> encoders) {

    /** Whether it is done of an encoder. */
    public boolean isOf(String encoder) {
      return encoders.isEmpty() || encoders.contains(encoder);
    }
  }

  public StudyPlan {
    encoders = List.copyOf(encoders);
    parameters = List.copyOf(parameters);
    experiments = List.copyOf(experiments);
  }

  /**
   * A plan for photos without experiments, all else as the commands have it.
   *
   * @param images as every command takes them
   * @param encoders ids, or paths of {@code .onnx} files
   * @param out folder of embeddings, results and the page
   */
  public static StudyPlan ofImages(Path images, List<String> encoders, Path out) {
    return plan(new Data(spelled(images), null, null, null, null), encoders, out);
  }

  /**
   * A plan for embeddings that exist, without experiments, all else as the commands have it.
   *
   * @param embeddings the data set's folder, in the study's layout (docs/protocol.md, section 7)
   * @param encoders ids, as {@code model/variant}
   * @param out folder of results and the page
   */
  public static StudyPlan ofEmbeddings(Path embeddings, List<String> encoders, Path out) {
    return plan(new Data(null, spelled(embeddings), null, null, null), encoders, out);
  }

  private static StudyPlan plan(Data data, List<String> encoders, Path out) {
    List<String> spelled =
        encoders.stream().map(one -> one.endsWith(".onnx") ? spelled(Path.of(one)) : one).toList();
    return new StudyPlan(data, spelled, List.of(), List.of(), 0, null, false, "cpu", spelled(out));
  }

  private static String spelled(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** The same with one more experiment, of all its encoders. */
  public StudyPlan with(ExperimentSettings settings) {
    List<Planned> more = new ArrayList<>(experiments);
    more.add(new Planned(settings, List.of()));
    return new StudyPlan(data, encoders, parameters, more, seed, batch, upright, device, out);
  }

  /** The folder of embeddings, results and the page. */
  public Optional<String> folder() {
    return Optional.ofNullable(out);
  }

  /** The same into another folder. */
  public StudyPlan into(String folder) {
    return new StudyPlan(
        data, encoders, parameters, experiments, seed, batch, upright, device, folder);
  }
}
