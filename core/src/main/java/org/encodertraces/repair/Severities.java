package org.encodertraces.repair;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * Processings between and beyond a parameter's: where two of its classes differ in one number
 * alone, chains with a number halfway between neighbors, and one step beyond either end. A repair
 * that was fitted on the classes never saw them.
 */
public final class Severities {

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  private Severities() {}

  /** Those of a parameter, in order; none where its classes differ in more than a number. */
  public static List<Processing> of(Parameter parameter) {
    // By a chain's text with one number left out, the numbers that stand there.
    Map<List<String>, Set<BigDecimal>> varied = new LinkedHashMap<>();
    for (Processing processing : parameter.classes()) {
      String text = processing.text();
      Matcher matcher = NUMBER.matcher(text);
      for (MatchResult found : matcher.results().toList()) {
        varied
            .computeIfAbsent(
                List.of(text.substring(0, found.start()), text.substring(found.end())),
                key -> new TreeSet<>())
            .add(new BigDecimal(found.group()));
      }
    }
    Set<Processing> severities = new LinkedHashSet<>();
    varied.forEach(
        (around, numbers) -> {
          if (numbers.size() > 1) {
            for (BigDecimal number : others(List.copyOf(numbers))) {
              add(around.get(0) + number.toPlainString() + around.get(1), severities);
            }
          }
        });
    severities.removeAll(parameter.classes());
    return List.copyOf(severities);
  }

  /** Halfway between neighbors, and one step beyond the ends. */
  private static List<BigDecimal> others(List<BigDecimal> sorted) {
    List<BigDecimal> others = new ArrayList<>();
    int last = sorted.size() - 1;
    others.add(sorted.get(0).subtract(sorted.get(1).subtract(sorted.get(0))));
    for (int i = 0; i < last; i++) {
      others.add(
          sorted
              .get(i)
              .add(sorted.get(i + 1))
              .divide(BigDecimal.valueOf(2), 4, RoundingMode.HALF_UP));
    }
    others.add(sorted.get(last).add(sorted.get(last).subtract(sorted.get(last - 1))));
    boolean whole = sorted.stream().allMatch(number -> number.stripTrailingZeros().scale() <= 0);
    List<BigDecimal> numbers = new ArrayList<>();
    for (BigDecimal number : others) {
      if (number.signum() > 0) {
        numbers.add(whole ? number.setScale(0, RoundingMode.HALF_UP) : number.stripTrailingZeros());
      }
    }
    return numbers;
  }

  /** Adds a chain that an operation takes; a quality of 105 is none. */
  private static void add(String chain, Set<Processing> severities) {
    try {
      severities.add(Processing.unnamed(ChainText.parse(chain)));
    } catch (IllegalArgumentException e) {
      // Beyond what the operation knows: nothing lies there to be held out.
    }
  }
}
