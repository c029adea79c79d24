package org.encodertraces.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParameterRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How the commands' descriptions are laid out in help. */
final class HelpTexts {

  /** The end of a sentence; a point within a name is followed by no space. */
  private static final Pattern FIRST_SENTENCE = Pattern.compile(".*?\\.(?=\\s|$)", Pattern.DOTALL);

  private static final Pattern POINT_IN_NAME = Pattern.compile("\\.(?=[^\\s%])");

  /**
   * Stands for the point of report.html while lines are broken: Java's line breaks come after a
   * point too, but not after a letter. No text here has this one.
   */
  static final char LETTER = '\u00fe';

  /** Where picocli's renderers put a description among the cells of a row. */
  private static final int DESCRIPTION_OF_OPTION = 4;

  private HelpTexts() {}

  /**
   * A command and all below it: the lines of a description are one paragraph, broken between words
   * where the page's width asks for it, and a list of commands shows the first sentence of each,
   * whole.
   */
  static void arrange(CommandLine command) {
    List<String> keys =
        command.getHelpSectionKeys().stream()
            // Shown in lists alone: it is the beginning of the description.
            .filter(key -> !key.equals(UsageMessageSpec.SECTION_KEY_HEADER))
            .toList();
    command.setHelpSectionKeys(keys); // holds for the commands below too
    command.setHelpFactory(UnbrokenNames::new);
    arrangeOne(command);
  }

  private static void arrangeOne(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String description = unbroken(String.join(" ", usage.description()));
    usage.description(description);
    if (usage.header().length == 0) {
      usage.header(firstSentence(description));
    }
    command
        .getHelpSectionMap()
        .replaceAll((key, section) -> help -> section.render(help).replace(LETTER, '.'));
    command.getSubcommands().values().forEach(HelpTexts::arrangeOne);
  }

  private static String unbroken(String text) {
    return POINT_IN_NAME.matcher(text).replaceAll(String.valueOf(LETTER));
  }

  private static String firstSentence(String description) {
    Matcher sentence = FIRST_SENTENCE.matcher(description);
    return sentence.lookingAt() ? sentence.group() : description;
  }

  /** Help whose options' descriptions come with names that no line break parts. */
  private static final class UnbrokenNames extends Help {

    UnbrokenNames(CommandSpec command, ColorScheme colors) {
      super(command, colors);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      IOptionRenderer own = super.createDefaultOptionRenderer();
      return (option, label, colors) -> unbroken(own.render(option, label, colors));
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
      IParameterRenderer own = super.createDefaultParameterRenderer();
      return (parameter, label, colors) -> unbroken(own.render(parameter, label, colors));
    }

    private Text[][] unbroken(Text[][] rows) {
      for (Text[] row : rows) {
        String description = row[DESCRIPTION_OF_OPTION].plainString();
        row[DESCRIPTION_OF_OPTION] = ansi().new Text(HelpTexts.unbroken(description));
      }
      return rows;
    }
  }
}
