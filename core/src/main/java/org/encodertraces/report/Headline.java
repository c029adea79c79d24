package org.encodertraces.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.result.KnnResult;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;

/**
 * What stands at the top of the page.
 *
 * @param before the sentence up to what is marked
 * @param marked its most important words; empty where nothing is
 * @param after the rest of the sentence
 * @param measured what was measured on
 * @param certainty how sure it is
 * @param encoder that it is about, which the page's charts begin with
 */
record Headline(
    String before, String marked, String after, String measured, String certainty, String encoder) {

  private static final String BUILT_IN = "built-in";

  static Headline of(PageResults results) {
    List<Claims.Standing> all = results.claims().all();
    List<Claims.Standing> asked = all.stream().filter(one -> !isControl(one)).toList();
    List<Claims.Standing> own = asked.isEmpty() ? all : asked;
    Optional<Claims.Standing> fall =
        own.stream()
            .filter(one -> one.found() && one.result() instanceof KnnResult)
            .max(Comparator.comparingDouble(one -> one.effect().value()));
    Optional<Claims.Standing> reading =
        own.stream()
            .filter(one -> one.found() && !(one.result() instanceof KnnResult))
            .max(Comparator.comparingDouble(one -> one.effect().value() - one.effect().none()));
    String measured =
        results.labeled().stream()
            .map(one -> Markup.shortened(one.result().header().dataset()))
            .distinct()
            .collect(Collectors.joining(", "));
    long found = all.stream().filter(Claims.Standing::found).count();
    String certainty =
        all.isEmpty()
            ? ""
            : "%,d of %,d claims found after correction for all of them"
                .formatted(found, all.size());
    if (fall.isPresent()) {
      KnnResult knn = (KnnResult) fall.get().result();
      return new Headline(
          "%s ranks by how a photo was made: when the wrong photos share a query's %s, "
              .formatted(name(knn), Panels.title(knn)),
          String.format(
              Locale.ROOT, "%.0f of 100 answers turn wrong", knn.baseline() - knn.negSame()),
          ".",
          measured,
          certainty,
          knn.header().encoder());
    }
    if (reading.isPresent()) {
      TraceResult result = reading.get().result();
      return new Headline(
          "%s remembers %s".formatted(name(result), Panels.title(result)),
          "",
          ".",
          measured,
          certainty,
          result.header().encoder());
    }
    return new Headline(
        all.isEmpty() ? "What was measured." : "No trace was found.",
        "",
        "",
        measured,
        certainty,
        encoderOf(results));
  }

  private static boolean isControl(Claims.Standing one) {
    return one.result().header().category().equals(BUILT_IN);
  }

  private static String name(TraceResult result) {
    return Markup.shortened(result.header().encoder());
  }

  /** The encoder that commands of the page name. */
  static String shown(PageResults results) {
    return Markup.shortened(of(results).encoder());
  }

  /** The first that was asked about. */
  private static String encoderOf(PageResults results) {
    return results.labeled().stream()
        .map(one -> one.result().header())
        .filter(header -> !header.category().equals(BUILT_IN))
        .findFirst()
        .or(() -> results.labeled().stream().map(one -> one.result().header()).findFirst())
        .map(ResultHeader::encoder)
        .orElse("");
  }

  Markup html() {
    Markup html = new Markup();
    html.add("<header id=\"answer\">\n<h1>%s", before);
    if (!marked.isEmpty()) {
      html.add("<em>%s</em>", marked);
    }
    html.add("%s</h1>\n<div class=\"facts\"><p>%s</p>", after, measured);
    if (!certainty.isEmpty()) {
      html.add("<p>%s</p>", certainty);
    }
    return html.add("</div>\n</header>\n");
  }
}
