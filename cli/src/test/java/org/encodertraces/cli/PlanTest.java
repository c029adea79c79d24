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

  private static Path find(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
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

    Map<String, JsonNode> again = figures(work.resolve("again/results"));
    assertThat(again).containsValue(before);
    // It had written its maps too, so that a plan of it does.
    assertThat(again.keySet()).anyMatch(name -> name.endsWith("-leace.json"));
    assertThat(Files.readAllBytes(out.resolve("leace.safetensors")))
        .isEqualTo(Files.readAllBytes(find(work.resolve("again"), "-leace.safetensors")));
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
        "{'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'],"
            + " 'experiments': [{'experiment': 'knn', 'parameter': '%s'}]}";
    Path out = work.resolve("out");
    Path golden = GOLDEN.resolve("ImageNet");
    Run failed = Run.of("run", plan(knn.formatted(golden, "messenger")), "--out", out);
    assertThat(failed.exitCode()).isEqualTo(3);

    run("run", plan(knn.formatted(golden, "jpeg")), "--out", out);

    Run other = Run.of("run", plan(knn.formatted(golden, "messenger")), "--out", out);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err()).contains("holds results of an earlier run with other experiments");
  }

  /** What a plan names and is not here is its fault, told before anything is done. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data': {'images': '.'}, 'encoders': ['nobody/none'], 'experiments': [{'experiment':"
            + " 'ladder'}]} | : encoders: nobody/none: no path that ends in .onnx",
        "{'data': {'images': '.'}, 'encoders': ['builtin/nose'], 'experiments': [{'experiment':"
            + " 'ladder'}]} | : encoders: builtin/nose: no path",
        "{'data': {'images': '.'}, 'encoders': ['clip/ViT-B-32'], 'experiments': [{'experiment':"
            + " 'ladder'}]} | : encoders: clip/ViT-B-32: not in",
        "{'data': {'images': '.'}, 'encoders': ['builtin/hog', 'no.onnx'], 'experiments':"
            + " [{'experiment': 'ladder'}]} | /no.onnx: no such file",
        "{'data': {'images': '.'}, 'encoders': ['builtin/hog'], 'experiments': [{'experiment':"
            + " 'diff', 'other': 'nobody/none'}]} | : experiments[0].other: nobody/none: no path",
        "{'data': {'embeddings': 'ImageNet'}, 'encoders': ['nobody/none'], 'experiments':"
            + " [{'experiment': 'knn'}]} | : encoders: nobody/none: no embeddings of it in",
        "{'data': {'embeddings': 'nowhere'}, 'encoders': ['planted/toy'], 'experiments':"
            + " [{'experiment': 'knn'}]} | /nowhere: no such folder of embeddings",
        "{'data': {'images': 'nowhere'}, 'encoders': ['builtin/hog'], 'experiments':"
            + " [{'experiment': 'ladder'}]} | /nowhere: no such file or folder",
      })
  void whatIsNotHereIsRefusedByADryRunToo(String json, String message) throws IOException {
    Path file = plan(json.replace("'ImageNet'", "'" + GOLDEN.resolve("ImageNet") + "'"));
    for (Object[] command :
        List.of(new Object[] {"run", file, "--dry-run"}, new Object[] {"run", file})) {
      Run run = Run.of(command);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
      assertThat(run.err()).startsWith("traces: " + file + ": ").contains(message);
      assertThat(run.err().strip().lines()).hasSize(1);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void aPlanThatCannotBeMeantIsTheFilesFault() throws IOException {
    Path file =
        plan(
            "{'data': {'images': '.'}, 'encoders': ['builtin/hog'],"
                + " 'experiments': [{'experiment': 'knn', 'parameter': 'jpeg'}]}");

    Run run = Run.of("run", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("traces: " + file + ": out: missing");
  }

  @Test
  void aResolvedPlanHoldsTheParametersThatSomeExperimentIsDoneOn() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'],
             'experiments': [{'experiment': 'knn', 'parameter': 'jpeg'},
               {'experiment': 'repair', 'parameter': 'jpeg,resizing'}]}
            """
                .formatted(GOLDEN.resolve("ImageNet")));

    String resolved = run("run", file, "--dry-run").out();

    assertThat(JSON.readTree(resolved).at("/parameters").findValuesAsText("id"))
        .containsExactly("jpeg", "resizing");
    Path again = Files.writeString(work.resolve("resolved.json"), resolved);
    assertThat(run("run", again, "--dry-run").out()).isEqualTo(resolved);
  }

  /** An audit's plan is its own; what the user wrote is no audit. */
  @Test
  void aFolderKeepsItsPlanUnderOneName() throws IOException {
    Path file =
        plan(
            """
            {'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'],
             'experiments': [{'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [0]}]}
            """
                .formatted(GOLDEN.resolve("ImageNet")));
    Path out = work.resolve("out");

    run("run", file, "--out", out);

    assertThat(out.resolve("plan.json")).exists();
    assertThat(out.resolve("audit.json")).doesNotExist();
    run("run", out.resolve("plan.json"));
    Files.move(out.resolve("plan.json"), out.resolve("audit.json"));
    Run again = run("run", out.resolve("audit.json"));
    assertThat(again.err()).contains("is there already");
    assertThat(out.resolve("plan.json")).doesNotExist();
    Files.writeString(file, Files.readString(file).replace("[0]", "[1]"));
    Run other = Run.of("run", file, "--out", out);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err())
        .contains("with other experiments: experiments[0].queries[0] (0 then, 1 now)");
  }

  /** A user's plan may lie in the folder that it fills, and whatever else has that name. */
  @Test
  void aPlanThatAUserWroteIsNeverWrittenOver() throws IOException {
    String own =
        """
        {"data": {"embeddings": "%s"}, "encoders": ["planted/toy"], "out": ".",
         "experiments": [{"experiment": "similarity", "parameter": "jpeg", "queries": [0]}]}
        """
            .formatted(GOLDEN.resolve("ImageNet"));
    Path file = Files.writeString(work.resolve("plan.json"), own);

    run("run", file);
    Run again = run("run", file);

    assertThat(again.err()).contains("is there already");
    assertThat(file).hasContent(own);
    Path other = Files.createDirectories(work.resolve("other"));
    Path foreign = Files.writeString(other.resolve("plan.json"), "{\"a\": 1}");
    Run refused = Run.of("run", file, "--out", other);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains(foreign + ": is not this plan, and no run wrote it");
    assertThat(foreign).hasContent("{\"a\": 1}");
    Files.writeString(foreign, own.replace("[0]", "[1]"));
    assertThat(Run.of("run", file, "--out", other).err())
        .contains("no run wrote it: experiments[0].queries[0] differs (1 there, 0 now)");
  }

  /** Vectors in files are no encoder's, and stand beside those of one under their own name. */
  @Test
  void vectorsThatExistNeedNeitherDataNorEncoders() throws IOException {
    Path golden = GOLDEN.resolve("ImageNet");
    String threshold =
        "{'experiment': 'threshold', 'vectors': {'originals': '%s', 'copies': '%s'}}"
            .formatted(table(golden, "JPEG95_444", "val"), table(golden, "JPEG75_420", "val"));

    Path alone = plan("{'experiments': [%s]}".formatted(threshold));
    JsonNode resolved = JSON.readTree(run("run", alone, "--dry-run").out());
    assertThat(resolved.at("/encoders/0").asText())
        .isEqualTo("vectors/model=planted_variant=toy_split=val.safetensors");
    Path beside =
        plan(
            ("{'data': {'embeddings': '%s'}, 'encoders': ['planted/toy'], 'experiments': [%s,"
                    + " {'experiment': 'similarity', 'parameter': 'jpeg', 'queries': [0]}]}")
                .formatted(golden, threshold));
    Path out = work.resolve("out");
    run("run", beside, "--out", out);

    assertThat(figures(out.resolve("results")).values().stream().map(PlanTest::kindAndEncoder))
        .containsExactlyInAnyOrder(
            "similarity planted/toy",
            "threshold vectors/model=planted_variant=toy_split=val.safetensors");
    assertThat(run("run", out.resolve("plan.json")).err()).contains("is there already");
  }

  private static String kindAndEncoder(JsonNode json) {
    return json.get("kind").asText() + " " + json.get("encoder").asText();
  }

  /** Repeated from its file, or asked of the embeddings that it left, a result tells as much. */
  @Test
  void aRepeatedResultTellsWhatItsEmbeddingsWereMadeOf() throws IOException {
    Path photos = Photos.inClasses(work.resolve("photos"), 8, Scene.HILLS, Scene.BRICKS);
    Files.writeString(photos.resolve("hills/broken.png"), "no picture");
    Path out = work.resolve("out");
    run(
        "run",
        plan(
            """
            {'data': {'images': '%s'}, 'encoders': ['builtin/color'], 'seed': 7, 'upright': true,
             'experiments': [{'experiment': 'knn', 'parameter': 'sharpening', 'k': 2}]}
            """
                .formatted(photos)),
        "--out",
        out);
    Path first = find(out.resolve("results"), ".json");

    run("run", first, "--out", work.resolve("again"));
    run(
        "knn",
        "--embeddings",
        out.resolve("embeddings/photos"),
        "--encoder",
        "builtin/color",
        "--parameter",
        "sharpening",
        "--k",
        2,
        "--out",
        work.resolve("command"));

    JsonNode told = JSON.readTree(first.toFile()).get("provenance");
    assertThat(told.get("options").fieldNames())
        .toIterable()
        .contains(
            "images", "encoder fingerprint", "transform", "split", "seed", "batch", "orientation");
    assertThat(told.at("/options/seed").asText()).isEqualTo("7");
    assertThat(told.at("/options/orientation").asText()).isEqualTo("upright by Exif");
    assertThat(told.at("/options/skipped").asText()).isEqualTo("1 photos, listed in skipped.csv");
    assertThat(told.at("/libraries/network").asText()).isEqualTo("plain Java");
    for (String folder : List.of("again/results", "command")) {
      JsonNode again =
          JSON.readTree(find(work.resolve(folder), ".json").toFile()).get("provenance");
      assertThat(again.get("options")).as(folder).isEqualTo(told.get("options"));
      assertThat(again.get("libraries")).as(folder).isEqualTo(told.get("libraries"));
      assertThat(again.get("inputs")).as(folder).isEqualTo(told.get("inputs"));
    }
  }

  @Test
  void anOptionTooLargeIsToldItsRange() {
    Object[] knn = {
      "knn",
      "--embeddings",
      GOLDEN.resolve("ImageNet"),
      "--encoder",
      "planted/toy",
      "--parameter",
      "jpeg",
      "--k"
    };

    Run large = Run.of(with(new Object[] {"99999999999999"}, knn));
    Run word = Run.of(with(new Object[] {"ten"}, knn));

    assertThat(large.exitCode()).isEqualTo(2);
    assertThat(large.err())
        .contains("--k 99999999999999: expected a whole number from 1 to 2147483647");
    assertThat(word.exitCode()).isEqualTo(2);
    assertThat(word.err()).contains("'--k'", "'ten' is not a whole number");
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
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'probe',"
            + " 'classifier': {'kind': 'lbfgs', 'tuning': 'tpe'}}]} | experiments[0]:"
            + " classifier.tuning goes with classifier.kind sgd",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'probe',"
            + " 'classifier': {'kind': 'sgd', 'tuning': 'tpe', 'lr': 1, 'wd': 0}}]} |"
            + " experiments[0]: classifier.tuning tpe: there is none with classifier.lr and"
            + " classifier.wd",
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
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment': 'knn',"
            + " 'k': 99999999999999}]} | experiments[0].k 99999999999999: expected a whole number"
            + " from 1 to 2147483647",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'experiments': [{'experiment':"
            + " 'repair', 'parameter': 'jpeg', 'seed': 99999999999999999999}]} |"
            + " experiments[0].seed 99999999999999999999: expected a whole number from"
            + " -9223372036854775808 to 9223372036854775807",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'seed': 99999999999999999999,"
            + " 'experiments': [{'experiment': 'knn'}]} | seed: 99999999999999999999: expected a"
            + " whole number from -9223372036854775808 to 9223372036854775807",
        "{'data': {'embeddings': 'e'}, 'encoders': ['a/b'], 'batch': 99999999999999,"
            + " 'experiments': [{'experiment': 'knn'}]} | batch: 99999999999999: expected 1 to 1024",
        "{'experiments': [{'experiment': 'knn'}]} | data: missing",
        "{'data': {'embeddings': 'e'}, 'experiments': [{'experiment': 'knn'}]} | encoders: missing",
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
