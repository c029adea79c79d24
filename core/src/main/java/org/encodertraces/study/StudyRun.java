package org.encodertraces.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.dataset.Datasets;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.encoder.FirstUse;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Material;
import org.encodertraces.experiment.Need;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;
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
 * out/report.html} and the plan as {@code out/audit.json}; of a plan without a folder, results
 * alone, into {@code results}.
 */
public final class StudyRun implements AutoCloseable {

  private final StudyPlan plan;
  private final Manner manner;
  private final List<Experiment<?, ?>> known;
  private final Engine engine;
  private final Optional<ImageDataset> images;
  private final OpenEncoders encoders;

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
   * @param part of what, where the plan is one of several of a folder: it is kept as {@code
   *     out/PART.json}, and whoever runs them all writes their page
   */
  public record Manner(
      String command, Optional<Path> results, boolean continues, Optional<String> part) {

    /** Of one plan. */
    public Manner(String command, Optional<Path> results, boolean continues) {
      this(command, results, continues, Optional.empty());
    }

    /** What is there already is taken. */
    public static Manner ofPlan(String command) {
      return new Manner(command, Optional.of(Path.of("results")), true);
    }

    /** The same, of one plan among several of a folder. */
    static Manner ofPart(String command, String part) {
      return new Manner(command, Optional.empty(), true, Optional.of(part));
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
  }

  /**
   * Opens what a plan names: its photos, and where they are to be embedded its encoders.
   *
   * @param known experiments
   * @throws org.encodertraces.InputException when photos or encoders are not what they must be, or
   *     another run writes into the plan's folder
   */
  public static StudyRun open(
      StudyPlan plan, Manner manner, List<Experiment<?, ?>> known, Engine engine)
      throws IOException, InterruptedException {
    Optional<Path> taken = taken(plan, manner, known);
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
    Optional<ImageDataset> images = images(plan);
    images.ifPresent(dataset -> dataset.ignored().lines().forEach(engine.progress()::say));
    OpenEncoders encoders =
        extracts || StudyNeeds.anyNeeds(plan, known, Need.ENCODER)
            ? OpenEncoders.of(
                plan,
                StudyNeeds.otherEncoders(plan, known),
                images.map(dataset -> dataset.all().size()).orElse(1),
                engine.threads(),
                engine.progress())
            : OpenEncoders.none();
    return new StudyRun(plan, manner, known, engine, images, encoders);
  }

  /** The folder that one run at a time writes into; results of embeddings are small and whole. */
  private static Optional<Path> taken(StudyPlan plan, Manner manner, List<Experiment<?, ?>> known) {
    return plan.folder()
        .map(Path::of)
        .or(
            () ->
                StudyNeeds.anyNeeds(plan, known, Need.ENCODER)
                    ? manner.results()
                    : Optional.empty());
  }

  private static Optional<ImageDataset> images(StudyPlan plan) throws IOException {
    String path = plan.data().images();
    if (path == null) {
      return Optional.empty();
    }
    String name = plan.data().dataset();
    return Optional.of(
        Datasets.open(
            Path.of(path),
            new Datasets.Reading(
                name == null ? "" : name, plan.seed(), Optional.ofNullable(plan.data().label()))));
  }

  /** The photos. */
  public Optional<ImageDataset> dataset() {
    return images;
  }

  /**
   * Runs it.
   *
   * @throws org.encodertraces.InputException when a split has no photo, another run writes into the
   *     folder, or another plan's results are in the way
   */
  public Outcome run() throws IOException, InterruptedException {
    Optional<Path> taken = taken(plan, manner, known);
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
    return new StudySteps(plan, known, engine.threads()).of(images, encoders.encoders(), hasPage());
  }

  private boolean hasPage() {
    return plan.folder().isPresent() && manner.part().isEmpty();
  }

  /** Name of the list of photos that could not be read. */
  private String skipped() {
    return manner.part().map(part -> part + "-skipped.csv").orElse("skipped.csv");
  }

  private Optional<Path> results() {
    return plan.folder().map(out -> Path.of(out).resolve("results")).or(manner::results);
  }

  private Outcome run(Progress.Plan steps) throws IOException, InterruptedException {
    StudyNeeds needs = StudyNeeds.of(plan, known);
    boolean extracts = plan.data().embeddings() == null && needs.embeddings();
    Optional<StudyExtraction> extraction =
        extracts
            ? Optional.of(
                new StudyExtraction(plan, images.orElseThrow(), encoders, needs, skipped(), engine))
            : Optional.empty();
    if (extraction.isPresent()) {
      extraction.get().requirePhotos();
    }
    if (plan.folder().isPresent()) {
      PlanClaim.claim(Path.of(plan.folder().get()), manner.part(), plan);
    }
    Optional<Extracted> extracted = Optional.empty();
    if (extraction.isPresent()) {
      steps.next();
      extracted = Optional.of(extraction.get().run());
    }
    List<TraceResult> results = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < plan.encoders().size(); i++) {
      Material material = material(i, extracted);
      for (List<Group<?>> step : groups(plan.encoders().get(i))) {
        steps.next();
        for (Group<?> group : step) {
          run(group, material, extracted, results, files);
        }
      }
    }
    Optional<Path> page =
        plan.folder().filter(out -> hasPage()).map(out -> Path.of(out).resolve("report.html"));
    if (page.isPresent()) {
      steps.next();
      List<Section> sections = Experiments.sections(known);
      ReportPage.write(page.get(), results, sections);
      Answer.of(results, sections).lines().forEach(engine.progress()::say);
    }
    return new Outcome(
        page,
        results,
        files,
        extracted.filter(one -> !one.skipped().isEmpty()).map(Extracted::list));
  }

