package org.encodertraces.cli;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Messages speak of settings by their keys, as plans and results do; a command's user gave them as
 * options.
 */
final class OptionWords {

  /** What a message begins with: a key, and the value where there is one. */
  private static final Pattern FIRST = Pattern.compile("^([A-Za-z_]+)(?=( [^:]*)?: )");

  /** A key of several words: no other word has this form. */
  private static final Pattern KEY = Pattern.compile("\\b[a-z]+(_[a-z]+)+\\b");

  private static final String ANOTHER_FOLDER = "choose another folder";

  private OptionWords() {}

  /** The message with the options of this command where it has some for what is named. */
  static String in(String message, CommandSpec command) {
    Matcher first = FIRST.matcher(message);
    String named = first.find() ? first.replaceFirst(found -> option(found, command)) : message;
    String keys = KEY.matcher(named).replaceAll(found -> option(found, command));
    return command.findOption("--out") == null
        ? keys
        : keys.replace(ANOTHER_FOLDER, "choose another --out");
  }

  private static String option(MatchResult key, CommandSpec command) {
    String name = "--" + key.group().replace('_', '-');
    OptionSpec option = command.findOption(name);
    // A folder may be called as the option that it is given by.
    boolean isValue = option == null || option.originalStringValues().contains(key.group());
    return Matcher.quoteReplacement(isValue ? key.group() : name);
  }
}
