package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code threshold} and {@code diff}, from the command line to the page. */
class CopiesCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path work;

  private Path photos() {
    return Photos.inClasses(work.resolve("photos"), 15, Scene.HILLS, Scene.CITY, Scene.BRICKS);
  }

  @Test
  void thresholdTellsWhatTheContractSays() throws IOException {
    Run run =
        Run.of(
            "threshold",
            "--images",
            photos(),
            "--encoder",
            "builtin/hog",
            "--sets",
            "cropped,resaved",
            "--collection",
            "250000",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = JSON.readTree(run.out());
    assertThat(json.get("kind").asText()).isEqualTo("threshold");
    assertThat(json.get("collection").asInt()).isEqualTo(250_000);
    assertThat(json.get("floor").get("median").isNumber()).isTrue();
    JsonNode copy = json.get("copies").get(0);
    assertThat(copy.get("processing").asText()).isEqualTo("CROPPED_2");
    assertThat(copy.get("chain").asText()).isEqualTo("crop(0.98)");
    assertThat(copy.get("keeps").get("90").get("cosine").isNumber()).isTrue();
    assertThat(copy.get("keeps").get("90").get("low").isNumber()).isTrue();
    assertThat(copy.get("keeps").get("90").has("wrong_pairs_per_1000")).isTrue();
    // 45 photos bear no word on 99 %
    assertThat(copy.get("keeps").get("99").get("support").asText()).isEqualTo("not supported");
    assertThat(copy.get("keeps").get("99").hasNonNull("cosine")).isFalse();
    for (String key : List.of("auc", "micro_ap", "micro_ap_normalized", "recall_at_p90")) {
      assertThat(copy.get(key).isNumber()).as(key).isTrue();
    }
    // one in 1,000 at 250,000 photos is beyond 45 photos
    assertThat(json.get("fewer_than_one").hasNonNull("cosine")).isFalse();
    assertThat(json.get("fewer_than_one").get("photos_needed").asLong()).isEqualTo(15_812);
  }

  @Test
  void tableFilesAndPageTellTheSame() throws IOException {
    Path results = work.resolve("results");
    Run run =
        Run.of(
            "threshold",
            "--images",
            photos(),
            "--encoder",
            "builtin/hog",
            "--sets",
            "resaved",
            "--chains",
            "none",
            "--kind",
            "RESAVED_80",
            "--keep",
            "90",
            "--out",
            results);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("RESAVED_60", "not supported", "To keep 90 % of RESAVED_80", "maxDistance")
        .contains("fd.run(ccthreshold=", "score_threshold", "<=>");
    Path pairs = find(results, "-pairs.csv");
    assertThat(Files.readString(pairs)).startsWith("first,second,cosine,looks_alike\n");
    Run again =
        Run.of(
            "threshold",
            "--images",
            work.resolve("photos"),
            "--encoder",
            "builtin/hog",
            "--sets",
            "resaved",
            "--chains",
            "none",
            "--strangers-except",
            pairs,
            "--json");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(JSON.readTree(again.out()).get("effect").get("struck_out").asInt()).isPositive();

    Path page = work.resolve("page.html");
    Run report = Run.of("report", "--results", results, "--out", page);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(page))
        .contains("Which cosine tells a copy from another photo", "RESAVED_80", "data:image/jpeg");
  }

  @Test
  void vectorsOfAnIndexNeedNeitherPhotosNorEncoder() throws IOException {
    Random random = new Random(1);
    float[][] originals = new float[420][16];
    float[][] copies = new float[400][16];
    for (int i = 0; i < originals.length; i++) {
      for (int j = 0; j < 16; j++) {
        originals[i][j] = (float) random.nextGaussian();
        if (i < copies.length) {
          copies[i][j] = originals[i][j] + (float) (0.3 * random.nextGaussian());
        }
      }
    }
    Path first = npy(work.resolve("originals.npy"), originals);
    Path second = npy(work.resolve("copies.npy"), copies);

    Run run =
        Run.of(
            "threshold", "--originals", first, "--copies", second, "--collection", 420, "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = JSON.readTree(run.out());
    assertThat(json.get("photos").asInt()).isEqualTo(420);
    JsonNode keeps = json.get("copies").get(0).get("keeps");
    assertThat(keeps.get("99").get("support").asText()).isEqualTo("interval");
    assertThat(keeps.get("99").get("low").asDouble())
        .isLessThanOrEqualTo(keeps.get("99").get("cosine").asDouble());
    assertThat(json.get("provenance").get("inputs").size()).isEqualTo(2);
    assertThat(json.get("copies").get(0).get("recall_at_p90_low").isNumber()).isTrue();

    // Copies that are none: no line is advised.
    Run unrelated =
        Run.of(
            "threshold",
            "--originals",
            first,
            "--copies",
            unrelated(),
            "--out",
            work.resolve("unrelated"));
    assertThat(unrelated.exitCode()).as(unrelated.err()).isZero();
    assertThat(unrelated.out())
        .contains(
            "none: in a collection of 420 no threshold tells copies from strangers",
            "recall@P90 (95 %)")
        .contains("To keep 95 % of copies: no threshold tells copies from strangers")
        .doesNotContain("maxDistance");
  }

  private Path unrelated() throws IOException {
    Random random = new Random(2);
    float[][] values = new float[400][16];
    for (float[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return npy(work.resolve("unrelated.npy"), values);
  }

  @Test
  void whatCannotBeMeantIsSaid() throws IOException {
    float[][] few = {{1, 0}, {0, 1}, {1, 1}};
    Path vectors = npy(work.resolve("v.npy"), few);
    Path wide = npy(work.resolve("w.npy"), new float[][] {{1, 0, 0}});

    Run neither = Run.of("threshold");
    assertThat(neither.exitCode()).isEqualTo(2);
    assertThat(neither.err()).contains("--images", "--originals");
    Run half = Run.of("threshold", "--originals", vectors);
    assertThat(half.exitCode()).isEqualTo(2);
    Run other = Run.of("threshold", "--originals", vectors, "--copies", wide);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("w.npy", "3", "2");
    Run zero =
        Run.of(
            "threshold",
            "--originals",
            npy(work.resolve("z.npy"), new float[][] {{1, 0}, {0, 0}, {1, 1}}),
            "--copies",
            vectors);
    assertThat(zero.exitCode()).isEqualTo(3);
    assertThat(zero.err()).contains("z.npy", "vector 1");
    Run resample =
        Run.of("diff", "builtin/hog", "--images", photos(), "--resample-b", "imagemagick");
    assertThat(resample.exitCode()).isEqualTo(2);
    assertThat(resample.err()).contains("imagemagick", "no-antialias");
    Run builtIn =
        Run.of("diff", "builtin/hog", "--images", photos(), "--resample-b", "opencv", "--json");
    assertThat(builtIn.exitCode()).isEqualTo(2);
    assertThat(builtIn.err()).contains("builtin/hog");
  }

  @Test
  void anEncoderIsNotDifferentFromItselfAndEndsWell() throws IOException {
    Run run =
        Run.of(
            "diff",
            "builtin/hog",
            "builtin/hog",
            "--images",
            photos(),
            "--tolerate",
            "0%",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = JSON.readTree(run.out());
    for (String key : List.of("neighbors_changed", "first_changed", "classes_flipped")) {
      assertThat(json.get(key).get("value").asDouble()).as(key).isZero();
      assertThat(json.get(key).get("high").asDouble()).as(key).isPositive();
    }
    assertThat(json.get("duplicates_gained").get("value").asDouble()).isZero();
    assertThat(json.get("duplicates_lost").get("value").asDouble()).isZero();
    assertThat(json.get("mixed_index_recall").get("value").asDouble()).isEqualTo(100);
    assertThat(json.get("hardest")).isEmpty();
    assertThat(json.get("within").asBoolean()).isTrue();
  }

  @Test
  void anotherResizeIsSeenAndEndsWithFourAboveTheTolerance() throws IOException {
    Path model = SmallModel.write(work.resolve("pixels.onnx"));
    Path images = photos();
    Path results = work.resolve("results");

    Run above =
        Run.of(
            "diff",
            model,
            "--images",
            images,
            "--resample-b",
            "no-antialias",
            "--tolerate",
            "0.5%",
            "--out",
            results);
    Run within =
        Run.of(
            "diff",
            model,
            "--images",
            images,
            "--resample-b",
            "no-antialias",
            "--tolerate",
            "100",
            "--json");

    assertThat(above.exitCode()).as(above.err()).isEqualTo(4);
    assertThat(above.out())
        .contains("nearest neighbors changed", "resized as no-antialias", "Hit hardest", "above");
    assertThat(
            Run.of("diff", model, model, "--images", images, "--tolerate", "0", "--json")
                .exitCode())
        .isZero();
    assertThat(within.exitCode()).as(within.err()).isZero();
    Path page = work.resolve("page.html");
    assertThat(Run.of("report", "--results", results, "--out", page).exitCode()).isZero();
    assertThat(Files.readString(page))
        .contains("What changes when an encoder takes another", "Photos that change most");
  }

  private static Path find(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  /** NumPy's format, version 1.0. */
  private static Path npy(Path file, float[][] values) throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(values.length, values[0].length);
    int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + padded + values.length * values[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    bytes.put((byte) 0).putShort((short) padded);
    bytes.put(
        (header + " ".repeat(padded - header.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (float[] row : values) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    Files.write(file, bytes.array());
    return file;
  }
}
