package org.encodertraces.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.encodertraces.Progress;
import org.encodertraces.dataset.Ignored;
import org.encodertraces.dataset.ImageDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where every command speaks: its output, its progress, and the command line it came of. */
@Command
final class CommonOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Of a command that mixes them in. */
  CommonOptions() {}

  /** Of a command that is made at run time. */
  CommonOptions(CommandSpec command) {
    this.command = command;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  Progress progress() {
    boolean terminal = Boolean.getBoolean("traces.terminal");
    return terminal
        ? new BarProgress(command.commandLine().getErr())
        : new LineProgress(command.commandLine().getErr());
  }

  /** Says what lies among the photos and is not read, a line a reason. */
  void sayIgnored(Ignored ignored) {
    ignored.lines().forEach(progress()::say);
  }

  /** Says at a run's end that more was ignored than read, where it was. */
  void warnOfIgnored(ImageDataset dataset) {
    dataset.ignored().warning(dataset.all().size()).ifPresent(progress()::say);
  }

  /** The command line as a shell would take it again, for provenance. */
  String commandLine() {
    List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
    return command.root().name()
        + " "
        + arguments.stream().map(CommonOptions::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
