package org.encodertraces.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.encodertraces.io.Csv;

/**
 * What is known of makes and models: one spelling a make ({@code makes.csv}; FlickrExif's where it
 * has one) and which models are smartphones ({@code smartphones.csv}).
 */
public final class Cameras {

  private record Phone(String make, Pattern model) {}

  private final Map<String, String> makes = new HashMap<>();
  private final List<Phone> phones;

  private Cameras(List<List<String>> makeRows, List<List<String>> phoneRows) {
    makeRows.forEach(row -> makes.put(key(row.get(0)), row.get(1)));
    // A make is spelled as its own table says, whatever its case.
    makeRows.forEach(row -> makes.putIfAbsent(key(row.get(1)), row.get(1)));
    phones =
        phoneRows.stream()
            .map(
                row -> new Phone(row.get(0), Pattern.compile(row.get(1), Pattern.CASE_INSENSITIVE)))
            .toList();
  }

  /** The tables that come with the program. */
  public static Cameras known() {
    return new Cameras(rows("makes.csv"), rows("smartphones.csv"));
  }

  /** The one spelling of a make. */
  public String make(String written) {
    String stripped = written.strip();
    return makes.getOrDefault(key(stripped), stripped);
  }

  /** Whether a camera of this make, in its one spelling, and model is a smartphone. */
  public boolean isSmartphone(String make, String model) {
    return phones.stream()
        .anyMatch(
            phone ->
                phone.make().equalsIgnoreCase(make)
                    && phone.model().matcher(model.strip()).matches());
  }

  private static String key(String make) {
    return make.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  private static List<List<String>> rows(String name) {
    try (InputStream in = Objects.requireNonNull(Cameras.class.getResourceAsStream(name))) {
      return Csv.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
          .skip(1)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
