package org.encodertraces.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void unitsAreToldAsStepsAreDoneAndNoneTwice() {
    List<Long> told = new ArrayList<>();
    Steps steps = new Steps(told::add, 8, 3);

    steps.one();
    steps.one();
    steps.one();
    steps.one();

    assertThat(told).containsExactly(2L, 3L, 3L);
  }

  @Test
  void workThatEndsEarlyTellsTheRest() {
    List<Long> told = new ArrayList<>();
    Steps steps = new Steps(told::add, 100, 100);

    steps.one();
    steps.finish();
    steps.finish();

    assertThat(told).containsExactly(1L, 99L);
  }
}
