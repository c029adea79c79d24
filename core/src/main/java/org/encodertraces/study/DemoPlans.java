package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.experiment.AcquisitionSettings;
import org.encodertraces.experiment.LadderSettings;
import org.encodertraces.experiment.ProbeSettings;
import org.encodertraces.experiment.RepairSettings;
import org.encodertraces.experiment.RetrieveSettings;
import org.encodertraces.experiment.SplitSource;
import org.encodertraces.experiment.Trainer;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.processing.Ladder;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.Use;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ExperimentSettings.Classes;

/**
 * What the demo asks: of scenes by one camera what an audit asks, and a table of repairs; of scenes
 * by two cameras, which took a photo; of these as pairs, whether a photo finds its scene.
 *
 * @param out the folder of the three
 */
public record DemoPlans(Path out, Size size) {

  /** Scenes are the first of this seed; the toys learned from those of others. */
  static final long SEED = 0;

  /** Names of the data sets, of their folders, and of the plans' files. */
  static final String WORLD = "world";

  static final String CAMERAS = "cameras";
  static final String PAIRS = "pairs";

  private static final List<String> TRAINED = List.of("toy/cvl", "toy/sup", "toy/ssl");

  private static final List<String> CONTROLS =
      List.of("builtin/residual", "builtin/color", "builtin/hog");

  private static final String PHOTOS = "photos";

  /** scikit-learn's default, and no tuning: that would take most of the time. */
  private static final Trainer UNTUNED = new Trainer("lbfgs", null, null, null, null, 1.0);

  /** Of the scenes by two cameras, in percent. */
  private static final int TEST_PERCENT = 40;

  private static final int VAL_PERCENT = 10;

  /** Photos that train, and that test, the auditor of repairs. */
  private static final int JUDGES = 200;

  /** Methods of a quick demo: nothing, and two that differ in what they take out. */
  private static final List<String> QUICK_METHODS = List.of("identity", "leace", "nap");

  /**
   * How much of it.
   *
   * @param trained encoders, each of which is also repaired
   * @param controls that read pixels without having learned anything
   * @param scenes shot by one camera
   * @param shared scenes shot by two, others than those
   * @param side of a photo, in pixels
   * @param quick whether to ask of fewer parameters, ladders and repairs
   */
  public record Size(
      List<String> trained,
      List<String> controls,
      int scenes,
      int shared,
      int side,
      boolean quick) {

    /** All of it: minutes. */
    public static final Size FULL = new Size(TRAINED, CONTROLS, 360, 120, 128, false);

    /** One encoder, and a smaller world: less than one minute. */
    public static final Size QUICK = new Size(List.of("toy/cvl"), List.of(), 192, 96, 128, true);
  }

  /** What an audit asks of photos by one camera, and a table of repairs. */
  StudyPlan ofProcessings(Path folder, Progress progress) throws IOException {
    ImageDataset photos = PhotoFolder.read(folder.resolve(PHOTOS), WORLD, SEED);
    List<Parameter> parameters =
        size.quick() ? List.of(Parameter.JPEG, Parameter.SHARPENING) : Parameter.study();
    StudyPlan audit =
        Audit.plan(
            photos,
            new Audit.Wish(
                plan(WORLD, photos.root(), List.of(), List.of()),
                parameters,
                Optional.empty(),
                false,
                false),
            progress);
    List<StudyPlan.Planned> experiments = new ArrayList<>();
    audit.experiments().stream()
        .map(StudyPlan.Planned::settings)
        .filter(this::isAsked)
        .map(DemoPlans::untuned)
        .forEach(settings -> experiments.add(new StudyPlan.Planned(settings, List.of())));
    experiments.add(new StudyPlan.Planned(repair(Parameter.SHARPENING), size.trained()));
    return plan(WORLD, photos.root(), audit.parameters(), experiments);
  }

  /**
   * Exposure and ISO of one camera follow its scenes' light and stay away: which camera it was is
   * asked of two. A quick demo climbs one ladder.
   */
  private boolean isAsked(ExperimentSettings settings) {
    return !(settings instanceof AcquisitionSettings)
        && !(size.quick()
            && settings instanceof LadderSettings ladder
            && !ladder.ladder().equals(Ladder.JPEG.id()));
  }

  private static ExperimentSettings untuned(ExperimentSettings settings) {
    return settings instanceof ProbeSettings probe
        ? new ProbeSettings(
            probe.parameter(),
            UNTUNED,
            probe.training(),
            1,
            probe.paired(),
            probe.randomSplits(),
            probe.dropBadRows())
        : settings;
  }

  private RepairSettings repair(Parameter parameter) {
    return new RepairSettings(
        Classes.of(parameter),
        size.quick() ? QUICK_METHODS : Arrays.stream(Method.values()).map(Method::id).toList(),
        Use.SEARCH.id(),
        null,
        null,
        SEED,
        JUDGES,
        false,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Which of two cameras shot a photo; both photos of a scene are in one part. */
  StudyPlan ofCameras(Path folder) {
    SplitSource split =
        new SplitSource(
            folder.resolve("labels.csv").toString(),
            new SplitSource.Making(
                8,
                size.shared() * TEST_PERCENT / 100,
                size.shared() * VAL_PERCENT / 100,
                1,
                KnownCameras.BASES.size(),
                false,
                SEED));
    return plan(
        CAMERAS,
        folder.resolve(PHOTOS),
        List.of(),
        List.of(
            planned(
                new AcquisitionSettings("camera", Processing.IDENTITY.text(), UNTUNED, split))));
  }

  /** Whether a photo by one camera finds its scene among those by the other, and by its own. */
  StudyPlan ofPairs(Path file) {
    return plan(PAIRS, file, List.of(), List.of(planned(new RetrieveSettings(0))));
  }

  private static StudyPlan.Planned planned(ExperimentSettings settings) {
    return new StudyPlan.Planned(settings, List.of());
  }

  private StudyPlan plan(
      String name, Path images, List<Classes> parameters, List<StudyPlan.Planned> experiments) {
    List<String> encoders = new ArrayList<>(size.trained());
    encoders.addAll(size.controls());
    return new StudyPlan(
        new StudyPlan.Data(images.toString(), null, null, name, null),
        encoders,
        parameters,
        experiments,
        SEED,
        ExtractionSettings.DEFAULT_BATCH,
        false,
        "cpu",
        out.toString());
  }
}
