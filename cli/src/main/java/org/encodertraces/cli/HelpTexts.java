package org.encodertraces.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How the commands' descriptions are laid out in help. */
final class HelpTexts {

  /** The end of a sentence; a point within a name is followed by no space. */
  private static final Pattern FIRST_SENTENCE = Pattern.compile(".*?\\.(?=\\s|$)", Pattern.DOTALL);

  private HelpTexts() {}

  /**
   * A command and all below it: the lines of a description are one paragraph, broken where the
   * page's width asks for it, and a list of commands shows the first sentence of each, whole.
   */
  static void arrange(CommandLine command) {
    List<String> keys =
        command.getHelpSectionKeys().stream()
            // Shown in lists alone: it is the beginning of the description.
            .filter(key -> !key.equals(UsageMessageSpec.SECTION_KEY_HEADER))
            .toList();
    command.setHelpSectionKeys(keys); // holds for the commands below too
    arrangeOne(command);
  }

  private static void arrangeOne(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String description = String.join(" ", usage.description());
    usage.description(description);
    if (usage.header().length == 0) {
      usage.header(firstSentence(description));
    }
    command.getSubcommands().values().forEach(HelpTexts::arrangeOne);
  }

  private static String firstSentence(String description) {
    Matcher sentence = FIRST_SENTENCE.matcher(description);
    return sentence.lookingAt() ? sentence.group() : description;
  }
}
