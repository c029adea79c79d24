package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.acquisition.ExifSurvey;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.experiment.AcquisitionSettings;
import org.encodertraces.experiment.KnnSettings;
import org.encodertraces.experiment.LadderSettings;
import org.encodertraces.experiment.NeighborsSettings;
import org.encodertraces.experiment.ProbeSettings;
import org.encodertraces.experiment.RetrieveSettings;
import org.encodertraces.experiment.SimilaritySettings;
import org.encodertraces.experiment.SplitSource;
import org.encodertraces.experiment.Trainer;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;

/** Plans everything that one data set allows: what {@code traces audit} runs. */
public final class Audit {

  /** Photos that climb the ladders: enough for a 5 % quantile, few enough to wait for. */
  private static final int LADDER_PHOTOS = 100;

  /**
   * Below this many training photos the study's design has too little power (protocol, section 3).
   * Above it its ten runs vary what teaches, and random splits tell nothing more.
   */
  private static final int TRAIN_PHOTOS_FOR_STUDY_DESIGN = 20_000;

  /** Photos that a class of an attribute must have to be asked about. */
  private static final int PHOTOS_OF_CLASS = 20;

  /** Of the smallest class, in percent, for test and validation of an attribute. */
  private static final int TEST_PERCENT = 30;

  private static final int VAL_PERCENT = 20;

  /** Where labels of the photos' own Exif go. */
  private static final String EXIF = "exif.parquet";

  /** What a quick audit asks of: what uploads and thumbnails do to a photo. */
  private static final List<Parameter> QUICK = List.of(Parameter.JPEG, Parameter.RESIZING);

  /** scikit-learn's default: what a probe is when nothing is tuned. */
  private static final Trainer UNTUNED = new Trainer("lbfgs", null, null, null, null, 1.0);

  private static final int QUICK_LADDER_PHOTOS = 40;
  private static final List<Double> QUICK_QUALITIES = List.of(30.0, 50.0, 70.0, 90.0);

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
   * @param quick whether to ask the least that tells something: two of the study's parameters, one
   *     probe each without tuning, a short ladder
   */
  public record Wish(
      StudyPlan plan,
      List<Parameter> parameters,
      Optional<Training> training,
      boolean randomSplits,
      boolean quick) {

    /** All that the study asks, as {@code traces audit} does. */
    public static Wish ofStudy(StudyPlan plan) {
      return new Wish(plan, Parameter.study(), Optional.empty(), true, false);
    }

    /** The least that tells something. */
    public static Wish quick(StudyPlan plan) {
      return new Wish(plan, Parameter.study(), Optional.empty(), true, true);
    }
  }

  private Audit(ImageDataset dataset, Wish wish) {
    this.dataset = dataset;
    this.wish = wish;
  }

  /**
   * The plan for these photos. Where their Exif tells of several cameras, the labels are written
   * into the plan's folder.
   */
  public static StudyPlan plan(ImageDataset dataset, Wish wish, Progress progress)
      throws IOException {
    StudyPlan plan = wish.plan();
    Audit audit = new Audit(dataset, wish);
    return new StudyPlan(
        plan.data(),
        plan.encoders(),
        audit.parameters().stream().map(Classes::of).toList(),
        audit.experiments(progress),
        plan.seed(),
        plan.batch(),
        plan.upright(),
        plan.device(),
        plan.out());
  }

  /** What the photos do not allow, a line each. */
  public static List<String> leftOut(ImageDataset dataset) {
    return dataset.classes().size() > 1 || !dataset.unsplit().isEmpty()
        ? List.of()
        : List.of(
            "%s: %s; kNN is left out, it needs photos of two classes or more"
                .formatted(
                    dataset.root(),
                    dataset.classes().isEmpty() ? "no class folders" : "one class only"));
  }

  private List<Parameter> parameters() {
    return wish.quick()
        ? wish.parameters().stream()
            .filter(one -> QUICK.contains(one) || !Parameter.study().contains(one))
            .toList()
        : wish.parameters();
  }

