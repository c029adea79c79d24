package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No command that works on what lies here opens a connection or looks up a name, and none leaves a
 * file anywhere but in its output and in TRACES_HOME.
 */
class SilenceTest {

  @TempDir private Path folder;

  /** The watch itself: without it every test below would pass on a machine that sees nothing. */
  @Test
  void theWatchSeesAConnectionALookUpAndAFile() throws Exception {
    Watched watched = Watched.in(folder);
    Path program = folder.resolve("Talks.java");
    Files.writeString(
        program,
        """
        public class Talks {
          public static void main(String[] what) throws Exception {
            try {
              switch (what[0]) {
                case "connection" -> new java.net.Socket("127.0.0.1", 9).close();
                case "look-up" -> java.net.InetAddress.getByName("traces.invalid");
                default -> java.nio.file.Files.createFile(java.nio.file.Path.of(what[1]));
              }
            } catch (java.io.IOException e) {
              return;
            }
          }
        }
        """);

    for (String what : List.of("connection", "look-up")) {
      Watched.Seen seen = watched.java(List.of(program.toString(), what)).seen();
      assertThat(seen.network()).as(what).isNotEmpty();
    }
    Path stray = watched.path("temp").resolve("stray");
    Watched.Seen seen = watched.java(List.of(program.toString(), "file", stray.toString())).seen();
    assertThat(seen.network()).isEmpty();
    assertThat(seen.made()).contains(stray);
    assertThat(watched.strays()).containsExactly(stray);
  }

  @Test
  void aCallThatAnotherThreadCutsInTwoIsSeenWhole() {
    assertThat(
            Watched.whole(
                List.of(
                    "71 openat(AT_FDCWD, \"/tmp/a\", O_WRONLY|O_CREAT, 0666 <unfinished ...>",
                    "72 access(\"/b\", F_OK) = 0",
                    "71 <... openat resumed>) = 5",
                    "72 connect(4, {sa_family=AF_INET, sin_port=htons(9)} <unfinished ...>")))
        .containsExactly(
            "72 access(\"/b\", F_OK) = 0",
            "71 openat(AT_FDCWD, \"/tmp/a\", O_WRONLY|O_CREAT, 0666) = 5",
            "72 connect(4, {sa_family=AF_INET, sin_port=htons(9)}");
  }

  @Test
  void extractionAuditReportAndLabelsAskNoNetworkAndLeaveNothingElsewhere() throws Exception {
    Watched watched = Watched.in(folder);
    Path photos = photosOfAllDecoders();
    Path model = SmallModel.write(folder.resolve("model/pixels.onnx"));
    Path out = folder.resolve("out");

    List<Object[]> commands =
        List.of(
            new Object[] {"extract", "--images", photos, "--encoder", model, "--out", out},
            new Object[] {
              "audit", "--images", photos, "--encoder", model, "--out", out.resolve("audit")
            },
            new Object[] {
              "report",
              "--results",
              out.resolve("audit/results"),
              "--out",
              out.resolve("again.html")
            },
            new Object[] {"exif", "--images", photos, "--out", out.resolve("exif.parquet")},
            new Object[] {"encoders", "list"});
    for (Object[] command : commands) {
      Watched.Seen seen = watched.traces(command);

      assertThat(seen.exitCode()).as("%s: %s", command[0], seen.err()).isZero();
      assertIsSilent(watched, seen, command[0], out);
    }
    assertThat(out.resolve("audit/report.html")).exists();
    try (Stream<Path> natives = Files.list(watched.path("traces").resolve("natives"))) {
      assertThat(natives.map(one -> one.getFileName().toString().replaceAll("-.*", "")))
          .containsExactlyInAnyOrder("duckdb", "javacpp", "onnxruntime");
    }
  }

