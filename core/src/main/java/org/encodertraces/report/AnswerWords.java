package org.encodertraces.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.encodertraces.report.Claims.Standing;
import org.encodertraces.result.RetrieveResult;
import org.encodertraces.result.TraceResult;

/** Words of the page's answer. */
final class AnswerWords {

  private static final String CUSTOM = "custom/";

  /** More traces than these are not counted up. */
  private static final int NAMED = 2;

  private AnswerWords() {}

  /** An encoder's name; a file's without the word that stands for its folder. */
  static String encoder(String id) {
    return Markup.shortened(id.startsWith(CUSTOM) ? id.substring(CUSTOM.length()) : id);
  }

  /** What a trace is of: "JPEG quality", "Make", "the type of camera". */
  static String trace(TraceResult result) {
    return result instanceof RetrieveResult ? "the type of camera" : Panels.title(result);
  }

  /**
   * What a query shares: of JPEG quality the second word where the sentence named it, of parameters
   * of one's own a processing.
   *
   * @param named what the sentence said before
   */
  static String shared(TraceResult result, String named) {
    String trace = trace(result);
    return switch (result.parameter()) {
      case "jpeg" -> named.contains(trace) ? "quality" : trace;
      case "sharpening", "resizing", "interpolation" -> result.parameter();
      default -> named.contains(trace) ? "processing" : "processing of " + trace;
    };
  }

  /** One or two traces by name, more as what they have in common. */
  static String traces(List<Standing> standings) {
    List<String> names =
        standings.stream().map(standing -> trace(standing.result())).distinct().toList();
    return names.size() <= NAMED ? String.join(" and ", names) : "how a photo was made";
  }

  /** All of them by name, readings and falls apart. */
  static String list(List<Standing> standings) {
    return standings.stream()
        .map(
            standing ->
                (AnswerSubjects.isFall(standing) ? "a fall with " : "a reading of ")
                    + trace(standing.result()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  static String count(int number, String one, String many) {
    return number == 1 ? "1 " + one : "%,d %s".formatted(number, many);
  }

  /**
   * Points rounded up, so that what is said to be found is: below ten with a decimal where there is
   * one.
   */
  static String pointsUp(double points) {
    BigDecimal exact = BigDecimal.valueOf(points);
    BigDecimal up = exact.setScale(points < 10 ? 1 : 0, RoundingMode.CEILING);
    String number = up.signum() == 0 ? "0" : up.stripTrailingZeros().toPlainString();
    return number + (number.equals("1") ? " point" : " points");
  }

  /** Marks that no one sees are shown by their code: a name must not reorder a sentence. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Html.isDirectionMark(c) || Character.isISOControl(c)) {
                visible.append("\\u%04x".formatted(c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }
}
