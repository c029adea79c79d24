package org.encodertraces;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What someone who wrote a word that is not known probably meant. */
public final class Spelling {

  /** Letters of a word for each that may be wrong. */
  private static final int LETTERS_A_MISTAKE = 3;

  /** A shorter beginning stands for too many words. */
  private static final int SHORTEST_BEGINNING = 3;

  private Spelling() {}

  /** Levenshtein's distance, where two neighbors that changed places are one mistake. */
  public static int distance(String a, String b) {
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      least[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      least[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        least[i][j] = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[a.length()][b.length()];
  }

  /** Letters and digits alone, small: what remains of a name whoever spells it. */
  public static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * The known word that is nearest: one that differs in case and punctuation alone, or in one
   * letter of three at most, or that begins so. The first of several.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String bare = bare(word);
    Optional<String> best = Optional.empty();
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      String other = bare(candidate);
      int distance = distance(bare, other);
      boolean near =
          distance <= Math.max(1, Math.max(bare.length(), other.length()) / LETTERS_A_MISTAKE);
      boolean begun = bare.length() >= SHORTEST_BEGINNING && other.startsWith(bare);
      if (begun) {
        distance = Math.min(distance, 1);
      }
      if ((near || begun) && distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** The question after an unknown word, such as {@code (did you mean "jpeg"?)}; or nothing. */
  public static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known).map(one -> " (did you mean \"%s\"?)".formatted(one)).orElse("");
  }
}
