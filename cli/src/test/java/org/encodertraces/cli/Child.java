package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the command line in a process of its own, which can be killed. */
final class Child {

  private Child() {}

  /** Starts a run at full speed. */
  static Process start(Object... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** Starts a run that waits so many milliseconds after each 4 KiB of embeddings it writes. */
  static Process startSlow(int milliseconds, Object... arguments) throws IOException {
    return start(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dtraces.test.slow-writes=" + milliseconds),
        arguments);
  }

  private static Process start(List<String> options, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Traces.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.onExit().orTimeout(2, TimeUnit.MINUTES);
    return process;
  }
}
