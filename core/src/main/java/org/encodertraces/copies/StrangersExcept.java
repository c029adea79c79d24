package org.encodertraces.copies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.io.Csv;

/**
 * Pairs of photos that a user knows to be no strangers: CSV whose first two columns are photos' ids
 * (rows, for vectors), such as the {@code pairs.csv} that a run leaves, with the lines of true
 * strangers taken out.
 */
public final class StrangersExcept {

  private static final String HEADER = "first";

  private StrangersExcept() {}

  /**
   * Reads a file of pairs.
   *
   * @throws InputException naming the line that is no pair
   */
  public static List<List<String>> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file of pairs");
    }
    List<List<String>> pairs = new ArrayList<>();
    List<List<String>> lines = Csv.read(file);
    for (int i = 0; i < lines.size(); i++) {
      List<String> fields = lines.get(i);
      boolean header = i == 0 && !fields.isEmpty() && fields.get(0).equals(HEADER);
      boolean empty = fields.stream().allMatch(String::isBlank);
      if (!header && !empty) {
        if (fields.size() < 2 || fields.get(0).isBlank() || fields.get(1).isBlank()) {
          throw new InputException(
              "%s, line %d: %s; expected two photos, such as a.jpg,b.jpg"
                  .formatted(file, i + 1, String.join(",", fields)));
        }
        pairs.add(List.of(fields.get(0).strip(), fields.get(1).strip()));
      }
    }
    return pairs;
  }

  /**
   * Pairs of rows.
   *
   * @throws InputException where one is no row of so many
   */
  public static List<int[]> rows(List<List<String>> pairs, int rows) {
    List<int[]> numbers = new ArrayList<>();
    for (List<String> pair : pairs) {
      numbers.add(new int[] {row(pair.get(0), rows), row(pair.get(1), rows)});
    }
    return numbers;
  }

  private static int row(String text, int rows) {
    try {
      int row = Integer.parseInt(text);
      if (row >= 0 && row < rows) {
        return row;
      }
    } catch (NumberFormatException e) {
      // no number is no row either
    }
    throw new InputException(
        "strangers_except %s: expected a row of the originals, 0 to %d".formatted(text, rows - 1));
  }
}
