package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Some of the commands under another name, as the module {@code spark} offers them. */
class OtherNamesTest {

  @Test
  void someOfTheCommandsStandAlone() {
    CommandLine some =
        Traces.commandLineAs("traces spark", Set.of("extract", "knn", "probe", "help"), Map.of());
    StringWriter out = new StringWriter();
    some.setOut(new PrintWriter(out));

    assertThat(some.getSubcommands().keySet())
        .containsExactlyInAnyOrder("extract", "knn", "probe", "help");
    assertThat(some.execute("knn", "--help")).isZero();
    assertThat(out.toString()).contains("traces spark knn", "--embeddings", "--queries");
  }
}
