package org.encodertraces.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.encodertraces.result.ClaimedResult;
import org.encodertraces.result.TraceResult;

/**
 * The results of a page and what every section asks of them.
 *
 * @param labeled in the page's order
 * @param claims of all of them together
 * @param indexes where each stands in the page's data
 * @param claimings that word the claims
 * @param asked the encoders that the page tells of; others are controls
 */
public record PageResults(
    List<Labeled> labeled,
    Panels panels,
    Claims claims,
    Map<TraceResult, Integer> indexes,
    List<Claiming> claimings,
    AskedAbout asked) {

  /**
   * Of results in any order.
   *
   * @param sections that word the claims
   */
  public static PageResults of(List<TraceResult> results, List<Section> sections) {
    AskedAbout asked = AskedAbout.of(results);
    List<Labeled> labeled = Labeled.all(results, asked);
    Map<TraceResult, Integer> indexes = new LinkedHashMap<>();
    labeled.forEach(one -> indexes.put(one.result(), indexes.size()));
    return new PageResults(
        labeled,
        Panels.of(labeled),
        Claims.of(labeled.stream().map(Labeled::result).toList()),
        indexes,
        sections.stream().flatMap(section -> section.claiming().stream()).toList(),
        asked);
  }

  /** How the claim of a result is worded. */
  Claiming claiming(ClaimedResult result) {
    return claimings.stream()
        .filter(one -> one.isOf(result))
        .findFirst()
        .orElseGet(PlainClaims::new);
  }

  /** Those of one kind of record. */
  public <T extends TraceResult> List<T> ofType(Class<T> type) {
    return labeled.stream().map(Labeled::result).filter(type::isInstance).map(type::cast).toList();
  }

  /** A chart's title: what its results are about, and the data set where the page has several. */
  public String titled(List<Labeled> own, String what) {
    String title = capitalized(Panels.title(own.get(0).result())) + ": " + what;
    boolean severalDatasets =
        labeled.stream().map(one -> one.result().header().dataset()).distinct().count() > 1;
    return severalDatasets
        ? title + ", " + Markup.shortened(own.get(0).result().header().dataset())
        : title;
  }

  /** Which color is which category. */
  public Markup categoryKey() {
    Markup html = new Markup();
    html.add("<ul class=\"key\">");
    labeled.stream()
        .map(one -> asked.category(one.result().header()))
        .distinct()
        .forEach(
            category ->
                html.add(
                    "<li><i style=\"background: %s\"></i>%s</li>",
                    Categories.color(category), Categories.name(category, asked)));
    return html.add("</ul>\n");
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
