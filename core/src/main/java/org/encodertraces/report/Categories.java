package org.encodertraces.report;

import java.util.Map;

/** Names and colors of the study's categories; the page's scripts hold the same (categories.js). */
final class Categories {

  private static final Map<String, String> COLORS =
      Map.of("CVL", "#0072b2", "SUP", "#d55e00", "SSL", "#009e73", "built-in", "#7f7f7f");

  private static final Map<String, String> NAMES =
      Map.of(
          "CVL",
          "contrastive, with text",
          "SUP",
          "supervised",
          "SSL",
          "self-supervised",
          "built-in",
          "controls: encoders without weights",
          "asked",
          "asked about");

  private Categories() {}

  static String color(String category) {
    return COLORS.getOrDefault(category, "var(--ink)");
  }

  /**
   * What it is called; what is none of the study's is the reader's own.
   *
   * @param asked without any control among the page's encoders, built-in ones are none
   */
  static String name(String category, AskedAbout asked) {
    return category.equals("built-in") && asked.areAll()
        ? "built-in: encoders without weights"
        : NAMES.getOrDefault(category, "yours");
  }
}
