package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParametersOptionsTest {

  @Test
  void commasInsideParenthesesNeverSplitAList() {
    assertThat("IDENTITY,fit(1600,lanczos) jpeg(75,420),THUMB".split(ParametersOptions.BETWEEN, -1))
        .containsExactly("IDENTITY", "fit(1600,lanczos) jpeg(75,420)", "THUMB");
  }

  @Test
  void parenthesesThatDoNotMatchAreNamed() {
    Run run =
        Run.of("process", "--images", "x.jpg", "--out", "x", "--processing", "fit(3,jpeg(75,420)");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--processing: \"fit(3\": cannot read \"fit(3\"; expected operations");
  }
}
