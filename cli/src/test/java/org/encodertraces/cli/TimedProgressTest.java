package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.Forecast.Part;
import org.encodertraces.Progress;
import org.encodertraces.Progress.Step;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.processing.Parameter;
import org.encodertraces.scene.Scene;
import org.encodertraces.study.Audit;
import org.encodertraces.study.StudyPlan;
import org.encodertraces.study.StudyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log shows of long work, by a clock that the test turns. */
class TimedProgressTest {

  private final AtomicLong now = new AtomicLong(-1_000);
  private final StringWriter written = new StringWriter();
  private final Progress progress = new LineProgress(new PrintWriter(written, true), now::get);

  @Test
  void aTaskSaysHowLongIsLeftAndNotALineAPhoto() {
    try (Progress.Task task = progress.start("extract photos", 1000)) {
      for (int i = 0; i < 1000; i++) {
        pass(0.5);
        task.step(1);
      }
    }

    List<String> lines = written.toString().lines().toList();
    // 500 s: every 5 s at first, then as often as a tenth of the time has passed.
    assertThat(lines).hasSizeBetween(20, 60);
    assertThat(lines.get(0)).isEqualTo("extract photos: 10 of 1000");
    assertThat(lines.get(1)).isEqualTo("extract photos: 20 of 1000, about 8 min left");
    assertThat(lines).allMatch(line -> line.startsWith("extract photos: "));
  }

  @Test
  void aPlanSaysItsStepsTheirNumberAndOnceHowLongAllWillTake() {
    List<Step> steps =
        List.of(
            new Step("extract 10 photos", List.of(Part.ofWork("pictures", 10))),
            new Step("probes", List.of(Part.ofSeconds("probe", 30), Part.ofSeconds("probe", 30))),
            new Step("page", List.of()));
    try (Progress.Plan plan = progress.plan(steps)) {
      plan.next();
      task("extract photos", 10, 6);
      plan.next();
      task("probe jpeg", 2, 30);
      task("probe resizing", 1, 60);
      plan.next();
    }
    try (Progress.Task task = progress.start("something else", 10)) {
      pass(6);
      task.step(1);
    }

    assertThat(written.toString().lines())
        .containsExactly(
            "3 steps: extract 10 photos; probes; page",
            "step 1 of 3: extract 10 photos",
            "about 2 min in all, judged by the first photos",
            "step 1 of 3: extract photos: 1 of 10, about 2 min left",
            "step 1 of 3: extract photos: 2 of 10, about 2 min left",
            "step 1 of 3: extract photos: 3 of 10, about 2 min left",
            "step 1 of 3: extract photos: 4 of 10, about 2 min left",
            "step 1 of 3: extract photos: 5 of 10, about 2 min left",
            "step 1 of 3: extract photos: 6 of 10, about 1 min left",
            "step 1 of 3: extract photos: 7 of 10, about 1 min left",
            "step 1 of 3: extract photos: 8 of 10, about 1 min left",
            "step 1 of 3: extract photos: 9 of 10, about 1 min left",
            "step 1 of 3: extract photos: 10 of 10, about 1 min left",
            "step 2 of 3: probes, about 1 min left",
            // Twice as long as expected, and so the next.
            "step 2 of 3: probe jpeg: 1 of 2, about 2 min left",
            "step 2 of 3: probe jpeg: 2 of 2, about 1 min left",
            "step 2 of 3: probe resizing: 1 of 1, a few seconds left",
            "step 3 of 3: page",
            "something else: 1 of 10, about 50 s left");
  }

  /** Or the forecast of an audit would be one of other work than it does. */
  @Test
  void anAuditStartsTheTasksThatItsPlanNames(@TempDir Path folder) throws Exception {
    List<List<String>> started = new ArrayList<>();
    List<Step> planned = new ArrayList<>();
    Progress recording =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            started.get(started.size() - 1).add(name);
            return NONE.start(name, total);
          }

          @Override
          public void say(String line) {}

          @Override
          public Plan plan(List<Step> steps) {
            planned.addAll(steps);
            return () -> started.add(new ArrayList<>());
          }
        };
    for (Scene[] scenes : new Scene[][] {{Scene.FRUIT, Scene.NIGHT}, {Scene.FRUIT}}) {
      started.clear();
      planned.clear();
      Path photos = Photos.inClasses(folder.resolve(scenes.length + " photos"), 10, scenes);
      Path out = folder.resolve(scenes.length + " out");
      StudyPlan plan =
          Audit.plan(
              PhotoFolder.read(photos, "photos", 0),
              new Audit.Wish(
                  new StudyPlan(
                      new StudyPlan.Data(photos.toString(), null, null, "photos", null),
                      List.of("builtin/color", "builtin/hog"),
                      List.of(),
                      List.of(),
                      0,
                      4,
                      false,
                      "cpu",
                      out.toString()),
                  Parameter.study(),
                  Optional.empty(),
                  true,
                  false),
              Progress.NONE);
      try (Engine engine = Engine.of(2, recording);
          StudyRun run =
              StudyRun.open(
                  plan, StudyRun.Manner.ofAudit("traces audit"), Experiments.all(), engine)) {
        run.run();
      }

      assertThat(started).hasSameSizeAs(planned);
      for (int i = 0; i < planned.size(); i++) {
        assertThat(started.get(i)).as(planned.get(i).name()).hasSameSizeAs(planned.get(i).parts());
      }
    }
  }

  private void task(String name, int units, double secondsEach) {
    try (Progress.Task task = progress.start(name, units)) {
      for (int i = 0; i < units; i++) {
        pass(secondsEach);
        task.step(1);
      }
    }
  }

  private void pass(double seconds) {
    now.addAndGet(Math.round(seconds * 1e9));
  }
}
