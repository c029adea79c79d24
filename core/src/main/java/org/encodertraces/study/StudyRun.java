package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Material;
import org.encodertraces.experiment.Need;
import org.encodertraces.io.FolderLock;
import org.encodertraces.report.Answer;
import org.encodertraces.report.ReportPage;
import org.encodertraces.report.Section;
import org.encodertraces.result.ExperimentSettings;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;

/**
 * Runs a plan: extracts the embeddings that its experiments need, runs each experiment of each
 * encoder, and writes the page. What an earlier, stopped run finished is not done again.
 *
 * <p>Writes {@code out/embeddings}, {@code out/results}, {@code out/skipped.csv}, {@code
 * out/report.html} and the plan ({@code plan.json} or {@code audit.json}); of a plan without a
 * folder, results alone, into {@code results}.
 */
public final class StudyRun implements AutoCloseable {

  private final StudyPlan plan;
  private final Manner manner;
  private final List<Experiment<?, ?>> known;
  private final Engine engine;
  private final Optional<ImageDataset> images;
  private final OpenEncoders encoders;
  private final StudyFiles files;

  /**
   * What came out.
   *
   * @param page where the plan has a folder
   * @param files of results, in the order of the plan
   */
  public record Outcome(
      Optional<Path> page, List<TraceResult> results, List<Path> files, Optional<Path> skipped) {}

  /**
   * How a plan is run.
   *
   * @param command the command line, for provenance
   * @param results folder of the result files of a plan that has no folder; none are written of one
   *     that has neither
   * @param continues whether results that are there already are taken
   * @param form of what lies in the plan's folder
   */
  public record Manner(String command, Optional<Path> results, boolean continues, StudyForm form) {

    /** What is there already is taken. */
    public static Manner ofPlan(String command) {
      return new Manner(command, Optional.of(Path.of("results")), true, StudyForm.PLAN);
    }

    /** The same of what {@code traces audit} plans. */
    public static Manner ofAudit(String command) {
      return new Manner(command, Optional.empty(), true, StudyForm.AUDIT);
    }

    /** What a command asks is done, whatever is there. */
    public static Manner ofCommand(String command, Optional<Path> results) {
      return new Manner(command, results, false, StudyForm.PLAN);
    }

    /** Whether the plan is a document, whose values have keys. */
    boolean isWritten() {
      return continues && form.equals(StudyForm.PLAN);
    }

    /** One plan among several of a folder. */
    static Manner ofPart(String command, String part) {
      return new Manner(command, Optional.empty(), true, StudyForm.part(part));
    }

    /** One repair, whose table and maps lie in the plan's folder itself. */
    public static Manner ofRepair(String command) {
      return new Manner(command, Optional.empty(), false, StudyForm.REPAIR);
    }
  }

  private StudyRun(
      StudyPlan plan,
      Manner manner,
      List<Experiment<?, ?>> known,
      Engine engine,
      Optional<ImageDataset> images,
      OpenEncoders encoders) {
    this.plan = plan;
    this.manner = manner;
    this.known = known;
    this.engine = engine;
    this.images = images;
    this.encoders = encoders;
    this.files = new StudyFiles(plan, manner, known);
  }

  /**
   * Opens what a plan names: its photos, and where they are to be embedded its encoders.
   *
   * @param known experiments
   * @throws org.encodertraces.InputException when photos or encoders are not what they must be, or
   *     another run writes into the plan's folder
   * @throws UsageException when the photos do not bear what the plan asks of them
   */
  public static StudyRun open(
      StudyPlan plan, Manner manner, List<Experiment<?, ?>> known, Engine engine)
      throws IOException, InterruptedException {
    Optional<Path> taken =
        new StudyFiles(plan, manner, known).taken(StudyNeeds.anyNeeds(plan, known, Need.ENCODER));
    if (taken.isPresent()) {
      FolderLock.requireFree(taken.get());
    }
    return openHeld(plan, manner, known, engine);
  }

  /** Opens it for a caller that holds the folder's lock. */
  static StudyRun openHeld(
      StudyPlan plan, Manner manner, List<Experiment<?, ?>> known, Engine engine)
      throws IOException, InterruptedException {
    boolean extracts = plan.data().embeddings() == null && StudyNeeds.of(plan, known).embeddings();
    if (extracts && plan.folder().isEmpty()) {
      throw new UsageException(
          "out: missing; expected a folder for embeddings, results and the page");
    }
    Optional<ImageDataset> images = PlanPhotos.list(plan);
    images.ifPresent(dataset -> dataset.ignored().lines().forEach(engine.progress()::say));
    images.ifPresent(new PlanPhotos(plan, known, manner.isWritten())::require);
    OpenEncoders encoders =
        extracts || StudyNeeds.anyNeeds(plan, known, Need.ENCODER)
            ? OpenEncoders.of(
                plan,
                StudyNeeds.encoders(plan, known),
                StudyNeeds.otherEncoders(plan, known),
                images.map(dataset -> dataset.all().size()).orElse(1),
                engine.threads(),
                engine.progress())
            : OpenEncoders.none();
    return new StudyRun(plan, manner, known, engine, images, encoders);
  }

  /** The photos. */
  public Optional<ImageDataset> dataset() {
    return images;
  }

  /**
   * Runs it.
   *
   * @throws org.encodertraces.InputException when another run writes into the folder, or another
   *     plan's results are in the way
   */
  public Outcome run() throws IOException, InterruptedException {
    Optional<Path> taken = files.taken(StudyNeeds.anyNeeds(plan, known, Need.ENCODER));
    if (taken.isEmpty()) {
      return runHeld();
    }
    try (FolderLock lock = FolderLock.take(taken.get(), engine.progress())) {
      return runHeld();
    }
  }