  private Material material(int index, Optional<Extracted> extracted) throws IOException {
    Optional<FirstUse.Ready> ready = encoders.at(index);
    EncoderName name =
        ready
            .map(one -> EncoderName.ofId(one.encoder().card().id()))
            .orElse(EncoderName.ofReference(plan.encoders().get(index)));
    Optional<Path> folder =
        extracted
            .map(Extracted::folder)
            .or(() -> Optional.ofNullable(plan.data().embeddings()).map(Path::of));
    Optional<StoredEncoder> there = stored(folder, name);
    String category =
        ready
            .map(one -> one.encoder().card().category())
            .or(() -> recordedCategory(there))
            .orElse("custom");
    String dataset =
        images
            .map(ImageDataset::name)
            .filter(one -> plan.data().embeddings() == null)
            .orElseGet(
                () ->
                    folder
                        .map(one -> String.valueOf(one.toAbsolutePath().normalize().getFileName()))
                        .orElse(name.variant()));
    return new Material(
        new Material.Origin(
            manner.command(),
            dataset,
            name,
            category,
            extracted
                .map(
                    one ->
                        one.found(plan, images.orElseThrow(), ready.orElseThrow().encoder().card()))
                .orElse(Map.of())),
        there,
        images.map(
            one -> new Material.Photos(one, plan.seed(), Optional.ofNullable(plan.data().label()))),
        ready.map(
            one ->
                new Material.Opened(
                    one.encoder(),
                    plan.encoders().get(index),
                    extracted.map(Extracted::batch).orElse(one.batch()),
                    plan.device())),
        encoders.byReference().entrySet().stream()
            .map(
                one ->
                    new Material.Opened(
                        one.getValue().encoder(),
                        one.getKey(),
                        one.getValue().batch(),
                        plan.device()))
            .toList());
  }

  private Optional<StoredEncoder> stored(Optional<Path> folder, EncoderName name)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    EmbeddingStore store = EmbeddingStore.open(folder.get());
    String through = plan.data().through();
    return Optional.of(
        (through == null ? store : store.through(AffineMapFile.read(Path.of(through)))).of(name));
  }

  private static Optional<String> recordedCategory(Optional<StoredEncoder> stored) {
    try {
      return stored.isPresent() ? stored.get().category() : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      Group<S> group,
      Material material,
      Optional<Extracted> extracted,
      List<TraceResult> results,
      List<Path> files)
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
    List<ResultFiles.Found> there = thereAlready(experiment, settled, material);
    if (there.size() == settled.size()) {
      engine.progress().say("%s is there already".formatted(described(there.get(0).result())));
      there.forEach(
          found -> {
            files.add(found.file());
            results.add(found.result());
          });
      return;
    }
    runAll(experiment, settled, material, results, files);
  }

  private <S extends ExperimentSettings, R extends TraceResult> void runAll(
      Experiment<S, R> experiment,
      List<S> settled,
      Material material,
      List<TraceResult> results,
      List<Path> files)
      throws IOException, InterruptedException {
    for (R result : experiment.runAll(settled, material, engine)) {
      if (results().isPresent()) {
        Path file = ResultFiles.write(results().get(), result);
        for (var text : experiment.beside(result).entrySet()) {
          WholeFile.writeString(beside(file, text.getKey()), text.getValue());
        }
        files.add(file);
      }
      results.add(result);
    }
  }

  /** Where a text stands beside a result's file. */
  public static Path beside(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - ".json".length()) + ending);
  }

  /** Results of the same plan and the same bytes that an earlier run wrote. */
  private <S extends ExperimentSettings> List<ResultFiles.Found> thereAlready(
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

  private static String described(TraceResult result) {
    return "%s %s of %s"
        .formatted(result.header().kind(), result.parameter(), result.header().encoder());
  }

  private static boolean isUnchanged(Material material, TraceResult there) {
    try {
      return material.isUnchanged(there.header().provenance().inputs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    encoders.close();
  }
}
