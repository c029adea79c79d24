package org.encodertraces.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

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
