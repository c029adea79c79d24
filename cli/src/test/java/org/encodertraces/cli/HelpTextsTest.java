package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What a reader of help sees. */
class HelpTextsTest {

  private static final int WIDTH = 80;

  static List<String> commands() {
    List<String> names = new ArrayList<>(List.of(""));
    collect(Traces.commandLine(), "", names);
    return names;
  }

  private static void collect(CommandLine command, String above, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              names.add(above + name);
              collect(sub, above + name + " ", names);
            });
  }

  private static CommandLine commandLine(String command) {
    CommandLine found = Traces.commandLine();
    for (String name : command.isEmpty() ? new String[0] : command.split(" ", -1)) {
      found = Objects.requireNonNull(found.getSubcommands().get(name), name);
    }
    return found;
  }

  private static String help(String command) {
    return Run.of((Object[]) (command + " --help").strip().split(" ", -1)).out();
  }

  /** The lines between one that begins so and the next empty one, entries parted by a tab. */
  private static List<String> listed(String help) {
    String text =
        help.lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return text.isEmpty() ? List.of() : List.of(text.split("\n(?=  \\S)", -1));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aListOfCommandsHoldsWholeSentences(String command) {
    assertThat(listed(help(command))).allMatch(entry -> entry.endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDescriptionIsFilledToThePagesWidth(String command) {
    List<String> description =
        help(command)
            .lines()
            .filter(line -> !line.isEmpty())
            .dropWhile(line -> line.startsWith("Usage:") || line.startsWith("    "))
            .takeWhile(line -> !line.startsWith(" "))
            .toList();

    assertThat(description).isNotEmpty();
    for (int i = 0; i + 1 < description.size(); i++) {
      String next = description.get(i + 1).split(" ", -1)[0];
      // A line ends where the next word does not fit; picocli breaks within paths too.
      assertThat(description.get(i).length() + 1 + next.length())
          .as(description.get(i))
          .isGreaterThan(WIDTH - 12);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noOptionShowsThePatternByWhichItIsRead(String command) {
    assertThat(help(command)).doesNotContain("(?!", "…[");
  }

  /** Every word of a description, such as DIR/report.html, stands on one line. */
  @ParameterizedTest
  @MethodSource("commands")
  void noWordIsPartedBetweenLines(String command) {
    CommandLine commandLine = commandLine(command);
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of(commandLine.getCommandSpec().usageMessage().description()));
    commandLine
        .getSubcommands()
        .values()
        .forEach(sub -> texts.addAll(List.of(sub.getCommandSpec().usageMessage().header())));
    commandLine.getCommandSpec().args().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> texts.addAll(List.of(option.description())));

    Set<String> shown = new HashSet<>(Arrays.asList(help(command).split("\\s+", -1)));

    assertThat(texts).isNotEmpty();
    for (String text : texts) {
      for (String word :
          text.replace("%%", "%")
              .replace("%n", " ")
              .replace(HelpTexts.LETTER, '.')
              .split("\\s+", -1)) {
        if (!word.contains("${")) {
          assertThat(shown).as(text).contains(word);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionSaysWholeSentences(String command) {
    for (ArgSpec option : commandLine(command).getCommandSpec().args()) {
      assertThat(String.join(" ", option.description())).as(option.toString()).endsWith(".");
    }
  }

  /** One wording, whatever the command: ids of the catalogue, built-ins and paths all work. */
  @Test
  void anEncoderIsToldInOneWay() {
    List<String> told =
        commands().stream()
            .map(command -> commandLine(command).getCommandSpec().findOption("--encoder"))
            .filter(Objects::nonNull)
            .map(option -> String.join(" ", option.description()))
            .map(text -> text.replace(" Default: builtin/hog.", ""))
            .toList();

    assertThat(told).hasSizeGreaterThan(8).containsOnly(EncoderOption.REFERENCES);
    assertThat(told.get(0)).contains("traces encoders list", "builtin/hog", ".onnx");
  }

  @Test
  void threadsAreOfferedWhereTheyChangeTheSpeed() {
    assertThat(commands())
        .filteredOn(c -> commandLine(c).getCommandSpec().findOption("--threads") != null)
        .containsExactlyInAnyOrder(
            "demo",
            "audit",
            "run",
            "extract",
            "probe processing",
            "probe acquisition",
            "knn",
            "retrieve",
            "ladder",
            "threshold",
            "diff",
            "repair",
            "repair apply",
            "repair judge",
            "world shoot",
            "world pairs",
            "world cameras",
            "bench");
    assertThat(Run.of("report", "--threads", 2).exitCode()).isEqualTo(2);
  }

  /** As the module spark does: whatever else is arranged may not be there. */
  @Test
  void someOfTheCommandsStandUnderAnotherName() {
    CommandLine some =
        Traces.commandLineAs("traces spark", Set.of("extract", "knn", "probe"), Map.of());

    assertThat(some.getSubcommands()).containsOnlyKeys("extract", "knn", "probe");
    assertThat(some.getUsageMessage()).contains("traces spark", "Classification by the k nearest");
  }

  @Test
  void helpIsACommandToo() {
    Run all = Run.of("help");
    Run knn = Run.of("help", "knn");

    assertThat(all.exitCode()).isZero();
    assertThat(all.out()).isEqualTo(help(""));
    assertThat(knn.exitCode()).isZero();
    assertThat(knn.out()).isEqualTo(help("knn"));
    assertThat(Run.of("help", "extrct").exitCode()).isEqualTo(2);
  }
}
