package org.encodertraces.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.encodertraces.InputException;
import org.encodertraces.UsageException;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.result.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The {@code traces} command. */
@Command(
    name = "traces",
    description = "What visual encoders remember of how a picture was made.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Traces.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, for a reason that is neither of these",
      "2:wrong usage",
      "3:bad input; the message names the file and what is wrong with it",
      "4:diff: more changes than --tolerate"
    })
public final class Traces {

  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int ABOVE_TOLERANCE = 4;

  /** How long an interrupted command may take to put its files in order. */
  private static final int SECONDS_TO_STOP = 10;

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final String VERBOSE = "--verbose";
  private static final String INTERRUPTED = "interrupted";
  private static final String HELP = "help";

  /** Besides those of experiments. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          AuditCommand.class,
          RunCommand.class,
          ExtractCommand.class,
          ProcessCommand.class,
          RepairCommand.class,
          ExifCommand.class,
          FlickrCommand.class,
          PairsCommand.class,
          WorldCommand.class,
          EncodersCommand.class,
          ReportCommand.class,
          BenchCommand.class,
          SparkCommand.class,
          CommandLine.HelpCommand.class);

  private Traces() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    start(commandLineFor(arguments), arguments);
  }

  /**
   * The commands of these names alone, under another name: what a module offers that does their
   * work elsewhere.
   *
   * @param about the first line of its help
   * @param more commands of the module's own, by name
   */
  public static void startAs(
      String name,
      String about,
      Set<String> commands,
      Map<String, Object> more,
      String[] arguments) {
    CommandLine commandLine = commandLineAs(name, commands, more);
    commandLine.getCommandSpec().usageMessage().description(about);
    start(commandLine, arguments);
  }

  /** These commands alone, under another name. */
  static CommandLine commandLineAs(String name, Set<String> commands, Map<String, Object> more) {
    CommandLine commandLine = all(Experiments.all());
    commandLine.setCommandName(name);
    List.copyOf(commandLine.getSubcommands().keySet()).stream()
        .filter(command -> !commands.contains(command))
        .forEach(command -> commandLine.getCommandSpec().removeSubcommand(command));
    more.forEach(commandLine::addSubcommand);
    return arranged(commandLine);
  }

