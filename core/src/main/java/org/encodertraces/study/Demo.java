package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Progress;
import org.encodertraces.acquisition.PairPacker;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.io.FolderLock;
import org.encodertraces.report.Answer;
import org.encodertraces.report.ReportPage;
import org.encodertraces.report.Section;
import org.encodertraces.result.TraceResult;
import org.encodertraces.shooting.PairList;
import org.encodertraces.shooting.ShootRun;
import org.encodertraces.shooting.Subject;

/**
 * The study in miniature: shoots scenes of the miniature world, and asks of one network trained in
 * three ways, and of the controls, what the study asks of its encoders. {@link DemoPlans} are three
 * plans, which share a folder and make one page.
 */
public final class Demo {

  private final Path out;
  private final DemoPlans.Size size;
  private final String command;
  private final Engine engine;

  private Demo(Path out, DemoPlans.Size size, String command, Engine engine) {
    this.out = out;
    this.size = size;
    this.command = command;
    this.engine = engine;
  }

  /**
   * Shoots, runs the plans and writes the page, {@code out/report.html}.
   *
   * @param command the command line, for provenance
   * @return the page
   * @throws org.encodertraces.InputException when another run writes into the folder, or it holds
   *     what another size of the demo wrote
   */
  public static Path run(Path out, DemoPlans.Size size, String command, Engine engine)
      throws IOException, InterruptedException {
    Path folder = out.toAbsolutePath().normalize();
    try (FolderLock lock = FolderLock.take(out, engine.progress())) {
      return new Demo(folder, size, command, engine).run();
    }
  }

  private Path run() throws IOException, InterruptedException {
    ShootRun.Settings world =
        shooting(DemoPlans.WORLD, 0, size.scenes(), KnownCameras.BASES.subList(0, 1));
    ShootRun.Settings cameras =
        shooting(DemoPlans.CAMERAS, size.scenes(), size.shared(), KnownCameras.BASES);
    ShootRun.run(world, engine.progress());
    ShootRun.run(cameras, engine.progress());
    Path pairs = PairPacker.packOfOneContent(PairList.write(cameras), cameras.out()).file();
    DemoPlans plans = new DemoPlans(out, size);
    try (StudyRun ofWorld =
            open(DemoPlans.WORLD, plans.ofProcessings(world.out(), engine.progress()));
        StudyRun ofCameras = open(DemoPlans.CAMERAS, plans.ofCameras(cameras.out()));
        StudyRun ofPairs = open(DemoPlans.PAIRS, plans.ofPairs(pairs))) {
      return run(
          ofWorld,
          List.of(
              new OneStep("which of two cameras took a photo", ofCameras),
              new OneStep("whether a photo finds its scene", ofPairs)));
    }
  }

  /** A run that takes seconds, and is told as one step. */
  private record OneStep(String asks, StudyRun run) {

    Progress.Step step() {
      List<Progress.Step> steps = run.steps();
      return new Progress.Step(
          asks + ": " + steps.get(0).name(),
          steps.stream().flatMap(step -> step.parts().stream()).toList());
    }
  }

  /** The first run is told step by step. */
  private Path run(StudyRun first, List<OneStep> others) throws IOException, InterruptedException {
    List<Progress.Step> steps = new ArrayList<>(first.steps());
    others.forEach(other -> steps.add(other.step()));
    steps.add(StudySteps.PAGE);
    List<TraceResult> results = new ArrayList<>();
    try (Progress.Plan ahead = engine.progress().plan(steps)) {
      results.addAll(first.runHeld(ahead).results());
      for (OneStep other : others) {
        ahead.next();
        results.addAll(other.run().runHeld(() -> {}).results());
      }
      ahead.next();
      Path page = out.resolve("report.html");
      List<Section> sections = Experiments.sections(Experiments.all());
      ReportPage.write(page, results, sections);
      Answer.of(results, sections).lines().forEach(engine.progress()::say);
      if (size.equals(DemoPlans.Size.FULL)) {
        engine
            .progress()
            .say(
                "toy/cvl, toy/sup and toy/ssl differ in augmentation and length of training too, not in"
                    + " their objective alone: docs/toys.md");
      }
      return page;
    }
  }

  private StudyRun open(String part, StudyPlan plan) throws IOException, InterruptedException {
    return StudyRun.openHeld(
        plan, StudyRun.Manner.ofPart(command, part), Experiments.all(), engine);
  }

  private ShootRun.Settings shooting(String name, int first, int count, List<String> cameras)
      throws IOException {
    List<Subject> subjects = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      subjects.add(new Subject.OfWorld(DemoPlans.SEED, i));
    }
    return new ShootRun.Settings(
        out.resolve(name),
        subjects,
        KnownCameras.builtIn().cameras(cameras),
        DemoPlans.SEED,
        size.side(),
        false,
        "scenes %d to %d of seed %d".formatted(first, first + count - 1, DemoPlans.SEED),
        engine.threads());
  }
}
