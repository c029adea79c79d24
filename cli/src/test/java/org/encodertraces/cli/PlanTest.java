package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan is a document: it says what to do, and a result says what it came of. */
class PlanTest {

  private static final Path GOLDEN =
      Path.of("../core/src/test/resources/golden/embeddings").toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path work;

  private static Run run(Object... arguments) {
    Run run = Run.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private Path plan(String json) throws IOException {
    return Files.writeString(work.resolve("plan.json"), json.replace('\'', '"'));
  }

  /** Result files below a folder without what belongs to one run. */
  private static Map<String, JsonNode> figures(Path folder) throws IOException {
    Map<String, JsonNode> figures = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".json")).toList()) {
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        json.remove(List.of("created", "provenance"));
        figures.put(folder.relativize(file).toString(), json);
      }
    }
    return figures;
  }

  /** Every kind of result, with settings that are not the defaults. */
  @Test
  void aResultIsAPlanThatRepeatsItNumberForNumber() throws Exception {
    Path results = work.resolve("results");
    Path photos = Photos.inClasses(work.resolve("photos"), 12, Scene.HILLS, Scene.BRICKS);
    StringBuilder labels = new StringBuilder("photo,Make\n");
    for (String kind : List.of("hills", "bricks")) {
      for (int i = 0; i < 12; i++) {
        labels.append("%s/%03d.png,%s%n".formatted(kind, i, i % 2 == 0 ? "A" : "B"));
      }
    }
    Path table = Files.writeString(work.resolve("labels.csv"), labels);
    Object[] golden = {
      "--embeddings", GOLDEN.resolve("ImageNet"), "--encoder", "planted/toy", "--out", results
    };
    run(with(golden, "knn", "--parameter", "jpeg", "--k", 3));
    run(with(golden, "similarity", "--parameter", "jpeg", "--query", "3,1"));
    run(
        with(
            golden,
            "probe",
            "processing",
            "--parameter",
            "jpeg",
            "--lr",
            1,
            "--wd",
            1e-6,
            "--seeds",
            2,
            "--training",
            "all"));
    run(
        with(
            golden,
            "repair",
            "judge",
            "--parameter",
            "jpeg",
            "--methods",
            "random,leace",
            "--judges",
            60));
    run(
        "retrieve",
        "--embeddings",
        GOLDEN.resolve("PairCams"),
        "--encoder",
        "planted/toy",
        "--out",
        results);
    run(
        "ladder",
        "--images",
        photos,
        "--encoder",
        "builtin/color",
        "--quality",
        "50,20",
        "--blur",
        2,
        "--photos",
        9,
        "--out",
        results);
    Object[] extract = {
      "extract", "--images", photos, "--encoder", "builtin/color", "--out", work.resolve("e")
    };
    run(with(new Object[] {"--processing", "IDENTITY", "--unsplit"}, extract));
    run(with(new Object[] {"--parameter", "sharpening"}, extract));
    Object[] own = {
      "--embeddings", work.resolve("e/photos"), "--encoder", "builtin/color", "--out", results
    };
    run(
        with(
            own,
            "neighbors",
            "--images",
            photos,
            "--parameter",
            "sharpening",
            "--query",
            2,
            "--k",
            4));
    run(
        with(
            own,
            "probe",
            "acquisition",
            "--labels",
            table,
            "--attribute",
            "Make",
            "--classifier",
            "lbfgs",
            "--C",
            2,
            "--min-photos",
            5));
    Object[] few = {"--images", photos, "--photos", 9, "--seed", 3, "--out", results};
    run(with(few, "threshold", "--encoder", "builtin/color", "--sets", "resaved,webp"));
    run(with(few, "diff", "builtin/color", "builtin/hog", "--k", 3, "--tolerate", "99%"));
    Path vectors = GOLDEN.resolve("ImageNet");
    run(
        "threshold",
        "--originals",
        table(vectors, "JPEG95_444", "val"),
        "--copies",
        table(vectors, "JPEG75_420", "val"),
        "--out",
        results);
    Map<String, JsonNode> first = figures(results);
    assertThat(first.keySet()).hasSize(12);
    assertThat(first.values().stream().map(json -> json.get("kind").asText()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Experiments.all().stream().map(Experiment::name).toList());

    for (String name : first.keySet()) {
      Path again = work.resolve("again").resolve(name.replace('/', '-'));
      run("run", results.resolve(name), "--out", again);

      assertThat(figures(again.resolve("results"))).containsEntry(name, first.get(name));
    }
  }

  private static Path table(Path folder, String processing, String split) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().contains(processing))
          .filter(file -> file.toString().endsWith(".safetensors"))
          .filter(file -> file.toString().contains(split))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** Of several parameters each is held out by itself, and one of the user's own besides. */
  @Test
  void aRepairOfSeveralParametersIsRepeatedAsOne() throws Exception {
    Path out = work.resolve("repair");
    Path parameters =
        Files.writeString(
            work.resolve("parameters.json"),
            """
            {"parameters": {"low": ["JPEG75_420", "JPEG75_444"], "high": ["JPEG85_420", "JPEG85_444"],
              "highest": ["JPEG95_420", "JPEG95_444"]}}
            """);
    run(
        "repair",
        "--parameters",
        parameters,
        "--embeddings",
        GOLDEN.resolve("ImageNet"),
        "--encoder",
        "planted/toy",
        "--parameter",
        "low,high",
        "--methods",
        "random,leace",
        "--judges",
        60,
        "--out",
        out);
    JsonNode before = figures(out).get("repair.json");

    run("run", out.resolve("repair.json"), "--out", work.resolve("again"));

    assertThat(figures(work.resolve("again/results")).values()).containsExactly(before);
  }

  private static Object[] with(Object[] last, Object... first) {
    return Stream.concat(Stream.of(first), Stream.of(last)).toArray();
  }

  @Test
  void aPlanLeavesToDefaultsWhatADryRunSpellsOut() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'], 'parameters': ['jpeg'],
             'experiments': [{'experiment': 'knn', 'k': 3}, {'experiment': 'probe',
               'classifier': {'kind': 'lbfgs', 'C': 1}, 'seeds': 1}]}
            """
                .formatted(GOLDEN.resolve("ImageNet")));

    String resolved = run("run", file, "--dry-run").out();

    JsonNode json = JSON.readTree(resolved);
    assertThat(json.at("/experiments/0/drop_bad_rows").asBoolean(true)).isFalse();
    assertThat(json.at("/experiments/0/parameter/classes/JPEG75_420").asText())
        .isEqualTo("jpeg(75,420)");
    assertThat(json.at("/experiments/1/training").asText()).isEqualTo("one");
    Path again = Files.writeString(work.resolve("resolved.json"), resolved);
    assertThat(run("run", again, "--dry-run").out()).isEqualTo(resolved);
    assertThat(work.resolve("results")).doesNotExist();

    run("run", file, "--out", work.resolve("out"));

    assertThat(figures(work.resolve("out/results")).get("ImageNet/planted-toy/knn-jpeg.json"))
        .isNull();
    assertThat(figures(work.resolve("out/results"))).hasSize(2);
    assertThat(work.resolve("out/report.html")).exists();
  }

  @Test
  void anInterruptedPlanGoesOnWithWhatIsMissing() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'],
             'experiments': [{'experiment': 'knn', 'parameter': 'jpeg'},
               {'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [0]}]}
            """
                .formatted(GOLDEN.resolve("ImageNet")));
    Path out = work.resolve("out");
    run("run", file, "--out", out);
    Map<String, JsonNode> all = figures(out.resolve("results"));
    Path kept = out.resolve("results/ImageNet/planted-toy/knn-jpeg.json");
    String before = Files.readString(kept);
    for (String name : all.keySet()) {
      if (name.contains("similarity")) {
        Files.delete(out.resolve("results").resolve(name));
      }
    }

    Run again = run("run", file, "--out", out);

    assertThat(again.err()).contains("knn jpeg of planted/toy is there already");
    assertThat(figures(out.resolve("results"))).isEqualTo(all);
    assertThat(Files.readString(kept)).isEqualTo(before);
  }

  @Test
  void whatIsAskedForTwiceIsDoneOnce() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': '%s'}, 'encoders': ['planted/toy', 'planted/toy'],
             'parameters': ['jpeg'],
             'experiments': [{'experiment': 'knn'}, {'experiment': 'knn', 'parameter': 'jpeg'}]}
            """
                .formatted(GOLDEN.resolve("ImageNet")));

    Run run = run("run", file, "--out", work.resolve("out"));

    assertThat(run.err()).doesNotContain("is there already").contains("2 steps");
    assertThat(figures(work.resolve("out/results"))).hasSize(1);
  }

  @Test
  void aPlanThatFailedAtOnceMayBeMended() throws IOException {
    String knn =
        "{'data': {'embeddings': '%s'}, 'encoders': ['%s'], 'parameters': ['jpeg'],"
            + " 'experiments': [{'experiment': 'knn'}]}";
    Path out = work.resolve("out");
    Path golden = GOLDEN.resolve("ImageNet");
    Run failed = Run.of("run", plan(knn.formatted(golden, "nobody/none")), "--out", out);
    assertThat(failed.exitCode()).isEqualTo(3);

    run("run", plan(knn.formatted(golden, "planted/toy")), "--out", out);

    Run other = Run.of("run", plan(knn.formatted(golden, "nobody/none")), "--out", out);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("holds results of an earlier run with another encoder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b']} | experiments: missing",
        "{'dta': {}} | dta: unknown key (did you mean \"data\"?)",
        "{'data': {'imges': 'x'}} | data.imges: unknown key (did you mean \"images\"?)",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'kn'}]}"
            + " | experiments[0].experiment: kn: no such experiment (did you mean \"knn\"?)",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'knn',"
            + " 'kk': 1}]} | experiments[0].kk: unknown key",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'knn',"
            + " 'k': 'ten'}]} | experiments[0].k ten: expected a whole number",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'knn',"
            + " 'parameter': 'jpg'}]} | experiments[0].parameter: unknown parameter \"jpg\" (did"
            + " you mean \"jpeg\"?)",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'probe', 'training': 'some'}]} | experiments[0].training some: expected all or one",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'ladder'}]} | experiments[0]: ladder needs photos; data names no images",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'probe',"
            + " 'seeds': 0}]} | experiments[0].seeds 0: expected a whole number from 1 to 1000",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'probe',"
            + " 'classifier': {'kind': 'sgd', 'C': 1}}]} | experiments[0]: classifier.C goes with"
            + " classifier.kind lbfgs",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'probe',"
            + " 'classifier': {'kind': 'lbfgs', 'order': 'blocks'}}]} | experiments[0]:"
            + " classifier.order goes with classifier.kind sgd",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'acquisition', 'attribute': 'Make'}]} | experiments[0]: give splits or labels, and"
            + " not both",
        "{'data': [], 'encoders': ['a/b'], 'experiments': []} | data: []: expected an object",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'batch': 0, 'experiments':"
            + " [{'experiment': 'knn'}]} | batch: 0: expected 1 to 1024",
        "{'data': {'images': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'threshold', 'photos': 2}]} | experiments[0].photos 2: expected a whole number of 3"
            + " or more",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'threshold'}]} | experiments[0]: threshold needs photos; data names no images",
        "{'data': {'images': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'threshold', 'sets': ['mesenger']}]} | experiments[0].sets: unknown parameter"
            + " \"mesenger\" (did you mean \"messenger\"?)",
        "{'data': {}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'threshold', 'vectors':"
            + " {'originals': 'o.npy'}}]} | experiments[0].vectors.copies: missing; expected a text",
        "{'data': {'images': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'diff'}]} |"
            + " experiments[0].other: missing; expected an id, or the path of an .onnx file",
        "{'data': {'images': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'diff',"
            + " 'other': 'a/c', 'change': {'resample': 'magick'}}]} |"
            + " experiments[0].change.resample magick: expected pillow or opencv or tensorflow",
        "{'kind': 'threshold', 'provenance': {'command': 'traces threshold x'}} | tells no plan, so"
            + " it cannot be repeated",
        "{} {} | line 1: no JSON",
        "{'data': | line 1: no JSON",
      })
  void whatIsWrongIsNamedWithFileAndKey(String json, String message) throws IOException {
    Path file = plan(json);

    Run run = Run.of("run", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("traces: " + file).contains(message);
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
