package org.encodertraces.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {

  @ParameterizedTest
  @CsvSource({"-0.0, +0.00", "-1e-14, +0.00", "-0.0049, +0.00", "-0.005, -0.01", "3.456, +3.46"})
  void whatPrintsAsNoChangeHasNoSign(double change, String printed) {
    assertThat(String.format(Locale.ROOT, "%+.2f", Points.of(change))).isEqualTo(printed);
  }
}
