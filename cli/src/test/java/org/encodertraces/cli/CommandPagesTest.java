package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference pages are those of picocli's model, so that help and pages say the same. */
class CommandPagesTest {

  private static final Path PUBLISHED = Path.of("../docs/commands");

  private static final Path WRITTEN = Path.of("target/commands");

  /** What every command has, told once. */
  private static final Set<String> OF_ALL = Set.of("--help", "--version", "--verbose");

  private static final int DESCRIPTION = 4;

  @Test
  void thePublishedPagesAreThoseOfTheCommands() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    addPages(Traces.commandLine(), pages);
    for (var page : pages.entrySet()) {
      Path file = WRITTEN.resolve(page.getKey());
      Files.createDirectories(WRITTEN);
      Files.writeString(file, page.getValue());
    }

    Map<String, String> published = new TreeMap<>();
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      for (Path file : files.toList()) {
        published.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(published.keySet())
        .as("commands have come or gone: make %s as %s is", PUBLISHED, WRITTEN)
        .isEqualTo(pages.keySet());
    for (var page : pages.entrySet()) {
      assertThat(published.get(page.getKey()))
          .as("options or help have changed: copy %s to %s", WRITTEN, PUBLISHED)
          .isEqualTo(page.getValue());
    }
  }

  private static void addPages(CommandLine command, Map<String, String> pages) {
    pages.put(file(command), page(command));
    subcommands(command).forEach(below -> addPages(below, pages));
  }

  private static Set<CommandLine> subcommands(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(below -> !below.getCommandName().equals("help"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String file(CommandLine command) {
    return command.getParent() == null ? "README.md" : name(command).replace(' ', '-') + ".md";
  }

  private static String page(CommandLine command) {
    ColorScheme plain = Help.defaultColorScheme(Ansi.OFF);
    Help help = command.getHelpFactory().create(command.getCommandSpec(), plain);
    List<String> lines = new ArrayList<>();
    lines.add("# " + name(command));
    lines.add("");
    lines.add(
        plainText(
            String.join(" ", Arrays.asList(command.getCommandSpec().usageMessage().description()))
                .formatted()));
    addParameters(command, help, plain, lines);
    addOptions(command, help, plain, lines);
    Set<CommandLine> below = subcommands(command);
    if (!below.isEmpty()) {
      lines.add("");
      lines.add("| command | |");
      lines.add("|---|---|");
      for (CommandLine one : below) {
        lines.add(
            "| [%s](%s) | %s |"
                .formatted(
                    name(one),
                    file(one),
                    cell(
                        String.join(" ", one.getCommandSpec().usageMessage().header())
                            .formatted())));
      }
    }
    if (command.getParent() == null) {
      lines.add("");
      lines.add("Every command has `--help`, `--version` and `--verbose` (" + "stack traces).");
      lines.add("");
      lines.add("| exit code | |");
      lines.add("|---|---|");
      command
          .getCommandSpec()
          .usageMessage()
          .exitCodeList()
          .forEach((code, meaning) -> lines.add("| %s | %s |".formatted(code, meaning)));
    }
    lines.add("");
    lines.add("*Made from the commands themselves: `CommandPagesTest` writes this page.*");
    return String.join("\n", lines) + "\n";
  }

  private static void addParameters(
      CommandLine command, Help help, ColorScheme plain, List<String> lines) {
    List<PositionalParamSpec> parameters = command.getCommandSpec().positionalParameters();
    if (parameters.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("| argument | |");
    lines.add("|---|---|");
    for (PositionalParamSpec parameter : parameters) {
      Text[][] rows =
          help.createDefaultParameterRenderer()
              .render(parameter, help.createDefaultParamLabelRenderer(), plain);
      lines.add(
          "| `%s`%s | %s |"
              .formatted(
                  parameter.paramLabel(), parameter.required() ? " *" : "", description(rows)));
    }
  }

  private static void addOptions(
      CommandLine command, Help help, ColorScheme plain, List<String> lines) {
    List<OptionSpec> options =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .filter(option -> Arrays.stream(option.names()).noneMatch(OF_ALL::contains))
            .sorted((a, b) -> a.longestName().compareToIgnoreCase(b.longestName()))
            .toList();
    if (options.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("| option | |");
    lines.add("|---|---|");
    for (OptionSpec option : options) {
      Text[][] rows =
          help.createDefaultOptionRenderer()
              .render(option, help.createDefaultParamLabelRenderer(), plain);
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      lines.add(
          "| `%s%s`%s | %s |"
              .formatted(
                  String.join(", ", option.names()),
                  label.replace("|", "\\|"),
                  option.required() ? " *" : "",
                  description(rows)));
    }
    if (options.stream().anyMatch(OptionSpec::required)) {
      lines.add("");
      lines.add("\\* must be given.");
    }
  }

  private static String description(Text[][] rows) {
    return cell(
        Arrays.stream(rows)
            .map(row -> row[DESCRIPTION].toString())
            .collect(Collectors.joining(" ")));
  }

  private static String cell(String text) {
    return plainText(text).replace("|", "\\|").strip();
  }

  private static String plainText(String text) {
    return text.replace(HelpTexts.LETTER, '.').replaceAll("\\s+", " ").strip();
  }
}
