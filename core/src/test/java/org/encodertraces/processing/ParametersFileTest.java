package org.encodertraces.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersFileTest {

  @TempDir Path folder;

  private KnownProcessings read(String json) throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(file, json);
    return KnownProcessings.with(file);
  }

  @Test
  void aParameterIsAListOfNamesAndChains() throws IOException {
    KnownProcessings known =
        read(
            """
            {"parameters": {"thumbnailer": ["IDENTITY", "THUMB", "fit(64) jpeg(50,420)"]},
             "processings": {"THUMB": "fit(320) jpeg(80,420)"}}
            """);

    Parameter own = known.parameter("thumbnailer");
    assertThat(known.own()).containsExactly(own);
    assertThat(own.classes().get(0)).isEqualTo(Processing.IDENTITY);
    assertThat(own.classes().get(1))
        .isEqualTo(new Processing("THUMB", ChainText.parse("fit(320) jpeg(80,420)")));
    assertThat(own.classes().get(2).text()).isEqualTo("fit(64,lanczos) jpeg(50,420)");
    assertThat(own.title()).isEqualTo("thumbnailer");
    assertThat(known.parameter("jpeg")).isEqualTo(Parameter.JPEG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | line 1: expected { at the start",
        "{\"parameters\": {\"a\": [\"IDENTITY\"]}} | line 1: \"a\": parameter a has 1 classes",
        "{\\n\"parameter\": {}} | line 2: unknown key \"parameter\" (known: processings, parameters)",
        "{\"processings\": {\"JPEG75_420\": \"blur(1)\"}} | the name JPEG75_420 is taken",
        "{\"processings\": {\"jpeg75_420\": \"blur(1)\"}} | the name jpeg75_420 is taken by JPEG75_420",
        "{\"processings\": {\"A\": \"blur(1)\", \"a\": \"blur(2)\"}} | the name a is taken by A",
        "{\"processings\": {\"A\": \"blurr(1)\"}} | \"A\": unknown operation \"blurr\"",
        "{\"processings\": {\"A/B\": \"blur(1)\"}} | \"A/B\": \"A/B\" is no name of a processing",
        "{\"processings\": {\"A\": 3}} | expected a chain as \"A\"",
        "{\\n\\n\"parameters\": {\"a\": [\"IDENTITY\",\\n\"NOPE\"]}} | line 4: \"a\": unknown processing \"NOPE\"",
        "{\"parameters\": {\"jpeg\": [\"IDENTITY\", \"blur(1)\"]}} | the name jpeg is taken",
        "{\"parameters\": {\"a\": [\"blur(1)\", \"blur(1.0)\"]}} | parameter a has two classes that are one",
        "{\"parameters\": {\"a\": {\"title\": \"x\", \"class\": []}}} | \"a\": unknown key \"class\"",
        "{\"parameters\": {\"a\": [\"IDENTITY\", \"blur(1)\"], \"a\": []}} | Duplicate",
        "{\"parameters\": {\"a\": [\"IDENTITY\", | line 1: no JSON",
        "{} | no \"parameters\"",
        "{\"parameters\": {}} trailing | no JSON"
      })
  void whatIsWrongIsNamedWithFileLineAndKey(String json, String message) {
    assertThatThrownBy(() -> read(json.strip().replace("\\n", "\n")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("own.json").toString())
        .hasMessageContaining(message.strip());
  }

  @Test
  void theEverydaySetIsThereWithASourceForEach() throws IOException {
    KnownProcessings known = KnownProcessings.builtIn();

    for (String id :
        List.of(
            "messenger",
            "social",
            "thumbnail",
            "webp",
            "screenshot",
            "scan",
            "edit",
            "resaved",
            "cropped",
            "turned")) {
      assertThat(known.parameter(id).classes()).hasSizeGreaterThanOrEqualTo(3);
    }
    var json =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(KnownProcessings.class.getResourceAsStream("everyday.json"));
    json.get("processings")
        .propertyStream()
        .forEach(entry -> assertThat(entry.getValue().path("source").asText()).isNotBlank());
  }
}
