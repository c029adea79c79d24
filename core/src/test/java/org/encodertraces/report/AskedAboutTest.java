package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.encodertraces.processing.Parameter;
import org.encodertraces.result.TraceResult;
import org.junit.jupiter.api.Test;

class AskedAboutTest {

  private static final String DEMO = "traces demo --out demo";
  private static final String AUDIT = "traces audit --images p --encoder builtin/hog --out a";

  @Test
  void besideEncodersOfTheUserBuiltInOnesAreControls() {
    AskedAbout asked =
        AskedAbout.of(
            List.of(of("builtin/hog", "built-in", AUDIT), of("custom/x", "custom", AUDIT)));

    assertThat(asked.encoders()).containsExactly("custom/x");
    assertThat(asked.areAll()).isFalse();
  }

  @Test
  void theBuiltInOneThatWasAskedForIsNoControl() {
    TraceResult hog = of("builtin/hog", "built-in", AUDIT);
    TraceResult color = of("builtin/color", "built-in", AUDIT);
    AskedAbout asked = AskedAbout.of(List.of(color, hog));

    assertThat(asked.isControl(hog.header())).isFalse();
    assertThat(asked.isControl(color.header())).isTrue();
    assertThat(asked.category(hog.header())).isEqualTo("asked");
    assertThat(asked.category(color.header())).isEqualTo("built-in");
    String page =
        ReportPage.html(
            MadeUpStudy.page(List.of(color, hog)), MadeUpStudy.sections(), Published.NONE);
    assertThat(page).contains("\"shown\":\"asked\"").contains("Control builtin");
  }

  @Test
  void whereNobodyAskedForOneAllOfThemAreTold() {
    AskedAbout asked =
        AskedAbout.of(
            List.of(of("builtin/hog", "built-in", DEMO), of("builtin/color", "built-in", DEMO)));

    assertThat(asked.encoders()).hasSize(2);
    assertThat(asked.areAll()).isTrue();
    assertThat(Categories.name("built-in", asked)).isEqualTo("built-in: encoders without weights");
  }

  private static TraceResult of(String encoder, String category, String command) {
    return new PlantedClaims(encoder, category, command).probe(Parameter.JPEG, 30, 3, 100, 1e-6);
  }
}
