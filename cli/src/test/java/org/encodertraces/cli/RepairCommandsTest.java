package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.encodertraces.embedding.AffineMap;
import org.encodertraces.embedding.AffineMap.FittedOn;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.scene.Scene;
import org.encodertraces.vectors.VectorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairCommandsTest {

  /** {@link SmallModel}'s pixels. */
  private static final int D = 192;

  @TempDir private Path folder;

  private Path repair(FittedOn fittedOn) throws IOException {
    Random random = new Random(16);
    float[] weight = new float[D * D];
    float[] bias = new float[D];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < D; i++) {
      bias[i] = (float) random.nextGaussian();
    }
    Path file = folder.resolve("leace.safetensors");
    AffineMapFile.write(file, new AffineMap(D, weight, bias, fittedOn), Map.of("method", "leace"));
    return file;
  }

  private Path vectors(float scale) throws IOException {
    float[] values = new float[3 * D];
    Arrays.fill(values, D, 3 * D, scale);
    Path file = folder.resolve("index.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            SafetensorsWriter.Tensor.floats("image_embeddings", values, 3, D),
            SafetensorsWriter.Tensor.integers("ids", new long[] {5, 6, 7})));
    return file;
  }

  private static List<float[]> rows(Path file) throws IOException {
    VectorFile vectors = VectorFile.open(file);
    List<float[]> rows = new ArrayList<>();
    vectors.read(
        (first, count, values) -> {
          for (int i = 0; i < count; i++) {
            rows.add(Arrays.copyOfRange(values, i * D, (i + 1) * D));
          }
        });
    return rows;
  }

  @Test
  void vectorsThatExistAreRepairedBesideWhatTheyLieWith() throws IOException {
    Path out = folder.resolve("repaired.safetensors");

    Run run =
        Run.of(
            "repair",
            "apply",
            "--repair",
            repair(new FittedOn.Unit()),
            "--vectors",
            vectors(2),
            "--out",
            out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    assertThat(run.err()).contains("1 of 3 rows are zeros and stay so");
    assertThat(VectorFile.open(out).others()).containsExactly("ids");
    double sum = 0;
    for (float value : rows(out).get(1)) {
      sum += value * value;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void vectorsOutsideOfARawRepairsRangeAreBadInput() throws IOException {
    Path out = folder.resolve("repaired.safetensors");

    Run run =
        Run.of(
            "repair",
            "apply",
            "--repair",
            repair(new FittedOn.Raw(1, 2)),
            "--vectors",
            vectors(2),
            "--out",
            out);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("index.safetensors: row 1 has length 27.7128");
    assertThat(out).doesNotExist();
  }

  @Test
  void outputsThatCannotBeMeantAreWrongUsage() throws IOException {
    Path repair = repair(new FittedOn.Unit());
    Path vectors = vectors(2);

    Run csv = Run.of("repair", "apply", "--repair", repair, "--vectors", vectors, "--out", "x.csv");
    Run itself =
        Run.of("repair", "apply", "--repair", repair, "--vectors", vectors, "--out", vectors);
    Run lossy =
        Run.of(
            "repair",
            "apply",
            "--repair",
            repair,
            "--vectors",
            vectors,
            "--out",
            folder.resolve("x.npy"));

    assertThat(csv.exitCode()).isEqualTo(2);
    assertThat(csv.err()).contains(".npy or .npz or .safetensors or .parquet");
    assertThat(itself.exitCode()).isEqualTo(2);
    assertThat(itself.err()).contains("is the file of --vectors");
    assertThat(lossy.exitCode()).isEqualTo(3);
    assertThat(lossy.err()).contains("holds ids beside its vectors");
  }

  @Test
  void theFoldedEncoderExtractsWhatRepairedVectorsAre() throws IOException {
    Path encoder = SmallModel.write(folder.resolve("encoder/pixels.onnx"));
    Path folded = folder.resolve("folded/repaired.onnx");
    Path photos = Photos.inClasses(folder.resolve("photos"), 3, Scene.FRUIT, Scene.HILLS);
    Path repair = repair(new FittedOn.Unit());

    Run fold = Run.of("repair", "fold", "--repair", repair, "--encoder", encoder, "--onnx", folded);
    assertThat(fold.exitCode()).as(fold.err()).isZero();
    assertThat(fold.err()).contains("output \"features\"");
    assertThat(Run.of("encoders", "check", folded).exitCode()).isZero();
    Path out = folder.resolve("embeddings");
    for (Path one : List.of(encoder, folded)) {
      Run extract =
          Run.of(
              "extract",
              "--images",
              photos,
              "--encoder",
              one,
              "--out",
              out,
              "--unsplit",
              "--processing",
              "JPEG75_420");
      assertThat(extract.exitCode()).as(extract.err()).isZero();
    }
    Path applied = folder.resolve("applied.safetensors");
    Path stored = out.resolve("photos/JPEG75_420/model=custom_variant=pixels.safetensors");
    Run apply =
        Run.of("repair", "apply", "--repair", repair, "--vectors", stored, "--out", applied);
    assertThat(apply.exitCode()).as(apply.err()).isZero();

    List<float[]> expected = rows(applied);
    List<float[]> extracted =
        rows(out.resolve("photos/JPEG75_420/model=custom_variant=repaired.safetensors"));
    assertThat(extracted).hasSameSizeAs(expected).hasSize(6);
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < D; j++) {
        assertThat(extracted.get(i)[j]).isCloseTo(expected.get(i)[j], within(1e-5f));
      }
    }
  }

  @Test
  void settingsNeverTakeThePlaceOfTheRepairsOwnJson() throws IOException {
    Path encoder = SmallModel.write(folder.resolve("encoder/pixels.onnx"));
    Path repair = repair(new FittedOn.Unit());
    byte[] json = Files.readAllBytes(folder.resolve("leace.json"));

    Run run =
        Run.of(
            "repair",
            "fold",
            "--repair",
            repair,
            "--encoder",
            encoder,
            "--onnx",
            folder.resolve("leace.onnx"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("leace.json, which are no encoder's; choose another name");
    assertThat(Files.readAllBytes(folder.resolve("leace.json"))).isEqualTo(json);
  }
}
