package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.io.DuckDb;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From photos with known cameras to the page. */
class AcquisitionCommandsTest {

  @TempDir private Path folder;
  private Path photos;

  @BeforeEach
  void makeFolder() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
  }

  /** Two cameras that compress differently: the control made to see traces tells them apart. */
  @Test
  void aCameraThatLeavesATraceIsReadAndOneThatDoesNotIsNot() throws Exception {
    StringBuilder labels = new StringBuilder("photo,Make,Owner's cat\n");
    for (int i = 0; i < 60; i++) {
      boolean strong = i % 2 == 0;
      write("%d.jpg".formatted(5_000 + i), i, strong ? 60 : 95);
      // The cat depends on nothing in the picture.
      labels.append(
          "%d.jpg,%s,%s%n"
              .formatted(5_000 + i, strong ? "Strong" : "Fine", i % 5 < 2 ? "tabby" : "black"));
    }
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, labels);
    Path embeddings = extract("builtin/residual", photos, "--unsplit");

    assertThat(
            Safetensors.open(embeddings.resolve("model=builtin_variant=residual.safetensors"))
                .tensors())
        .containsKeys("image_embeddings", "Flickr ID");
    JsonNode make = probe(embeddings, table, "Make");
    JsonNode cat = probe(embeddings, table, "Owner's cat");

    assertThat(make.get("accuracy_mean").asDouble()).isGreaterThan(90);
    assertThat(make.get("interval").get(0).asDouble()).isGreaterThan(50);
    assertThat(cat.get("interval").get(0).asDouble()).isLessThan(60);
    assertThat(make.get("classes").toString()).isEqualTo("[\"Fine\",\"Strong\"]");

    Path page = folder.resolve("page.html");
    Run report = Run.of("report", "--results", folder.resolve("results"), "--out", page);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(page)).contains("reads Make at", "Owner&#39;s cat");
  }

  /** Whatever photos are called, the labels of a table find their rows. */
  @ParameterizedTest
  @ValueSource(strings = {"%d.jpg", "%03d.jpg", "IMG_%d.jpg", "mixed"})
  void labelsFindTheirPhotosWhateverTheirNames(String names) throws Exception {
    StringBuilder labels = new StringBuilder("photo,Make\n");
    for (int i = 0; i < 30; i++) {
      String pattern = names.equals("mixed") ? (i % 3 == 0 ? "IMG_%d.jpg" : "%d.jpg") : names;
      String name = pattern.formatted(i);
      write(name, i, i % 2 == 0 ? 60 : 95);
      labels.append("%s,%s%n".formatted(name, i % 2 == 0 ? "Strong" : "Fine"));
    }
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, labels);

    JsonNode make = probe(extract("builtin/residual", photos, "--unsplit"), table, "Make");

    assertThat(make.get("test_photos").asInt()).isEqualTo(8);
  }

  @Test
  void labelsFindPhotosThatAreNumberedWithinTheirClasses() throws Exception {
    StringBuilder labels = new StringBuilder("photo,Make\n");
    for (String kind : List.of("hills", "city")) {
      Files.createDirectories(photos.resolve(kind));
      for (int i = 0; i < 15; i++) {
        write("%s/%03d.jpg".formatted(kind, i), i, i % 2 == 0 ? 60 : 95);
        labels.append("%s/%03d.jpg,%s%n".formatted(kind, i, i % 2 == 0 ? "Strong" : "Fine"));
      }
    }
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, labels);

    JsonNode make = probe(extract("builtin/residual", photos, "--unsplit"), table, "Make");

    assertThat(make.get("test_photos").asInt()).isEqualTo(8);
  }

  @Test
  void splitsAreMadeOfATableWithOwnersAndRepeatTheirReasons() throws Exception {
    StringBuilder labels = new StringBuilder("photo,owner,date_taken,Make\n");
    for (int i = 0; i < 200; i++) {
      labels.append(
          "%d.jpg,o%d,2010-%02d-01,%s%n"
              .formatted(i, i / 2, 1 + i % 2, i % 4 < 2 ? "Canon" : "SONY"));
    }
    labels.append("900.jpg,o1,2010-01-01,Rollei\n");
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, labels);

    Run run =
        Run.of(
            "flickr",
            "splits",
            "--exif",
            table,
            "--attribute",
            "Make",
            "--test",
            "20",
            "--val",
            "10",
            "--out",
            folder.resolve("splits"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "Make: 2 classes", "20 val, 40 test photos", "no class Rollei: 0 photos; expected 31");
    JsonNode split =
        new ObjectMapper()
            .readTree(folder.resolve("splits/split_data_target_attribute=Make.json").toFile());
    assertThat(split.get("test_ids")).hasSize(40);
    assertThat(split.get("test_ids").get(0).isNumber()).isTrue();

    Run wrong =
        Run.of("flickr", "splits", "--exif", table, "--attribute", "Model", "--out", folder);
    assertThat(wrong.exitCode()).isEqualTo(3);
    assertThat(wrong.err()).contains("no column \"Model\"; it has photo, owner, date_taken, Make");
  }

  @Test
  void pairsArePackedEmbeddedAndRetrieved() throws Exception {
    StringBuilder csv = new StringBuilder("photo,subject,model,type\n");
    for (int i = 0; i < 6; i++) {
      write("phone%d.jpg".formatted(i), i, 60);
      write("camera%d.jpg".formatted(i), i, 95);
      csv.append("phone%d.jpg,s%d,iPhone 15,phone%n".formatted(i, i));
      csv.append("camera%d.jpg,s%d,Brownie,camera%n".formatted(i, i));
    }
    Path table = photos.resolve("pairs.csv");
    Files.writeString(table, csv);

    Run pairs = Run.of("pairs", "--images", table, "--out", folder.resolve("packed"));
    assertThat(pairs.exitCode()).as(pairs.err()).isZero();
    assertThat(pairs.err()).contains("6 pairs", "nearly the same picture");
    Path embeddings =
        extract("builtin/hog", folder.resolve("packed/pairs.parquet"), "--dataset", "pairs");
    Run retrieve =
        Run.of("retrieve", "--embeddings", embeddings, "--encoder", "builtin/hog", "--json");

    assertThat(retrieve.exitCode()).as(retrieve.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(retrieve.out());
    assertThat(result.get("pairs").asInt()).isEqualTo(6);
    // The same drawing, compressed twice: shape alone finds it.
    assertThat(result.get("mean").get("different").asDouble()).isEqualTo(100);
  }

  @Test
  void exifIsATableWithAReasonForWhatIsMissing() throws Exception {
    write("1.jpg", 1, 77);
    Files.writeString(photos.resolve("2.jpg"), "no picture");
    Path out = folder.resolve("exif.parquet");

    Run run = Run.of("exif", "--images", photos, "--out", out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Make              0 of 2", "jpeg_quality      1 of 2");
    StringBuilder rows = new StringBuilder();
    DuckDb.query(
        out,
        "SELECT photo, Make, jpeg_quality, jpeg_subsampling, width, missing FROM read_parquet('"
            + out
            + "')",
        row -> {
          for (int i = 1; i <= 6; i++) {
            rows.append(row.getString(i)).append('|');
          }
        });
    assertThat(rows.toString())
        .contains("1.jpg|null|77|4:2:0|72|")
        .contains("the photo has no Exif")
        .contains("2.jpg|null|null|null|null|width, height: not a picture");
  }

  @Test
  void aHarvestWithoutAKeyAsksForOne() {
    Run run =
        Run.of("flickr", "harvest", "--out", folder, "--from", "2010-01-02", "--to", "2010-01-01");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected days from 1970 on, in order");
  }

  private Path extract(String encoder, Path images, Object... more) {
    Object[] command = {
      "extract",
      "--images",
      images,
      "--encoder",
      encoder,
      "--processing",
      "IDENTITY",
      "--out",
      folder.resolve("embeddings")
    };
    Object[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    Run run = Run.of(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Path.of(run.out().strip());
  }

  private JsonNode probe(Path embeddings, Path labels, String attribute) throws IOException {
    Run run =
        Run.of(
            "probe",
            "acquisition",
            "--embeddings",
            embeddings,
            "--encoder",
            "builtin/residual",
            "--labels",
            labels,
            "--attribute",
            attribute,
            "--classifier",
            "lbfgs",
            "--out",
            folder.resolve("results"),
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private void write(String name, int number, int quality) throws IOException {
    Scene scene = number % 4 < 2 ? Scene.CITY : Scene.HILLS;
    Files.write(
        photos.resolve(name),
        Jpeg.encode(
            SceneCamera.photograph(scene, number, 5, 72, 56), quality, Chroma.SUBSAMPLED_420));
  }
}