  private static void start(CommandLine commandLine, String[] arguments) {
    // What a library logs is one line, as all others here.
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "traces: %5$s%n");
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Thread main = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  main.interrupt();
                  waitFor(ended);
                }));
    int exitCode = run(commandLine, out, err, stopping::get, arguments);
    out.flush();
    err.flush();
    ended.countDown();
    if (!stopping.get()) {
      System.exit(exitCode);
    }
  }

  /** Ctrl-C: what is half-written is removed and the terminal left in order before the JVM ends. */
  private static void waitFor(CountDownLatch ended) {
    try {
      ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All commands, with their options and help. */
  static CommandLine commandLine() {
    return commandLine(Experiments.all());
  }

  /** The same with the commands of these experiments. */
  static CommandLine commandLine(List<Experiment<?, ?>> experiments) {
    return arranged(all(experiments));
  }

  private static CommandLine all(List<Experiment<?, ?>> experiments) {
    return those(experiments, name -> true);
  }

  /** Those whose first word this holds for. */
  private static CommandLine those(List<Experiment<?, ?>> experiments, Predicate<String> first) {
    CommandLine commandLine = new CommandLine(new Traces());
    for (Class<?> command : COMMANDS) {
      if (first.test(command.getAnnotation(Command.class).name())) {
        commandLine.addSubcommand(command);
      }
    }
    ExperimentCommands.add(commandLine, experiments, first);
    return commandLine;
  }

  /**
   * What these arguments need: where they begin with a command, it alone, as making all of them is
   * a fifth of a small command's time (PERFORMANCE.md).
   */
  private static CommandLine commandLineFor(String... arguments) {
    if (arguments.length == 0 || arguments[0].equals(HELP)) {
      return commandLine();
    }
    CommandLine asked = those(Experiments.all(), arguments[0]::equals);
    if (asked.getSubcommands().isEmpty()) {
      return commandLine();
    }
    return arranged(asked)
        .setParameterExceptionHandler((exception, words) -> wrongUsage(amongAll(exception, words)));
  }

  private static CommandLine arranged(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .addOption(
            OptionSpec.builder(VERBOSE)
                .scopeType(ScopeType.INHERIT)
                .description("Print the stack trace of an error.")
                .build());
    Optional.ofNullable(commandLine.getSubcommands().get("repair"))
        .ifPresent(RepairCommand::arrange);
    canDoWithout(commandLine, "bench", "--images");
    HelpTexts.arrange(commandLine);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Path.class, Traces::path);
    commandLine.setParameterExceptionHandler((exception, arguments) -> wrongUsage(exception));
    return commandLine;
  }

  /** An empty text would be the current folder: what an unset variable of a script leaves. */
  static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("is empty; expected a path (. is the current folder)");
    }
    return Path.of(text);
  }

  /** An option that others share and cannot do without, where one command, if it is here, can. */
  private static void canDoWithout(CommandLine commandLine, String command, String option) {
    Optional.ofNullable(commandLine.getSubcommands().get(command))
        .map(CommandLine::getCommandSpec)
        .ifPresent(
            spec -> {
              OptionSpec shared = spec.findOption(option);
              spec.remove(shared);
              spec.addOption(OptionSpec.builder(shared).required(false).build());
            });
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(out, err, () -> false, arguments);
  }

  /**
   * The same in a JVM that may be ending.
   *
   * @param stopping whether it is; what fails then has failed because of it, since libraries end by
   *     hooks of their own
   */
  static int run(PrintWriter out, PrintWriter err, BooleanSupplier stopping, String... arguments) {
    return run(commandLineFor(arguments), out, err, stopping, arguments);
  }

  private static int run(
      CommandLine commandLine,
      PrintWriter out,
      PrintWriter err,
      BooleanSupplier stopping,
      String... arguments) {
    commandLine.setOut(out).setErr(err);
    commandLine.setExecutionExceptionHandler(
        (exception, failed, parsed) -> explain(exception, stopping.getAsBoolean(), failed));
    if (arguments.length == 0) {
      commandLine.usage(err);
      return WRONG_USAGE;
    }
    try {
      return commandLine.execute(arguments);
    } catch (LinkageError e) {
      // A native library: where it should be unpacked, or what it needs of this system.
      err.println("traces: " + linkage(e));
      return FAILED;
    }
  }

  private static String linkage(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first instanceof FileSystemException file
        ? file.getFile() + ": " + file.getReason()
        : first.toString();
  }

  /** The same complaint where all commands are known, one of which may have been meant. */
  private static ParameterException amongAll(ParameterException exception, String... arguments) {
    CommandLine failed = exception.getCommandLine();
    try {
      commandLine().setOut(failed.getOut()).setErr(failed.getErr()).parseArgs(arguments);
      return exception;
    } catch (ParameterException again) {
      return again;
    }
  }

  private static int wrongUsage(ParameterException exception) {
    CommandLine failed = exception.getCommandLine();
    failed
        .getErr()
        .println(
            "traces: "
                + UnknownWords.complaint(failed)
                    .or(() -> helpOfUnknown(exception))
                    .orElse(String.valueOf(exception.getMessage())));
    failed.getErr().printf("Try '%s --help'.%n", failed.getCommandSpec().qualifiedName());
    return WRONG_USAGE;
  }

  /** {@code traces help WORD}, where there is no such command. */
  private static Optional<String> helpOfUnknown(ParameterException exception) {
    boolean help = String.valueOf(exception.getMessage()).startsWith("Unknown subcommand");
    return help && exception.getValue() != null
        ? Optional.of(UnknownWords.complaint(exception.getCommandLine(), exception.getValue()))
        : Optional.empty();
  }

  private static int explain(Exception thrown, boolean stopping, CommandLine failed) {
    Exception exception =
        thrown instanceof UncheckedIOException unchecked
            ? Objects.requireNonNull(unchecked.getCause())
            : thrown;
    if (failed.getParseResult().hasMatchedOption(VERBOSE)) {
      exception.printStackTrace(failed.getErr());
    }
    String message = OptionWords.in(message(exception), failed.getCommandSpec());
    failed.getErr().println("traces: " + (stopping ? INTERRUPTED : message));
    if (exception instanceof UsageException) {
      return WRONG_USAGE;
    }
    boolean badFile = exception instanceof FileSystemException && !isDiskFull(exception);
    return exception instanceof InputException || badFile ? BAD_INPUT : FAILED;
  }

  private static boolean isDiskFull(Exception exception) {
    return String.valueOf(exception.getMessage()).contains("No space left");
  }

  private static String message(Exception exception) {
    if (exception instanceof AccessDeniedException denied) {
      return denied.getFile() + ": no permission to write or read it";
    }
    if (exception instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + ": is a file; expected a folder, or a name that is free";
    }
    if (exception instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (exception instanceof FileSystemException file) {
      String done = isDiskFull(exception) ? "; what was finished is kept, start it again" : "";
      return file.getFile() + ": " + file.getReason() + done;
    }
    if (exception instanceof InterruptedException
        || exception instanceof ClosedByInterruptException
        || exception instanceof CancellationException) {
      return INTERRUPTED;
    }
    if (exception.getCause() instanceof LinkageError error) {
      return linkage(error);
    }
    if (exception instanceof UsageException || exception instanceof InputException) {
      return String.valueOf(exception.getMessage());
    }
    return exception.getMessage() == null ? exception.toString() : exception.getMessage();
  }

  /** Prints versions of the program and of the libraries behind its numbers. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Versions versions = Versions.current();
      return new String[] {
        "traces " + versions.own(), Versions.shipped().toString(), versions.libraries().toString()
      };
    }
  }
}
