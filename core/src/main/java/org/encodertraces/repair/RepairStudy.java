package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.linalg.internal.Lapack;

/** Fits all methods, judges them and recommends one, or none. */
public final class RepairStudy {

  /** Photos that train the auditor, and that test, unless the user says otherwise. */
  public static final int JUDGES = 1_000;

  /** Fit photos that folds hold in memory at most. */
  private static final int FOLD_PHOTOS = 1_200;

  private final Input input;
  private final Settings settings;
  private final Lapack lapack = new Lapack();
  private final Engine engine;
  private final ThreeWay parts;
  private final CameraJudge cameras;

  /**
   * The photos.
   *
   * @param vectors of all of them, under everything that the following point to
   * @param ids [photos] that decide what a photo does
   * @param fitted processings whose traces are to go
   * @param plain the processing that counts as none
   * @param unseen processings that nothing is fitted on, by name of what they vary
   * @param leftOut parameters among those that are fitted: each is read after a fit on the others
   * @param canonical the same photos and processings after one fixed processing; none where there
   *     are no pictures
   * @param cameras what is at hand of how photos were taken
   */
  public record Input(
      PhotoVectors vectors,
      List<String> ids,
      int[] fitted,
      int plain,
      Map<String, int[]> unseen,
      Map<String, int[]> leftOut,
      Optional<PhotoVectors> canonical,
      Cameras cameras) {

    /** Where nothing is at hand of how photos were taken. */
    public Input(
        PhotoVectors vectors,
        List<String> ids,
        int[] fitted,
        int plain,
        Map<String, int[]> unseen,
        Map<String, int[]> leftOut,
        Optional<PhotoVectors> canonical) {
      this(vectors, ids, fitted, plain, unseen, leftOut, canonical, Cameras.none());
    }

    /** The same, with what is at hand of how photos were taken. */
    public Input with(Cameras known) {
      return new Input(vectors, ids, fitted, plain, unseen, leftOut, canonical, known);
    }
  }

  /**
   * What is asked.
   *
   * @param methods to fit, beside the identity
   * @param form of all methods; without, {@link #form} of each
   * @param seed of the split
   * @param judgesAtMost photos that train the auditor, and that test, at most
   */
  public record Settings(
      List<Method> methods, Use use, Optional<Form> form, long seed, int judgesAtMost) {

    /** How a method takes vectors. */
    public Form form(Method method) {
      return form.orElse(ownForm(method));
    }

    /**
     * How a method takes vectors unless it is said: erasure that is to be exact takes them as
     * stored, as its theorem is about the rows that it is fitted on; all others as every experiment
     * uses them, of length 1, and so any that are handed to them later.
     */
    public static Form ownForm(Method method) {
      return method == Method.LEACE_EXACT ? Form.RAW : Form.UNIT;
    }
  }

  /**
   * What came of it.
   *
   * @param methods in their order, the identity first
   * @param fits of these
   * @param leftOut methods with no row, and why
   * @param sensitivity length of the smallest planted shift that the auditor finds four times in
   *     five; none where it finds none of length 1
   * @param fitPhotos that fitted
   * @param trainPhotos that trained the auditor
   * @param testPhotos that tested
   * @param scores by method, of the folds that chose
   */
  public record Outcome(
      List<MethodFigures> methods,
      List<Fit.Done> fits,
      List<Fit.LeftOut> leftOut,
      Recommendation recommendation,
      OptionalDouble sensitivity,
      int fitPhotos,
      int trainPhotos,
      int testPhotos,
      Map<Method, Double> scores) {}

  private RepairStudy(Input input, Settings settings, Engine engine) {
    this.input = input;
    this.settings = settings;
    this.engine = engine;
    parts = ThreeWay.of(input.ids(), settings.seed(), settings.judgesAtMost());
    cameras =
        new CameraJudge(
            input.cameras(),
            parts.judging(),
            parts.train().length,
            settings.seed(),
            lapack,
            engine.product());
  }

