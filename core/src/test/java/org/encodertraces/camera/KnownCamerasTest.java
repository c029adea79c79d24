package org.encodertraces.camera;

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

/** A camera's file is believed in nothing: each fault is named with the file, key and value. */
class KnownCamerasTest {

  @TempDir private Path folder;

  private Camera read(String json) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, json);
    return KnownCameras.builtIn().cameras(List.of(file.toString())).get(0);
  }

  @Test
  void aFileChangesWhatItNamesAndNothingElse() throws Exception {
    Camera phone = KnownCameras.builtIn().camera("phone");
    Camera mine =
        read("{'base':'phone','sensor':{'bits':{'value':14,'source':'x'}}}".replace('\'', '"'));

    assertThat(mine.name()).isEqualTo("mine");
    assertThat(mine.sensor().bits()).isEqualTo(14);
    assertThat(mine.optics()).isEqualTo(phone.optics());
    assertThat(mine.development()).isEqualTo(phone.development());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'base':'phone','tone':{'contrast':{'value':-0.5,'source':'x'}}}|'contrast': -0.5; expected a number from 0 to 1",
        "{'base':'phone','sensor':{'shot_noise':{'value':0.5,'source':'x'}}}|expected a number from 0.0001 to 0.012",
        "{'base':'phone','tone':{'contrst':{'value':0.5,'source':'x'}}}|did you mean 'contrast'?",
        "{'base':'phone','tone':{'contrast':{'value':0.5}}}|'contrast': expected {'value'",
        "{'base':'phone','tone':{'contrast':{'value':0.5,'source':' '}}}|'contrast': expected {'value'",
        "{'base':'phone','tone':{'contrast':0.5}}|'contrast': expected {'value'",
        "{'base':'phone','tone':{'quality':{'value':50,'source':'x'}}}|'quality' stands in 'tone'; expected in 'jpeg'",
        "{'base':'phone','sensr':{}}|unknown key 'sensr' (did you mean 'sensor'?)",
        "{'base':'phone','sensor':{'bits':{'value':13,'source':'x'}}}|'bits': 13; expected 12 or 14",
        "{'base':'phone','sensor':{'bits':{'value':'twelve','source':'x'}}}|expected a whole number from 12 to 14",
        "{'base':'phone','tone':{},'tone':{}}|Duplicate field",
        "{'base':'fone'}|'base': 'fone'; expected phone or compact",
        "{'tone':{'contrast':{'value':0.5,'source':'x'}}}|no 'distortion'; name it, or a 'base' that has it",
        "{'base':'phone','sensor':{'highest_iso':{'value':6400,'source':'x'}}}|where its source ends",
        "{'base':|no JSON",
        "[]|expected a JSON object",
      })
  void faultsAreNamed(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mine.json")
        .hasMessageContaining(message.replace('\'', '"'));
  }
}
