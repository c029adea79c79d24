package org.encodertraces.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that the page shows are plans, and every experiment has one. */
class PlanPageTest {

  private static final Pattern PLAN = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @TempDir Path work;

  @Test
  void everyPlanOfThePageIsReadAndEveryExperimentIsInOne() throws Exception {
    List<MatchResult> plans =
        PLAN.matcher(Files.readString(Path.of("../docs/plans.md"))).results().toList();
    Set<String> shown = new TreeSet<>();
    for (MatchResult plan : plans) {
      Path file = Files.writeString(work.resolve("plan.json"), plan.group(1));
      PlanFile.read(file, Experiments.all())
          .experiments()
          .forEach(planned -> shown.add(planned.settings().experiment()));
    }

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Experiments.all().stream().map(Experiment::name).toList());
  }
}