  /**
   * Refuses photos that are too few, by their ids alone.
   *
   * @throws org.encodertraces.InputException that tells how many each part would have
   */
  public static void requirePhotos(List<String> ids, long seed, int judgesAtMost) {
    ThreeWay.of(ids, seed, judgesAtMost);
  }

  /**
   * Runs it.
   *
   * @throws org.encodertraces.InputException when the photos are too few, or those of an attribute
   */
  public static Outcome run(Input input, Settings settings, Engine engine)
      throws InterruptedException {
    return new RepairStudy(input, settings, engine).run();
  }

  private Outcome run() throws InterruptedException {
    List<Fit.LeftOut> leftOut = new ArrayList<>();
    Map<Method, Fit.Done> fits = new EnumMap<>(Method.class);
    Choice choice;
    try (Progress.Task task =
        engine.progress().start("repair: choose", Choice.steps(settings.methods()))) {
      int[] held = Arrays.stream(parts.fit()).limit(FOLD_PHOTOS).toArray();
      choice =
          Choice.of(
              new Folds(
                  HeldVectors.of(input.vectors(), held, input.fitted()),
                  settings.use(),
                  lapack,
                  engine.product()),
              settings.methods(),
              settings::form,
              task);
    }
    fit(new SelectedVectors(input.vectors(), parts.fit(), input.fitted()), choice, fits, leftOut);
    Map<String, Map<Method, Fit.Done>> without = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> parameter : input.leftOut().entrySet()) {
      int[] others =
          Arrays.stream(input.fitted())
              .filter(p -> Arrays.stream(parameter.getValue()).noneMatch(own -> own == p))
              .toArray();
      if (others.length >= 2) {
        Map<Method, Fit.Done> own = new EnumMap<>(Method.class);
        fit(
            new SelectedVectors(input.vectors(), parts.fit(), others),
            choice,
            own,
            new ArrayList<>());
        without.put(parameter.getKey(), own);
      }
    }
    return judged(choice, fits, without, leftOut);
  }

  private Outcome judged(
      Choice choice,
      Map<Method, Fit.Done> fits,
      Map<String, Map<Method, Fit.Done>> without,
      List<Fit.LeftOut> leftOut)
      throws InterruptedException {
    Material stored = material(input.vectors(), without);
    Judge judge = new Judge(stored, cameras, lapack, engine.product());
    List<Fit.Done> all = List.copyOf(fits.values());
    Judgment[] judgments = new Judgment[all.size()];
    try (Progress.Task task = engine.progress().start("repair: judge", all.size())) {
      engine
          .workers()
          .run(
              judgments.length,
              i -> {
                judgments[i] = judge.judge(all.get(i), after(all.get(i), stored, without));
                task.step(1);
              });
    }
    Map<Method, Judgment> byMethod = new EnumMap<>(Method.class);
    for (Judgment judgment : judgments) {
      byMethod.put(judgment.fit().method(), judgment);
    }
    Recommendation recommendation = Recommendation.of(settings.use(), choice, byMethod);
    OptionalDouble sensitivity = Sensitivity.of(judge.before(), judge.old().ridge(), lapack);
    return new Outcome(
        Arrays.stream(judgments)
            .map(
                judgment ->
                    MethodFigures.of(judgment, settings.use(), unbeaten(judgment, judgments)))
            .toList(),
        all,
        leftOut,
        recommendation,
        sensitivity,
        parts.fit().length,
        parts.train().length,
        parts.test().length,
        choice.scores());
  }

  /** Whether no other that a user could use is as good on both axes and better on one. */
  private boolean unbeaten(Judgment judgment, Judgment[] all) {
    if (judgment.fit().method().oracle()) {
      return false;
    }
    double left = judgment.traceLeft(settings.use());
    double kept = judgment.contentKept(settings.use());
    for (Judgment other : all) {
      double otherLeft = other.traceLeft(settings.use());
      double otherKept = other.contentKept(settings.use());
      if (!other.fit().method().oracle()
          && otherLeft <= left
          && otherKept >= kept
          && (otherLeft < left || otherKept > kept)) {
        return false;
      }
    }
    return true;
  }

  private Material material(PhotoVectors vectors, Map<String, Map<Method, Fit.Done>> without) {
    int[] judging = parts.judging();
    List<Material.HeldOut> heldOut = new ArrayList<>();
    input
        .unseen()
        .forEach(
            (name, processings) ->
                heldOut.add(
                    new Material.HeldOut(name, HeldVectors.of(vectors, judging, processings))));
    without
        .keySet()
        .forEach(
            name ->
                heldOut.add(
                    new Material.HeldOut(
                        name,
                        HeldVectors.of(
                            vectors, judging, input.leftOut().getOrDefault(name, new int[0])))));
    return new Material(
        HeldVectors.of(vectors, judging, input.fitted()),
        parts.train().length,
        HeldVectors.of(vectors, judging, new int[] {input.plain()}),
        heldOut);
  }

  /** The judging photos after a method; what was fitted without a parameter repairs that one. */
  private Material after(
      Fit.Done fit, Material stored, Map<String, Map<Method, Fit.Done>> without) {
    Repairing repairing = new Repairing(engine.product());
    if (fit.repair() instanceof Repair.OfPictures) {
      return material(input.canonical().orElseThrow(), without).through(fit.repair(), repairing);
    }
    Map<String, Repair> others = new LinkedHashMap<>();
    without.forEach(
        (name, fits) ->
            Optional.ofNullable(fits.get(fit.method()))
                .ifPresent(own -> others.put(name, own.repair())));
    return stored.through(fit.repair(), others, repairing);
  }

  private void fit(
      PhotoVectors vectors, Choice choice, Map<Method, Fit.Done> fits, List<Fit.LeftOut> leftOut) {
    Map<Form, Fitter> fitters = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      fitters.put(form, new Fitter(vectors, form, lapack));
    }
    Fitter unit = fitter(fitters, Form.UNIT);
    fits.put(Method.IDENTITY, unit.identity());
    for (Method method : settings.methods()) {
      if (method != Method.IDENTITY && method != Method.RANDOM) {
        Fit fit = fit(method, fitter(fitters, settings.form(method)), choice);
        if (fit instanceof Fit.Done done) {
          fits.put(method, done);
        } else if (fit instanceof Fit.LeftOut reason) {
          leftOut.add(reason);
        }
      }
    }
    if (settings.methods().contains(Method.RANDOM)) {
      int rank = fits.values().stream().mapToInt(Fit.Done::rank).max().orElse(0);
      fits.put(Method.RANDOM, unit.random(rank == 0 ? vectors.processings() - 1 : rank));
    }
  }

  private Fit fit(Method method, Fitter fitter, Choice choice) {
    return switch (method) {
      case IDENTITY -> fitter.identity();
      case RANDOM -> fitter.random(choice.rank());
      case LEACE -> fitter.leace();
      case LEACE_EXACT -> fitter.leaceExact();
      case SPLINCE -> fitter.splince();
      case NAP -> fitter.nap(choice.rank());
      case WHITEN -> fitter.whiten(choice.weight());
      case MEAN -> fitter.mean();
      case COMBAT -> fitter.combat();
      case CANONICAL ->
          input.canonical().isPresent()
              ? new Fit.Done(Method.CANONICAL, 0, new Repair.OfPictures(), Map.of())
              : new Fit.LeftOut(
                  Method.CANONICAL,
                  "needs pictures and a canonical processing: photos go through one processing before they"
                      + " are embedded");
    };
  }

  private static Fitter fitter(Map<Form, Fitter> fitters, Form form) {
    return Optional.ofNullable(fitters.get(form)).orElseThrow();
  }

  /** All processings of some vectors, in their order. */
  public static int[] allOf(int processings) {
    return IntStream.range(0, processings).toArray();
  }
}