  /** Runs it for a caller that holds the folder's lock. */
  Outcome runHeld() throws IOException, InterruptedException {
    List<Progress.Step> steps = steps();
    // Of one step, its tasks tell all there is to tell.
    try (Progress.Plan ahead = (steps.size() > 1 ? engine.progress() : Progress.NONE).plan(steps)) {
      return runHeld(ahead);
    }
  }

  /** Runs it as a piece of work that has begun, whose next steps are {@link #steps}. */
  Outcome runHeld(Progress.Plan ahead) throws IOException, InterruptedException {
    Outcome outcome = run(ahead);
    images
        .flatMap(dataset -> dataset.ignored().warning(dataset.all().size()))
        .ifPresent(engine.progress()::say);
    return outcome;
  }

  /** What it will do, in order. */
  List<Progress.Step> steps() {
    return new StudySteps(plan, known, engine.threads())
        .of(images, encoders, files.page().isPresent());
  }

  private Outcome run(Progress.Plan steps) throws IOException, InterruptedException {
    StudyNeeds needs = StudyNeeds.of(plan, known);
    boolean extracts = plan.data().embeddings() == null && needs.embeddings();
    Optional<StudyExtraction> extraction =
        extracts
            ? Optional.of(
                new StudyExtraction(
                    plan,
                    images.orElseThrow(),
                    encoders,
                    needs,
                    manner.form().skippedFile(),
                    engine))
            : Optional.empty();
    files.claim();
    Optional<Extracted> extracted = Optional.empty();
    if (extraction.isPresent()) {
      steps.next();
      extracted = Optional.of(extraction.get().run());
    }
    Came came = new Came(new ArrayList<>(), new ArrayList<>());
    StudyMaterial materials = new StudyMaterial(plan, manner.command(), images, encoders);
    for (int i = 0; i < plan.encoders().size(); i++) {
      Material material = materials.of(i, extracted);
      for (List<Group<?>> step : groups(plan.encoders().get(i))) {
        steps.next();
        for (Group<?> group : step) {
          run(group, material, extracted, came);
        }
      }
    }
    Optional<Path> page = files.page();
    if (page.isPresent()) {
      steps.next();
      List<Section> sections = Experiments.sections(known);
      ReportPage.write(page.get(), came.results(), sections);
      if (!manner.form().isTable()) { // a table says it in its own lines
        Answer.of(came.results(), sections).lines().forEach(engine.progress()::say);
      }
    }
    return new Outcome(
        page,
        came.results(),
        came.files(),
        extracted.filter(one -> !one.skipped().isEmpty()).map(Extracted::list));
  }

  /** What came so far, in the order of the plan. */
  private record Came(List<TraceResult> results, List<Path> files) {
    void add(TraceResult result, Optional<Path> file) {
      results.add(result);
      file.ifPresent(files::add);
    }
  }

  /** Settings of one experiment that run together. */
  private record Group<S extends ExperimentSettings>(
      Experiment<S, ?> experiment, List<S> settings) {}

  /** What is done of an encoder, in steps: first on its embeddings, then with itself. */
  private List<List<Group<?>>> groups(String encoder) {
    List<Group<?>> onEmbeddings = new ArrayList<>();
    List<Group<?>> anew = new ArrayList<>();
    for (StudyNeeds.Together together : StudyNeeds.together(plan, known, encoder)) {
      (together.embedsAnew() ? anew : onEmbeddings).add(group(together));
    }
    List<List<Group<?>>> steps = new ArrayList<>();
    for (List<Group<?>> step : List.of(onEmbeddings, anew)) {
      if (!step.isEmpty()) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static Group<?> group(StudyNeeds.Together together) {
    return typed(together.experiment(), together.settings());
  }

  private static <S extends ExperimentSettings> Group<S> typed(
      Experiment<S, ?> experiment, List<ExperimentSettings> settings) {
    return new Group<>(
        experiment, settings.stream().map(one -> experiment.settings().cast(one)).toList());
  }

  private <S extends ExperimentSettings> void run(
      Group<S> group, Material material, Optional<Extracted> extracted, Came came)
      throws IOException, InterruptedException {
    Experiment<S, ?> experiment = group.experiment();
    List<S> settled = new ArrayList<>();
    for (S asked : group.settings()) {
      S one = asked;
      if (extracted.isPresent() && experiment.needs(one).contains(Need.HALVES)) {
        one = experiment.within(one, extracted.get().trainPhotos());
      }
      settled.add(experiment.settled(one, material));
    }
    List<ResultFiles.Found> there = files.thereAlready(experiment, settled, material);
    if (there.size() == settled.size()) {
      engine.progress().say("%s is there already".formatted(described(there.get(0).result())));
      there.forEach(found -> came.add(found.result(), Optional.of(found.file())));
      return;
    }
    runAll(experiment, settled, material, came);
  }

  private <S extends ExperimentSettings, R extends TraceResult> void runAll(
      Experiment<S, R> experiment, List<S> settled, Material material, Came came)
      throws IOException, InterruptedException {
    for (Experiment.Ran<R> ran : experiment.runWithFiles(settled, material, engine)) {
      came.add(ran.result(), files.write(ran));
    }
  }

  /** Where a file stands beside a result's. */
  public static Path beside(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - ".json".length()) + ending);
  }

  private static String described(TraceResult result) {
    return "%s %s of %s"
        .formatted(result.header().kind(), result.parameter(), result.header().encoder());
  }

  @Override
  public void close() {
    encoders.close();
  }
}
