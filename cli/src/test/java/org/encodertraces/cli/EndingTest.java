package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is said when the JVM ends under a command, as by Ctrl-C. */
class EndingTest {

  private static String said(boolean stopping) {
    StringWriter err = new StringWriter();
    Traces.run(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        () -> stopping,
        "report",
        "--results",
        "no folder of this name",
        "--out",
        "page.html");
    return err.toString();
  }

  /** Libraries end by hooks of their own; what runs in them then fails somehow. */
  @Test
  void whatFailsMeanwhileWasInterrupted() {
    assertThat(said(true)).isEqualTo("traces: interrupted\n");
    assertThat(said(false)).contains("no folder of this name");
  }
}
