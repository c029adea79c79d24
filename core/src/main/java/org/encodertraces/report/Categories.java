package org.encodertraces.report;

import java.util.Map;

/** Colors of the study's categories; the page's scripts hold the same (base.js). */
final class Categories {

  private static final Map<String, String> COLORS =
      Map.of("CVL", "#0072b2", "SUP", "#d55e00", "SSL", "#009e73", "built-in", "#7f7f7f");

  private static final String CUSTOM = "#b8558f";

  private Categories() {}

  static String color(String category) {
    return COLORS.getOrDefault(category, CUSTOM);
  }
}
