package org.encodertraces.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.encodertraces.Progress.Step;
import org.encodertraces.experiment.Experiments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyStepsTest {

  @TempDir Path work;

  @Test
  void aStepNamesAnEncoderAndNotWhereItsFileLies() throws Exception {
    Path file =
        Files.writeString(
            work.resolve("plan.json"),
            """
            {"data": {"embeddings": "e"}, "encoders": ["some/where/net.onnx", "a/b"],
             "parameters": ["jpeg"], "experiments": [{"experiment": "knn"}]}
            """);
    StudyPlan plan = PlanFile.read(file, Experiments.all());

    List<Step> steps =
        new StudySteps(plan, Experiments.all(), 1)
            .of(Optional.empty(), OpenEncoders.none(), plan.folder().isPresent());

    assertThat(steps.stream().map(Step::name)).containsExactly("knn of custom/net", "knn of a/b");
  }
}
