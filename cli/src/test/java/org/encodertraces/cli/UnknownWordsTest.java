package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encoder list | unknown command \"encoder\" (did you mean \"traces encoders\"?); known: demo, audit",
        "extrct --images x | unknown command \"extrct\" (did you mean \"traces extract\"?)",
        "list | unknown command \"list\" (did you mean \"traces encoders list\"?)",
        "harvest --out x | unknown command \"harvest\" (did you mean \"traces flickr harvest\"?)",
        "encoders lst | unknown command \"lst\" (did you mean \"traces encoders list\"?); known: list, show, pull, check",
        "encoders knn | unknown command \"knn\" (did you mean \"traces knn\"?)",
        "probe procesing | unknown command \"procesing\" (did you mean \"traces probe processing\"?)",
        "tarces knn | unknown command \"tarces\"; known: demo",
        "--hlep | unknown option --hlep (did you mean --help?)",
        "help extrct | unknown command \"extrct\" (did you mean \"traces extract\"?)",
        "xyzzy | unknown command \"xyzzy\"; known: demo",
        "extract --imagse x | unknown option --imagse (did you mean --images?)",
        "extract --imagse=x | unknown option --imagse (did you mean --images?)",
        "extract --images a --encoder b --out c --image d | unknown option --image (did you mean --images?)",
        "extract --query 0 | unknown option --query (an option of traces similarity, traces neighbors)",
        "extract --xyzzy | unknown option --xyzzy",
        "extract folder | unexpected argument \"folder\"",
        "knn --embeddings x --encoder a/b --parameter jpg | --parameter: unknown parameter \"jpg\" (did you mean \"jpeg\"?); known: jpeg, sharpening",
        "process --images x --out y --processing JPEG75 | --processing: unknown processing \"JPEG75\" (did you mean \"JPEG75_420\"?); known: IDENTITY",
        "encoders show openai/clip-vit-base-patch32 | openai/clip-vit-base-patch32: the catalogue calls it clip/ViT-B-32",
      })
  void aWordThatIsNotKnownIsAnsweredWithWhatWasMeant(String arguments, String complaint) {
    Run run = Run.of((Object[]) arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("traces: " + complaint);
    assertThat(run.out()).isEmpty();
  }
}
