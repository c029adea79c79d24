package org.encodertraces.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A card of the part "What to do": what helps, with its figures, or the command that would tell.
 *
 * @param title what to do
 * @param words why, and what it brings and costs
 * @param commands to be typed, or lines to be set
 * @param labels above each of them, where they are of several programs
 */
record Advice(String title, String words, List<String> commands, List<String> labels) {

  private static final Pattern BETWEEN_OPTIONS = Pattern.compile(" (?=--)");

  Advice(String title, String words, List<String> commands) {
    this(title, words, commands, List.of());
  }

  Markup card() {
    Markup html = new Markup();
    html.add("<div class=\"card\">\n<h3>%s</h3>\n<p>%s</p>\n", title, words);
    for (int i = 0; i < commands.size(); i++) {
      if (i < labels.size()) {
        html.add("<small>%s</small>\n", labels.get(i));
      }
      html.add("%s", command(commands.get(i)));
    }
    return html.add("</div>\n");
  }

  /** A line to be typed: it wraps between options, never inside one. */
  static Markup command(String command) {
    Markup html = new Markup();
    html.add("<pre class=\"command\" tabindex=\"0\">");
    String between = "";
    for (String part : BETWEEN_OPTIONS.split(command, -1)) {
      html.add("%s<span>%s</span>", between, part);
      between = " ";
    }
    return html.add("</pre>\n");
  }
}
