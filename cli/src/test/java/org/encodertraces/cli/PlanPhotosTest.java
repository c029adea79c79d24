package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What photos cannot bear is known from their list, and told before any is embedded. */
class PlanPhotosTest {

  private static final Path GOLDEN =
      Path.of("../core/src/test/resources/golden/embeddings").toAbsolutePath().normalize();

  /** 24, in two class folders. */
  @TempDir private static Path photos;

  @TempDir private Path work;

  @BeforeAll
  static void draw() {
    Photos.inClasses(photos, 12, Scene.HILLS, Scene.BRICKS);
  }

  private Path plan(String json) throws IOException {
    return Files.writeString(
        work.resolve("plan.json"),
        json.replace('\'', '"')
            .replace("PHOTOS", photos.toString())
            .replace("GOLDEN", GOLDEN.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PHOTOS | {'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [99]}"
            + " | [1].queries 99: there are ",
        "PHOTOS | {'experiment': 'neighbors', 'parameter': 'jpeg', 'queries': ['hills/no.png']}"
            + " | [1].queries hills/no.png: no such validation photo in PHOTOS",
        "PHOTOS | {'experiment': 'retrieve'} | [1] retrieve: data.images PHOTOS: no pairs: ",
        "PHOTOS | {'experiment': 'repair', 'parameter': 'jpeg'}"
            + " | [1] repair: data.images PHOTOS: 24 photos are ",
        "PHOTOS | {'experiment': 'diff', 'other': 'builtin/hog', 'k': 30}"
            + " | [1].k 30: 24 photos are compared; choose k between 1 and 23",
        "PHOTOS/hills | {'experiment': 'knn', 'parameter': 'jpeg'}"
            + " | [1] knn: data.images PHOTOS/hills: 0 content classes in split train; knn needs 2",
      })
  void aPlanAndItsDryRunAreRefusedByKeyAndValue(String images, String experiment, String message)
      throws IOException {
    Path out = work.resolve("out");
    Path file =
        plan(
            ("{'data': {'images': '%s'}, 'encoders': ['builtin/color'], 'out': '%s', 'experiments':"
                    + " [{'experiment': 'probe', 'parameter': 'jpeg'}, %s]}")
                .formatted(images, out, experiment));
    for (Object[] command :
        List.of(new Object[] {"run", file, "--dry-run"}, new Object[] {"run", file})) {
      Run run = Run.of(command);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
      assertThat(run.err())
          .startsWith("traces: " + file + ": experiments[1]")
          .contains("experiments" + message.replace("PHOTOS", photos.toString()));
      assertThat(run.err().strip().lines()).hasSize(1);
      assertThat(run.out()).isEmpty();
      assertThat(out.resolve("embeddings")).doesNotExist();
    }
  }

  /** What a run finds when it comes to the experiment, hours later. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ImageNet | {'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [9999]}"
            + " | [0].queries 9999: there are ",
        "ImageNet | {'experiment': 'knn', 'parameter': 'jpeg', 'k': 99999}"
            + " | [0].k 99999: the training set has ",
        "ImageNet | {'experiment': 'knn', 'parameter': 'messenger'} | no such file; ",
        "ImageNet | {'experiment': 'retrieve'} | no such file; ",
      })
  void aDryRunOnEmbeddingsIsRefusedByWhatStandsBesideTheirRows(
      String folder, String experiment, String message) throws IOException {
    Path file =
        plan(
            "{'data': {'embeddings': 'GOLDEN/%s'}, 'encoders': ['planted/toy'], 'experiments': [%s]}"
                .formatted(folder, experiment));

    Run run = Run.of("run", file, "--dry-run");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).startsWith("traces: " + file + ": ").contains(message);
  }

  @Test
  void whatPhotosBearIsPlanned() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': 'GOLDEN/PairCams'}, 'encoders': ['planted/toy'],
             'experiments': [{'experiment': 'retrieve'}]}
            """);
    assertThat(Run.of("run", file, "--dry-run").exitCode()).isZero();
    Path asked =
        plan(
            """
            {'data': {'images': 'PHOTOS'}, 'encoders': ['builtin/color'],
             'experiments': [{'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [0]},
               {'experiment': 'knn', 'parameter': 'jpeg', 'k': 500}, {'experiment': 'ladder'},
               {'experiment': 'threshold'}, {'experiment': 'diff', 'other': 'builtin/hog'}]}
            """);
    Run run = Run.of("run", asked, "--dry-run");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void aCommandIsRefusedByItsPhotosAndOptions() {
    Path out = work.resolve("out");
    Run repair =
        Run.of(
            "repair",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--parameter",
            "jpeg",
            "--out",
            out);
    assertThat(repair.exitCode()).isEqualTo(3);
    assertThat(repair.err()).contains("traces: " + photos + ": 24 photos are ");
    assertThat(out.resolve("embeddings")).doesNotExist();

    Run kind =
        Run.of(
            "threshold",
            "--images",
            photos,
            "--encoder",
            "builtin/color",
            "--sets",
            "resaved",
            "--chains",
            "none",
            "--kind",
            "RESAVED_8");
    assertThat(kind.exitCode()).isEqualTo(2);
    assertThat(kind.err())
        .startsWith(
            "traces: --kind RESAVED_8: no such kind of copy (did you mean \"RESAVED_80\"?)");

    Run alone = Run.of("diff", "builtin/hog", "--images", photos);
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err())
        .startsWith("traces: B: missing; expected the encoder that takes the place of builtin/hog,")
        .contains("--resample-b");
    Run many = Run.of("diff", "builtin/hog", "builtin/color", "--images", photos, "--k", 24);
    assertThat(many.exitCode()).isEqualTo(2);
    assertThat(many.err()).startsWith("traces: --k 24: 24 photos are compared; choose k between");
  }
}
