package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.junit.jupiter.api.Test;

class SeveritiesTest {

  @Test
  void severitiesLieBetweenAndBeyondWhatIsFitted() {
    // A quality of 105 is none, and sharpening by 0 is a blur's.
    assertThat(texts(Parameter.JPEG))
        .containsExactlyInAnyOrder(
            "jpeg(65,420)",
            "jpeg(80,420)",
            "jpeg(90,420)",
            "jpeg(65,444)",
            "jpeg(80,444)",
            "jpeg(90,444)");
    assertThat(texts(Parameter.SHARPENING))
        .containsExactlyInAnyOrder("sharpen(3) jpeg(95,444)", "sharpen(6) jpeg(95,444)");
    assertThat(texts(Parameter.RESIZING))
        .containsExactlyInAnyOrder(
            "scale(1.25,bilinear) jpeg(95,444)", "scale(3.5,bilinear) jpeg(95,444)");
    assertThat(texts(Parameter.INTERPOLATION)).isEmpty();
  }

  @Test
  void severalParametersAreOneSetOfProcessings() {
    Parameter together =
        RepairData.together(List.of(Parameter.JPEG, Parameter.RESIZING, Parameter.SHARPENING));

    assertThat(together.id()).isEqualTo("jpeg-resizing-sharpening");
    assertThat(together.classes()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void canonicalFollowsTheProcessing() {
    assertThat(RepairData.through(Processing.SHARPEN_2, Processing.JPEG75_420).text())
        .isEqualTo("sharpen(2) jpeg(95,444) jpeg(75,420)");
  }

  private static List<String> texts(Parameter parameter) {
    return Severities.of(parameter).stream().map(Processing::text).toList();
  }
}