  private List<StudyPlan.Planned> experiments(Progress progress) throws IOException {
    List<StudyPlan.Planned> planned = new ArrayList<>();
    if (hasPairs()) {
      ofAll(new RetrieveSettings(RetrieveSettings.ALL), planned);
    } else {
      for (Parameter parameter : parameters()) {
        Classes classes = Classes.of(parameter);
        probes(classes, planned);
        if (dataset.classes().size() > 1) {
          searches(classes, planned);
        }
      }
      cameras(progress, planned);
    }
    if (wish.quick()) {
      ofAll(ladder(Ladder.JPEG, QUICK_QUALITIES, QUICK_LADDER_PHOTOS), planned);
    } else {
      for (Ladder ladder : Ladder.values()) {
        ofAll(ladder(ladder, ladder.steps(), LADDER_PHOTOS), planned);
      }
    }
    return planned;
  }

  /** Whether photos are marked by subject and type of camera, and dealt to no split. */
  private boolean hasPairs() {
    return !dataset.unsplit().isEmpty()
        && dataset
            .unsplit()
            .get(0)
            .marks()
            .keySet()
            .containsAll(List.of(Photo.SUBJECT, Photo.CAMERA_TYPE));
  }

  private ExperimentSettings ladder(Ladder ladder, List<Double> steps, int photos) {
    return new LadderSettings(
        ladder.id(), steps, photos, wish.plan().seed(), wish.plan().upright());
  }

  /** Probes of what the photos' own Exif tells of their cameras. */
  private void cameras(Progress progress, List<StudyPlan.Planned> planned) throws IOException {
    Path table = Path.of(wish.plan().folder().orElseThrow()).resolve(EXIF);
    for (ExifSurvey.Askable askable :
        ExifSurvey.of(dataset.all(), table, PHOTOS_OF_CLASS, progress)) {
      int smallest = askable.smallest();
      ofAll(
          new AcquisitionSettings(
              askable.attribute().column(),
              Processing.IDENTITY.text(),
              Trainer.STUDY,
              new SplitSource(
                  table.toString(),
                  new SplitSource.Making(
                      PHOTOS_OF_CLASS,
                      Math.max(1, smallest * TEST_PERCENT / 100),
                      Math.max(1, smallest * VAL_PERCENT / 100),
                      1,
                      1,
                      false,
                      0))),
          planned);
    }
  }

  private void probes(Classes parameter, List<StudyPlan.Planned> planned) {
    int train = dataset.train().size();
    boolean few = train < TRAIN_PHOTOS_FOR_STUDY_DESIGN;
    Training training = wish.training().orElse(few ? Training.ALL : Training.ONE);
    List<String> encoders = wish.plan().encoders();
    boolean splits = wish.randomSplits() && few && !wish.quick();
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

  private ProbeSettings probe(Classes parameter, Training training, boolean randomSplits) {
    return new ProbeSettings(
        parameter,
        wish.quick() ? UNTUNED : Trainer.STUDY,
        training.id(),
        wish.quick() ? 1 : ProcessingProbe.Settings.STUDY_SEEDS,
        false,
        randomSplits,
        false);
  }

  private static void searches(Classes parameter, List<StudyPlan.Planned> planned) {
    List<String> names = List.copyOf(parameter.classes().keySet());
    ofAll(new KnnSettings(parameter, KnnSettings.STUDY_K, KnnSettings.ALL, false), planned);
    ofAll(
        new NeighborsSettings(
            parameter,
            List.of(),
            names.get(0),
            names.get(names.size() - 1),
            KnnSettings.STUDY_K,
            false),
        planned);
    ofAll(new SimilaritySettings(parameter, List.of(), names.get(0), false), planned);
  }

  private static void ofAll(ExperimentSettings settings, List<StudyPlan.Planned> planned) {
    planned.add(new StudyPlan.Planned(settings, List.of()));
  }
}
