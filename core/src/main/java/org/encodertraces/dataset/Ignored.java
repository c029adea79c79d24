package org.encodertraces.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a listing came across and did not take for photos, by reason, the most frequent first.
 *
 * <p>Photos that were taken and then could not be read are not here: they are skipped one by one.
 */
public record Ignored(List<Kind> kinds) {

  /** Nothing was ignored. */
  public static final Ignored NONE = new Ignored(List.of());

  private static final int EXAMPLES = 3;

  /** Reasons that get a line of their own; the others share one. */
  private static final int LINES = 8;

  /**
   * Files with one reason.
   *
   * @param examples ids of the first few
   */
  public record Kind(String reason, long files, List<String> examples) {
    public Kind {
      examples = List.copyOf(examples);
    }

    private String line() {
      String more = files > examples.size() ? ", …" : "";
      return String.format(
          Locale.ROOT, "%,d %s (%s%s)", files, reason, String.join(", ", examples), more);
    }
  }

  public Ignored {
    kinds = List.copyOf(kinds);
  }

  /** How many files, or folders that could not be listed. */
  public long files() {
    return kinds.stream().mapToLong(Kind::files).sum();
  }

  /** A line a reason, and one for all rare ones: never more than a screen. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    kinds.stream().limit(LINES).forEach(kind -> lines.add("ignored " + kind.line()));
    List<Kind> rest = kinds.subList(Math.min(LINES, kinds.size()), kinds.size());
    if (!rest.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "ignored %,d for %d further reasons, such as: %s",
              new Ignored(rest).files(),
              rest.size(),
              rest.get(0).line()));
    }
    return lines;
  }

  /** Words for the end of a run that ignored more than the photos it took. */
  public Optional<String> warning(int photos) {
    return files() <= photos
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "more was ignored than read: %,d files, and %,d photos to read; the most: %s",
                files(),
                photos,
                kinds.get(0).line()));
  }

  /** Counts while a listing goes on. */
  static final class Count {

    private final Map<String, Long> files = new LinkedHashMap<>();
    private final Map<String, List<String>> examples = new LinkedHashMap<>();

    void add(String reason, String id) {
      files.merge(reason, 1L, Long::sum);
      List<String> few = examples.computeIfAbsent(reason, key -> new ArrayList<>());
      if (few.size() < EXAMPLES) {
        few.add(id);
      }
    }

    /** A file whose ending is no picture's, or that has none. */
    void addEnding(String name, String id) {
      int dot = name.lastIndexOf('.');
      add(
          dot < 0
              ? "without an ending that tells a picture"
              : "ending in %s, which is no picture format that is read"
                  .formatted(name.substring(dot).toLowerCase(Locale.ROOT)),
          id);
    }

    Ignored sum() {
      return new Ignored(
          files.entrySet().stream()
              .map(
                  entry ->
                      new Kind(
                          entry.getKey(),
                          entry.getValue(),
                          examples.getOrDefault(entry.getKey(), List.of())))
              .sorted(Comparator.comparingLong(Kind::files).reversed().thenComparing(Kind::reason))
              .toList());
    }
  }
}
