package org.encodertraces.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ResultHeader;

/**
 * What stands at the top of the page: its answer, and the encoder that its charts begin with.
 *
 * @param encoder the one whose neighbors fall most where that is found, else the one that is read
 *     best, else the first; controls only where nothing else is on the page
 */
record Headline(Answer answer, String encoder) {

  /** Characters beyond which a sentence is set smaller. */
  private static final int LONG = 170;

  private static final Pattern FIRST_SENTENCE = Pattern.compile("(?<=\\.) (?=[A-Z])");

  static Headline of(PageResults results) {
    return new Headline(Answer.of(results), strongest(results));
  }

  private static String strongest(PageResults results) {
    Predicate<ResultHeader> own = header -> !results.asked().isControl(header);
    List<Claims.Standing> all = results.claims().all();
    List<Claims.Standing> asked =
        all.stream().filter(one -> own.test(one.result().header())).toList();
    List<Claims.Standing> found =
        (asked.isEmpty() ? all : asked).stream().filter(Claims.Standing::found).toList();
    Optional<String> claimed =
        largest(found.stream().filter(one -> one.result() instanceof KnnResult))
            .or(() -> largest(found.stream()));
    List<ResultHeader> headers =
        results.labeled().stream().map(one -> one.result().header()).toList();
    return claimed
        .or(() -> headers.stream().filter(own).map(ResultHeader::encoder).findFirst())
        .or(() -> headers.stream().map(ResultHeader::encoder).findFirst())
        .orElse("");
  }

  private static Optional<String> largest(Stream<Claims.Standing> claims) {
    return claims
        .max(Comparator.comparingDouble(one -> one.effect().value() - one.effect().none()))
        .map(one -> one.result().header().encoder());
  }

  /** The name of that encoder in a command. */
  static String shown(PageResults results) {
    return Markup.shortened(strongest(results));
  }

  Markup html() {
    String sentence = answer.sentence();
    String strong = answer.strong();
    int from = strong.isEmpty() ? -1 : sentence.indexOf(strong);
    Markup html = new Markup();
    html.add(
        "<header id=\"answer\">\n<h1%s>",
        new Markup().add(sentence.length() > LONG ? " class=\"long\"" : ""));
    if (from < 0) {
      html.add("%s", Markup.breaking(sentence));
    } else {
      html.add(
          "%s<em>%s</em>%s",
          Markup.breaking(sentence.substring(0, from)),
          Markup.breaking(strong),
          Markup.breaking(sentence.substring(from + strong.length())));
    }
    html.add("</h1>\n<div class=\"facts\"><p>");
    String between = "";
    for (String fact : answer.measured()) {
      html.add("%s%s", between, Markup.breaking(fact));
      between = "; ";
    }
    html.add("</p>%s</div>\n</header>\n", certainty());
    return html;
  }

  /** One line, the first sentence; what follows it opens. */
  private Markup certainty() {
    String[] sentences = FIRST_SENTENCE.split(answer.certainty(), 2);
    return sentences.length < 2
        ? new Markup().add("<p>%s</p>", answer.certainty())
        : new Markup()
            .add(
                "<details><summary>%s <span class=\"more\">How sure</span></summary><p>%s</p></details>",
                sentences[0], sentences[1]);
  }
}
