package org.encodertraces.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process whose every call to the network and every file it makes are seen: Linux's strace writes
 * them down. It gets a home, a temp folder, a cache and a current folder of its own.
 *
 * @param folder that holds them
 */
record Watched(Path folder) {

  /** What a look-up of a name or a connection cannot do without. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "(connect|bind|listen|accept4?|sendto|sendmsg|sendmmsg|recvfrom)\\(.*AF_INET6?\\b"
              // A socket alone is how the JVM learns whether the machine speaks IPv6.
              + "|socket\\(AF_INET6?, SOCK_DGRAM"
              + "|connect\\(.*AF_UNIX.*(resolve|dbus|avahi)"
              + "|open(at)?\\(.*\"/etc/(resolv\\.conf|hosts)\"");

  private static final Pattern OPENED =
      Pattern.compile("open(?:at)?\\((?:AT_FDCWD, )?\"([^\"]+)\".* = [0-9]");

  private static final Pattern MADE =
      Pattern.compile(
          "(?<![a-z])(?:open(?:at)?\\((?:AT_FDCWD, )?\"([^\"]+)\", [^)]*O_CREAT"
              + "|(?:mkdir|mknod|creat|symlink|link)(?:at)?\\([^)]*\"([^\"]+)\"[^\"]*\\)"
              + "|rename(?:at2?)?\\([^)]*\"([^\"]+)\"[^\"]*\\)).* = [0-9]");

  private static final String UNFINISHED = " <unfinished ...>";

  private static final Pattern RESUMED = Pattern.compile("^\\d+ +<\\.\\.\\. \\w+ resumed>");

  /** A process under way; the list of its calls is written as it runs. */
  record Running(Process process, Path trace, Path errors) {

    /** Waits for its end. */
    Seen seen() throws IOException, InterruptedException {
      if (!process.waitFor(4, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end after 4 minutes: " + Files.readString(errors));
      }
      List<String> lines = whole(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
      return new Seen(
          process.exitValue(),
          Files.readString(errors),
          lines.stream().filter(line -> NETWORK.matcher(line).find()).toList(),
          lines.stream().flatMap(Watched::made).distinct().toList(),
          lines.stream().flatMap(Watched::opened).distinct().toList());
    }
  }

  /** What a process did: its network calls, each path it made, and each it opened. */
  record Seen(int exitCode, String err, List<String> network, List<Path> made, List<Path> opened) {}

  /** Skips the calling test where processes cannot be watched. */
  static Watched in(Path folder) throws IOException, InterruptedException {
    Watched watched = new Watched(folder);
    for (String name : List.of("home", "cache", "temp", "traces", "current")) {
      Files.createDirectories(folder.resolve(name));
    }
    boolean can;
    try {
      can =
          new ProcessBuilder("strace", "-f", "-o", folder.resolve("try").toString(), "true")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      can = false;
    }
    assumeTrue(can, "needs strace and the right to trace a process (Linux)");
    return watched;
  }

  /** Runs the command line. */
  Seen traces(Object... arguments) throws IOException, InterruptedException {
    return startTraces(arguments).seen();
  }

  /** Starts the command line with the options of the launcher. */
  Running startTraces(Object... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add("-XX:+UseParallelGC");
    words.add("-XX:-UsePerfData");
    words.add("-cp");
    words.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(Traces.class.getName());
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return java(words);
  }

  /** Starts a JVM. */
  Running java(List<String> words) throws IOException {
    Path trace = Files.createTempFile(folder, "trace", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "-qq", "-I", "2", "-o", trace.toString()));
    command.addAll(List.of("-s", "4096", "-e", "trace=%network,%file,creat"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder.resolve("temp"));
    command.add("-Duser.home=" + folder.resolve("home"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(path("current").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", ""));
    builder.environment().put("HOME", path("home").toString());
    builder.environment().put("XDG_CACHE_HOME", path("cache").toString());
    builder.environment().put("TMPDIR", path("temp").toString());
    builder.environment().put("TRACES_HOME", path("traces").toString());
    builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
    return new Running(builder.start(), trace, errors);
  }

  /** One of its folders: home, cache, temp, traces, current. */
  Path path(String name) {
    return folder.resolve(name);
  }

  /** Everything below the folders that a run is to leave empty. */
  List<Path> strays() throws IOException {
    List<Path> strays = new ArrayList<>();
    for (String name : List.of("home", "cache", "temp", "current")) {
      try (Stream<Path> found = Files.walk(path(name))) {
        found.filter(one -> !one.equals(path(name))).forEach(strays::add);
      }
    }
    return strays;
  }

  /**
   * strace writes a call in two lines where another thread's came between; here they are one again,
   * at the place of the second. A call that never returned stays as it began.
   */
  static List<String> whole(List<String> lines) {
    List<String> whole = new ArrayList<>();
    Map<String, String> begun = new LinkedHashMap<>();
    for (String line : lines) {
      String process = line.substring(0, Math.max(0, line.indexOf(' ')));
      Matcher resumed = RESUMED.matcher(line);
      if (line.endsWith(UNFINISHED)) {
        begun.put(process, line.substring(0, line.length() - UNFINISHED.length()));
      } else if (resumed.find() && begun.containsKey(process)) {
        whole.add(begun.remove(process) + line.substring(resumed.end()));
      } else {
        whole.add(line);
      }
    }
    whole.addAll(begun.values());
    return whole;
  }

  private static Stream<Path> opened(String line) {
    Matcher matcher = OPENED.matcher(line);
    return matcher.find() ? Stream.of(Path.of(matcher.group(1))) : Stream.empty();
  }

  private static Stream<Path> made(String line) {
    Matcher matcher = MADE.matcher(line);
    if (!matcher.find()) {
      return Stream.empty();
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return Stream.of(Path.of(matcher.group(group)));
      }
    }
    return Stream.empty();
  }
}