  @Test
  void neitherDoesARunThatFailsOrIsStopped() throws Exception {
    Watched watched = Watched.in(folder);
    Path photos =
        Photos.inClasses(folder.resolve("photos"), 40, Scene.FRUIT, Scene.NIGHT, Scene.HILLS);
    Path model = SmallModel.write(folder.resolve("model/pixels.onnx"));
    Path out = folder.resolve("out");
    Path broken = folder.resolve("broken.parquet");
    Files.writeString(broken, "PAR1 and nothing more");

    Watched.Seen failed =
        watched.traces("extract", "--images", broken, "--encoder", model, "--out", out);
    assertThat(failed.exitCode()).isEqualTo(3);
    assertIsSilent(watched, failed, "failing extract", out);

    Watched.Running running =
        watched.startTraces(
            "extract", "--images", photos, "--encoder", model, "--out", out, "--batch", 2);
    while (running.process().isAlive() && !Files.exists(out.resolve("photos/.shards"))) {
      Thread.sleep(20);
    }
    // strace itself is not to end before what it watches.
    running.process().children().forEach(ProcessHandle::destroy);
    assertThat(running.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertIsSilent(watched, running.seen(), "stopped extract", out);
  }

  /** Each is tens of megabytes, and a start of a command that needs none pays for none. */
  @Test
  void aCommandLoadsTheNativeLibrariesThatItNeedsAndNoOther() throws Exception {
    Watched watched = Watched.in(folder);
    Path embeddings = folder.resolve("embeddings");
    Rehearsal.plant(new EmbeddingFolder(embeddings));

    for (String word : List.of("--help", "--version")) {
      assertThat(nativesOf(watched.traces(word))).as(word).isEmpty();
    }
    assertThat(nativesOf(watched.traces("encoders", "list"))).isEmpty();
    assertThat(
            nativesOf(
                watched.traces(
                    "knn",
                    "--embeddings",
                    embeddings,
                    "--encoder",
                    Rehearsal.ENCODER.id(),
                    "--parameter",
                    "jpeg",
                    "--k",
                    3,
                    "--out",
                    folder.resolve("results"))))
        .containsExactly("javacpp", "openblas");
  }

  private static Set<String> nativesOf(Watched.Seen seen) {
    assertThat(seen.exitCode()).as(seen.err()).isZero();
    Set<String> found = new TreeSet<>();
    for (Path opened : seen.opened()) {
      for (String library : List.of("duckdb", "javacpp", "onnxruntime", "openblas", "opencv")) {
        if (opened.toString().matches(".*/natives/.*" + library + "[^/]*\\.so[^/]*")) {
          found.add(library);
        }
      }
    }
    return found;
  }

  private static void assertIsSilent(Watched watched, Watched.Seen seen, Object what, Path out)
      throws IOException {
    assertThat(seen.network()).as("%s: network", what).isEmpty();
    assertThat(watched.strays()).as("%s: files left", what).isEmpty();
    // The parts of OpenCV that could open addresses or keep a cache of their own.
    assertThat(seen.opened().stream().map(path -> String.valueOf(path.getFileName())))
        .as("%s: libraries loaded", what)
        .noneMatch(name -> name.matches(".*(opencv_videoio|opencv_highgui|OpenCL|avformat).*"));
    // ONNX Runtime makes an empty folder in the temp folder and removes it at once.
    assertThat(seen.made())
        .as("%s: files made", what)
        .allMatch(
            path ->
                path.startsWith(out)
                    || path.startsWith(watched.path("traces"))
                    || path.startsWith("/proc")
                    || path.startsWith("/dev")
                    || (path.startsWith(watched.path("temp"))
                        && path.getFileName().toString().startsWith("onnxruntime-java")));
  }

  /** PNG, JPEG by OpenCV, GIF by the JDK's reader. */
  private Path photosOfAllDecoders() throws IOException {
    Path photos = Photos.inClasses(folder.resolve("photos"), 10, Scene.FRUIT, Scene.NIGHT);
    for (String scene : List.of("fruit", "night")) {
      BufferedImage drawn = ImageIO.read(photos.resolve(scene).resolve("000.png").toFile());
      for (String format : List.of("gif", "jpg")) {
        ImageIO.write(drawn, format, photos.resolve(scene).resolve("other." + format).toFile());
      }
    }
    return photos;
  }
}
