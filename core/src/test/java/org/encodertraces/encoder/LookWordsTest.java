package org.encodertraces.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.encoder.EncoderCheck.Level;
import org.junit.jupiter.api.Test;

/** What is judged, and that every look has words. */
class LookWordsTest {

  private static Map<Look, String> told() {
    Map<Look, String> told = new LinkedHashMap<>();
    told.put(new Look.Signature("image [n, 3, 8, 8]"), "FINE image [n, 3, 8, 8]");
    told.put(new Look.Transform("crop 224"), "FINE transform: crop 224");
    told.put(new Look.Width(512), "FINE width 512, float32 here whatever the file computes in");
    told.put(
        new Look.Tokens(37632, 49, 768),
        "NOTE width 37632 is 49 x 768: looks like tokens that nobody pooled, laid end to end; a"
            + " cosine of those compares patch with patch by position. Set \"pooling\", or export"
            + " the pooled output");
    told.put(new Look.NotFinite(2), "BAD gives NaN or infinity for picture 2");
    told.put(new Look.Zeros(3), "BAD gives nothing but zeros for picture 3");
    told.put(new Look.Finite(4096), "FINE 4096 values, all finite");
    told.put(new Look.Repeated(true), "FINE the same batch twice: the same bits");
    told.put(
        new Look.Repeated(false),
        "BAD gives different values for the same batch: it holds randomness, such as dropout");
    told.put(
        new Look.AloneAndInBatch(1e-3),
        "FINE alone and in a batch: 0.0010 of the embedding's length apart");
    told.put(
        new Look.AloneAndInBatch(0.25),
        "BAD alone and in a batch differ by 0.25 of the embedding's length: it mixes the pictures of"
            + " a batch");
    told.put(
        new Look.Different(0.9999999),
        "BAD gives the same embedding for different pictures (cosine 0.9999999)");
    told.put(
        new Look.Floor(0.5, 0.25, 0.75),
        "FINE floor: two unrelated drawn pictures have a cosine of 0.500 (0.250 to 0.750); traces"
            + " ladder measures it on your photos");
    told.put(new Look.Lengths(0.9995, 1.0005), "FINE embeddings have length 1");
    told.put(
        new Look.Lengths(2, 30),
        "FINE embeddings have lengths of 2.00 to 30.0; every experiment scales them to 1");
    told.put(
        new Look.Mistaken("no antialias", 0.98765),
        "FINE with no antialias the cosine to itself would be 0.9877");
    return told;
  }

  @Test
  void everyLookIsJudgedAndTold() {
    told()
        .forEach(
            (look, words) -> assertThat(look.level() + " " + LookWords.of(look)).isEqualTo(words));
    List<Class<?>> kinds = told().keySet().stream().<Class<?>>map(Object::getClass).toList();
    assertThat(kinds).contains(Look.class.getPermittedSubclasses());
  }

  @Test
  void whatMattersLittleIsNoMistake() {
    assertThat(new Look.Mistaken("no antialias", 1 - 1e-7).matters()).isFalse();
    assertThat(new Look.Different(0.9).level()).isEqualTo(Level.FINE);
  }
}
