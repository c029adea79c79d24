package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.encodertraces.experiment.Experiments;
import org.junit.jupiter.api.Test;

final class EarlyLoadingTest {

  @Test
  void isOfExperimentsAlone() {
    assertThat(wanted("knn", "--embeddings", "e")).isTrue();
    assertThat(wanted("probe", "processing", "--embeddings", "e")).isTrue();
    assertThat(wanted("probe", "nothing", "--embeddings", "e")).isFalse();
    assertThat(wanted("extract", "--images", "photos")).isFalse();
  }

  @Test
  void isNotOfQuestions() {
    assertThat(wanted()).isFalse();
    assertThat(wanted("knn")).isFalse();
    assertThat(wanted("probe")).isFalse();
    assertThat(wanted("knn", "--help")).isFalse();
    assertThat(wanted("help", "knn")).isFalse();
  }

  private static boolean wanted(String... words) {
    return EarlyLoading.wanted(Experiments.all(), words);
  }
}
