package org.encodertraces.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.processing.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedFileTest {

  private static final List<String> ENCODERS = List.of("clip/ViT-B-32", "dino/ViT-S-16");

  @TempDir private Path folder;

  @Test
  void figuresAreReadWithTheirSourceAndStandBesideTheResults() throws IOException {
    Published published =
        read(
            String.join(
                "\r\n",
                "\uFEFFencoder,trace,figure,value,dataset,source",
                "clip/ViT-B-32,jpeg,accuracy_mean,87.2,iNaturalist,\"table 3,\nleft\"",
                "",
                "clip/ViT-B-32,jpeg,accuracy_mean,80,photos,</script>",
                "clip/ViT-B-32,jpg,neg_same,40.15,,",
                "dino/ViT-S-16,camera,same,91,,"));
    PlantedClaims clip = new PlantedClaims("clip/ViT-B-32", "CVL");
    PageResults results = MadeUpStudy.page(List.of(clip.probe(Parameter.JPEG, 61, 2, 400, 1e-9)));

    assertThat(published.rows()).hasSize(4);
    assertThat(published.rows().get(0).source()).isEqualTo("table 3,\nleft");
    assertThat(published.beside(results))
        .containsExactly("clip/ViT-B-32 jpg", "dino/ViT-S-16 camera");
    assertThat(published.json(results))
        .isEqualTo(
            "{\"clip/ViT-B-32\":{\"jpeg\":{\"accuracy_mean\":80.0,\"dataset\":\"photos\",\"source\":"
                + "\"\\u003c/script\\u003e\"},\"jpg\":{\"neg_same\":40.15}},\"dino/ViT-S-16\":"
                + "{\"camera\":{\"same\":91.0}}}");
    assertThat(Published.NONE.json(results)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clip/ViT-B-23,jpeg,baseline,1|:3: encoder "clip/ViT-B-23" is none of the catalogue's (did you mean "clip/ViT-B-32"?)
          clip/ViT-B-32,jpeg,neg-same,1|:3: figure "neg-same" is unknown (did you mean "neg_same"?)
          clip/ViT-B-32,jpeg,same,1|:3: figure same of trace "jpeg"
          clip/ViT-B-32,camera,baseline,1|:3: figure baseline of trace "camera"
          clip/ViT-B-32,,baseline,1|:3: no trace
          clip/ViT-B-32,jpeg,baseline,NaN|:3: value "NaN"; expected percent, a number from 0 to 100
          clip/ViT-B-32,jpeg,baseline,100.5|:3: value "100.5"
          clip/ViT-B-32,jpeg,baseline,-1|:3: value "-1"
          clip/ViT-B-32,jpeg,baseline,0x10p3|:3: value "0x10p3"
          clip/ViT-B-32,jpeg,baseline,|:3: value ""
          clip/ViT-B-32,jpeg,baseline|:3: 3 fields, beginning with "clip/ViT-B-32"; expected 4
          dino/ViT-S-16,jpeg,baseline,5|:3: dino/ViT-S-16 "jpeg" baseline stands in line 2 already
          "clip/ViT-B-32,jpeg,baseline,1|:3: 1 fields, beginning with
          """,
      quoteCharacter = '\'')
  void whatIsWrongIsToldByLineAndValue(String line, String message) {
    assertThatThrownBy(
            () ->
                read("encoder,trace,figure,value\ndino/ViT-S-16,jpeg,baseline,60\n" + line + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("published.csv" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''|is empty; expected a header
          encoder,trace,value|:1: has no column "figure"
          encoder,trace,figure,value,datset|:1: unknown column "datset" (did you mean "dataset"?)
          encoder,trace,figure,value,value|:1: column "value" stands twice
          encoder,trace,figure,value|has a header and no figures
          """)
  void aFileWithoutTheColumnsIsNone(String header, String message) {
    assertThatThrownBy(() -> read(header + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void sharesAndOtherFilesAreNoPercent() throws IOException {
    assertThatThrownBy(
            () ->
                read(
                    """
                    encoder,trace,figure,value
                    clip/ViT-B-32,jpeg,baseline,0.6
                    clip/ViT-B-32,jpeg,neg_same,0.4
                    """))
        .hasMessageContaining("these look like shares");
    Path binary = folder.resolve("x.csv");
    Files.write(binary, new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 1});
    assertThatThrownBy(() -> PublishedFile.read(binary, ENCODERS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.csv: is not UTF-8");
    assertThatThrownBy(() -> PublishedFile.read(folder, ENCODERS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no file");
    assertThatThrownBy(() -> PublishedFile.read(folder.resolve("none.csv"), ENCODERS))
        .hasMessageContaining("no such file");
  }

  /** A value is shown without the marks that would write over the terminal. */
  @Test
  void hostileValuesAreShownByTheirCodes() {
    assertThatThrownBy(
            () -> read("encoder,trace,figure,value\n\u001b[2J\u202Eevil,jpeg,baseline,60\n"))
        .hasMessageContaining("encoder \"\\u001b[2J\\u202eevil\"");
  }

  private Published read(String text) throws IOException {
    Path file = folder.resolve("published.csv");
    Files.writeString(file, text);
    return PublishedFile.read(file, ENCODERS);
  }
}
