package org.encodertraces.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void sayOneThresholdInEveryUnit() {
    Units units = Units.of(0.92346);

    assertThat(units.cosine()).isEqualTo(0.9234);
    assertThat(units.cosineDistance()).isCloseTo(0.0766, within(1e-12));
    assertThat(units.innerProduct()).isEqualTo(0.9234);
    // |a - b|² = 2 - 2 a·b for vectors of length 1
    assertThat(units.squaredL2()).isCloseTo(0.1532, within(1e-12));
    assertThat(units.angular()).isCloseTo(Math.sqrt(0.1532), within(1e-12));
    assertThat(units.percent()).isCloseTo(92.34, within(1e-12));
  }

  @Test
  void areRoundedToTheSafeSide() {
    assertThat(Units.of(0.98765f).cosine()).isEqualTo(0.9876);
    assertThat(Units.atLeast(0.98765f).cosine()).isEqualTo(0.9877);
    // float32 of 0.9 is a little below it, and is not 0.8999
    assertThat(Units.of(0.9f).cosine()).isEqualTo(0.9);
    assertThat(Units.atLeast(0.9f).cosine()).isEqualTo(0.9);
    assertThat(Units.of(-0.25).cosine()).isEqualTo(-0.25);
  }

  @Test
  void areWrittenAsEachProgramReadsThem() {
    assertThat(ConfigLine.all(Units.of(0.97)))
        .extracting(ConfigLine::line)
        .containsExactly(
            "\"machineLearning\": {\"duplicateDetection\": {\"enabled\": true, \"maxDistance\":"
                + " 0.0300}}",
            "fd.run(ccthreshold=0.9700)",
            "\"score_threshold\": 0.9700",
            "WHERE a.id < b.id AND a.embedding <=> b.embedding <= 0.0300");
    // beyond what immich takes (0.001 to 0.1)
    assertThat(ConfigLine.all(Units.of(0.8)).get(0).where()).contains("0.001 to 0.1");
  }
}
