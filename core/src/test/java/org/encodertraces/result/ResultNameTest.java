package org.encodertraces.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultNameTest {

  private static Path of(String dataset, String about) {
    ResultHeader header =
        ResultHeader.of(
            "acquisition",
            "clip/ViT-B-32",
            "CVL",
            dataset,
            new Provenance("traces", Map.of(), Map.of(), Map.of()));
    return ResultName.of(header, about, "{}", true, "{plan}").file();
  }

  @Test
  void anAttributeIsNeverAFolder() {
    assertThat(of("photos", "Make"))
        .isEqualTo(Path.of("photos", "clip-ViT-B-32", "acquisition-Make.json"));
    assertThat(of("photos", "Lens/Model").getNameCount()).isEqualTo(3);
    assertThat(of("photos", "Lens/Model").getFileName().toString())
        .matches("acquisition-Lens_Model-[0-9a-f]{8}[.]json");
    assertThat(of("photos", "Lens/Model")).isNotEqualTo(of("photos", "Lens Model"));
    assertThat(of("..", "..").normalize()).isEqualTo(of("..", ".."));
    assertThat(of("x".repeat(300), "y".repeat(300)).getFileName().toString()).hasSizeLessThan(140);
  }
}
