package org.encodertraces.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.encodertraces.result.ExperimentSettings.Trainer;

/** Plans everything that one data set allows: what {@code traces audit} runs. */
public final class Audit {

  /** Photos that climb the ladders: enough for a 5 % quantile, few enough to wait for. */
  private static final int LADDER_PHOTOS = 100;

  /**
   * Below this many training photos the study's design has too little power (protocol, section 3).
   * Above it its ten runs vary what teaches, and random splits tell nothing more.
   */
  private static final int TRAIN_PHOTOS_FOR_STUDY_DESIGN = 20_000;

  private final ImageDataset dataset;
  private final Wish wish;

  /**
   * What is wished for.
   *
   * @param plan with data, encoders (the user's own first, then the controls) and all else but
   *     parameters and experiments
   * @param parameters to probe and search under
   * @param training of the probes; chosen by the number of photos if empty
   * @param randomSplits whether the first encoder's probes are repeated on random splits
   */
  public record Wish(
      StudyPlan plan,
      List<Parameter> parameters,
      Optional<Training> training,
      boolean randomSplits) {}

  private Audit(ImageDataset dataset, Wish wish) {
    this.dataset = dataset;
    this.wish = wish;
  }

  /** The plan for these photos. */
  public static StudyPlan plan(ImageDataset dataset, Wish wish) {
    StudyPlan plan = wish.plan();
    return new StudyPlan(
        plan.data(),
        plan.encoders(),
        wish.parameters().stream().map(Classes::of).toList(),
        new Audit(dataset, wish).experiments(),
        plan.seed(),
        plan.batch(),
        plan.upright(),
        plan.device(),
        plan.out());
  }

  /** What the photos do not allow, a line each. */
  public static List<String> leftOut(ImageDataset dataset) {
    return dataset.classes().size() > 1
        ? List.of()
        : List.of(
            "%s: %s; kNN is left out, it needs photos of two classes or more"
                .formatted(
                    dataset.root(),
                    dataset.classes().isEmpty() ? "no class folders" : "one class only"));
  }

  private List<StudyPlan.Planned> experiments() {
    List<StudyPlan.Planned> planned = new ArrayList<>();
    for (Parameter parameter : wish.parameters()) {
      Classes classes = Classes.of(parameter);
      probes(classes, planned);
      if (dataset.classes().size() > 1) {
        searches(classes, planned);
      }
    }
    Ladder[] ladders = Ladder.values();
    for (Ladder ladder : ladders) {
      ofAll(
          new ExperimentSettings.Ladder(
              ladder.id(),
              ladder.steps(),
              LADDER_PHOTOS,
              wish.plan().seed(),
              wish.plan().upright()),
          planned);
    }
    return planned;
  }

  private void probes(Classes parameter, List<StudyPlan.Planned> planned) {
    int train = dataset.train().size();
    boolean few = train < TRAIN_PHOTOS_FOR_STUDY_DESIGN;
    Training training = wish.training().orElse(few ? Training.ALL : Training.ONE);
    List<String> encoders = wish.plan().encoders();
    boolean splits = wish.randomSplits() && few;
    if (!splits) {
      ofAll(probe(parameter, training, false), planned);
      return;
    }
    planned.add(
        new StudyPlan.Planned(
            probe(parameter, training, true),
            encoders.size() > 1 ? encoders.subList(0, 1) : List.of()));
    if (encoders.size() > 1) {
      planned.add(
          new StudyPlan.Planned(
              probe(parameter, training, false), encoders.subList(1, encoders.size())));
    }
  }

  private static ExperimentSettings.Probe probe(
      Classes parameter, Training training, boolean randomSplits) {
    return new ExperimentSettings.Probe(
        parameter,
        Trainer.STUDY,
        training.id(),
        ProcessingProbe.Settings.STUDY_SEEDS,
        false,
        randomSplits,
        false);
  }

  private static void searches(Classes parameter, List<StudyPlan.Planned> planned) {
    List<String> names = List.copyOf(parameter.classes().keySet());
    ofAll(new ExperimentSettings.Knn(parameter, ExperimentSettings.STUDY_K, false), planned);
    ofAll(
        new ExperimentSettings.Neighbors(
            parameter,
            List.of(),
            names.get(0),
            names.get(names.size() - 1),
            ExperimentSettings.STUDY_K,
            false),
        planned);
    ofAll(new ExperimentSettings.Similarity(parameter, List.of(), names.get(0), false), planned);
  }

  private static void ofAll(ExperimentSettings settings, List<StudyPlan.Planned> planned) {
    planned.add(new StudyPlan.Planned(settings, List.of()));
  }
}
