package org.encodertraces.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.ResultFiles;
import org.encodertraces.result.TraceResult;
import org.encodertraces.statistics.OwnerRelabeling.Dealing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, of a world so small that it takes seconds. */
class DemoTest {

  private static final DemoPlans.Size SMALL =
      new DemoPlans.Size(List.of("toy/cvl"), List.of("builtin/color"), 72, 20, 32, true);

  @TempDir private Path folder;

  @Test
  void threePlansMakeOnePage() throws Exception {
    Path out = folder.resolve("demo");
    Told told = new Told(new ArrayList<>(), new ArrayList<>());
    Path page = run(out, SMALL, told);

    assertThat(told.steps()).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    assertThat(told.tasks())
        .filteredOn(task -> task.startsWith("shoot"))
        .containsExactly("shoot world", "shoot cameras");
    assertThat(page).isEqualTo(out.resolve("report.html")).content().contains("toy/cvl");
    List<TraceResult> results = results(out);
    Map<String, Integer> kinds = new TreeMap<>();
    results.forEach(
        result ->
            kinds.merge(result.header().dataset() + " " + result.header().kind(), 1, Integer::sum));
    // Of both encoders, and of two parameters; a repair of the trained one.
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "world probe", 4,
                "world knn", 4,
                "world neighbors", 4,
                "world similarity", 4,
                "world ladder", 2,
                "world repair", 1,
                "cameras acquisition", 2,
                "pairs retrieve", 2));
    // Both cameras shot each scene: among scenes, labels could not be dealt.
    assertThat(results.stream().filter(AcquisitionResult.class::isInstance))
        .allSatisfy(
            result ->
                assertThat(((AcquisitionResult) result).evidence().dealing())
                    .contains(Dealing.WITHIN_OWNERS));
    for (String plan : List.of("world", "cameras", "pairs")) {
      assertThat(PlanFile.read(out.resolve(plan + ".json"), Experiments.all()).folder())
          .contains(out.toString());
    }

    String before = Files.readString(page);
    Map<Path, FileTime> written = times(out.resolve("results"));
    run(out, SMALL);
    assertThat(times(out.resolve("results"))).isEqualTo(written);
    assertThat(page).content().isEqualTo(before);

    assertThatThrownBy(() -> run(out, DemoPlans.Size.QUICK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds photos of another plan");
  }

  private static Path run(Path out, DemoPlans.Size size) throws IOException, InterruptedException {
    return run(out, size, Progress.NONE);
  }

  /** The names of steps and of tasks, in the order in which they were told. */
  private record Told(List<String> steps, List<String> tasks) implements Progress {
    @Override
    public Task start(String name, long total) {
      synchronized (tasks) {
        tasks.add(name);
      }
      return done -> {};
    }

    @Override
    public void say(String line) {}

    @Override
    public Plan plan(List<Step> ahead) {
      ahead.forEach(step -> steps.add(step.name()));
      return () -> {};
    }
  }

  private static Path run(Path out, DemoPlans.Size size, Progress progress)
      throws IOException, InterruptedException {
    try (Engine engine = Engine.of(2, progress)) {
      return Demo.run(out, size, "traces demo", engine);
    }
  }

  private static List<TraceResult> results(Path out) throws IOException {
    return ResultFiles.readAll(out.resolve("results"), Experiments.all());
  }

  private static Map<Path, FileTime> times(Path folder) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
