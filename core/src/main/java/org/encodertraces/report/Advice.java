package org.encodertraces.report;

import java.util.List;

/**
 * A card of the part "What to do": what helps, with its figures, or the command that would tell.
 *
 * @param title what to do
 * @param words why, and what it brings and costs
 * @param commands to be typed, or lines to be set
 */
record Advice(String title, String words, List<String> commands) {

  Markup card() {
    Markup html = new Markup();
    html.add("<div class=\"card\">\n<h3>%s</h3>\n<p>%s</p>\n", title, words);
    commands.forEach(command -> html.add("<pre>%s</pre>\n", command));
    return html.add("</div>\n");
  }
}
