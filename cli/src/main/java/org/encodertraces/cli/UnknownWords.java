package org.encodertraces.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is said of a command or an option that there is none of. */
final class UnknownWords {

  private UnknownWords() {}

  /**
   * The complaint about the first word that a command, or one above it, does not know, and what was
   * probably meant; empty if all were known.
   */
  static Optional<String> complaint(CommandLine command) {
    CommandLine parent = command.getParent();
    Optional<String> before = parent == null ? Optional.empty() : complaint(parent);
    return before.isPresent()
        ? before
        : command.getUnmatchedArguments().stream()
            .findFirst()
            .map(word -> complaint(command, word));
  }

  /** The complaint about a word that is no command or option of this command. */
  static String complaint(CommandLine command, String word) {
    CommandSpec spec = command.getCommandSpec();
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> options =
          spec.options().stream()
              .filter(option -> !option.hidden())
              .map(OptionSpec::longestName)
              .toList();
      String meant =
          Spelling.nearest(name, options)
              .map(option -> " (did you mean %s?)".formatted(option))
              .orElseGet(() -> elsewhere(spec.root(), name));
      return "unknown option %s%s".formatted(name, meant);
    }
    if (command.getSubcommands().isEmpty()) {
      return "unexpected argument \"%s\"".formatted(word);
    }
    List<String> known = List.copyOf(command.getSubcommands().keySet());
    String meant =
        below(command.getCommandSpec().root().commandLine(), word)
            .or(() -> Spelling.nearest(word, known).map(name -> spec.qualifiedName() + " " + name))
            .map(name -> " (did you mean \"%s\"?)".formatted(name))
            .orElse("");
    return "unknown command \"%s\"%s; known: %s".formatted(word, meant, String.join(", ", known));
  }

  /** A command of this very name that belongs to another, such as "list". */
  private static Optional<String> below(CommandLine command, String name) {
    List<String> found = new ArrayList<>();
    for (CommandLine sub : command.getSubcommands().values()) {
      if (sub.getCommandName().equals(name)) {
        found.add(sub.getCommandSpec().qualifiedName());
      }
      below(sub, name).ifPresent(found::add);
    }
    return found.stream().findFirst();
  }

  /** Commands that know the option which this one does not. */
  private static String elsewhere(CommandSpec root, String option) {
    List<String> commands = new ArrayList<>();
    collect(root, option, commands);
    return commands.isEmpty()
        ? ""
        : commands.stream().limit(3).collect(Collectors.joining(", ", " (an option of ", ")"));
  }

  private static void collect(CommandSpec spec, String option, List<String> commands) {
    if (spec.findOption(option) != null) {
      commands.add(spec.qualifiedName());
    }
    spec.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), option, commands));
  }
}
