package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.encodertraces.extraction.StageCosts;
import org.encodertraces.machine.Roofs;
import org.encodertraces.machine.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTableTest {

  /** 100 GFLOP/s, 20 GB/s in order and 10 in random order. */
  private static final Roofs ROOFS = new Roofs(100e9, 20e9, 10e9);

  @Test
  void whatTakesMostOfAStageLimitsIt() {
    assertThat(BenchTable.limit(new Stage("a", 10, 900e9, 1e9, 0), ROOFS))
        .isEqualTo("products (90 % of it)");
    assertThat(BenchTable.limit(new Stage("b", 10, 100e9, 60e9, 0), ROOFS))
        .isEqualTo("reading rows in random order (60 % of it)");
    assertThat(BenchTable.limit(new Stage("c", 10, 100e9, 10e9, 0), ROOFS))
        .isEqualTo("neither products nor reading: 80 % of it is elsewhere");
  }

  @Test
  void aLineAStageWithItsShareAndChecksum() {
    StringWriter text = new StringWriter();
    new BenchTable(new PrintWriter(text), 2)
        .print(List.of(new Stage("exact search", 2, 100e9, 10e9, -1)), ROOFS);

    assertThat(text.toString())
        .contains("One core: 100 GFLOP/s in products, 20.0 GB/s of rows in order, 10.0 in random")
        .containsPattern("exact search +2[.]000 +1[.]500 +0[.]75  ffffffff")
        .contains("exact search: limited by products (50 % of it)");
  }

  @Test
  void theLargestStageOfExtractionIsNamed() {
    assertThat(BenchTable.largest(List.of(new StageCosts(1, 2, 1, 6), new StageCosts(1, 2, 1, 6))))
        .isEqualTo("the encoder (60 % of the processor time)");
  }

  /** Minutes are not spent on what cannot be. */
  @ParameterizedTest
  @CsvSource({
    "--threads, 0, '--threads 0: expected 1 to 1024'",
    "--rounds, 0, '--rounds 0: expected 1 or more'",
    "--encoder, nope/x, nope/x"
  })
  void whatCannotBeIsRefusedBeforeAnythingIsMeasured(String option, String value, String said)
      throws IOException {
    Set<Path> before = leftBehind();

    Run run = Run.of("bench", option, value);

    assertThat(leftBehind()).isEqualTo(before);

    assertThat(run.exitCode()).isIn(Traces.WRONG_USAGE, Traces.BAD_INPUT);
    assertThat(run.err()).contains(said).doesNotContain("experiments");
    assertThat(run.out()).isEmpty();
  }

  private static Set<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("traces-bench"))
          .collect(Collectors.toSet());
    }
  }
}
