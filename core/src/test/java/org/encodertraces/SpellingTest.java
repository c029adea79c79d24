package org.encodertraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> KNOWN =
      List.of("encoders", "extract", "exif", "JPEG75_420", "JPEG75_444", "--images", "knn");

  @ParameterizedTest
  @CsvSource({
    "encoder, encoders",
    "Encoders, encoders",
    "extrct, extract",
    "JPEG75, JPEG75_420",
    "jpeg75-444, JPEG75_444",
    "--imagse, --images",
    "--image, --images",
    "kn, knn",
    "exfi, exif",
    "fixe, ",
    "ex, ",
    "something, ",
    "k, ",
  })
  void theNearestWordIsOneThatCouldBeMeant(String word, String meant) {
    assertThat(Spelling.nearest(word, KNOWN).orElse(null)).isEqualTo(meant);
  }
}
