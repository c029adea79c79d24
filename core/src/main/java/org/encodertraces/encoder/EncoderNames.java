package org.encodertraces.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.encodertraces.Spelling;
import org.encodertraces.io.Csv;

/**
 * What else the catalogue's encoders are called: on hubs ({@code encoder-names.csv} and the
 * catalogue's own sources), in timm and in open_clip.
 */
final class EncoderNames {

  /** Letters of a name for each that may be wrong: versions and sizes differ in few. */
  private static final int LETTERS_A_MISTAKE = 5;

  /** A shorter name is part of too many. */
  private static final int SHORTEST_PART = 4;

  private static final int SUGGESTIONS = 3;

  private final Map<String, List<String>> namesById = new LinkedHashMap<>();

  EncoderNames(List<CatalogueEntry> entries) {
    for (CatalogueEntry entry : entries) {
      namesById.put(entry.id(), new ArrayList<>(ownNames(entry)));
    }
    try (InputStream in =
        Objects.requireNonNull(EncoderNames.class.getResourceAsStream("encoder-names.csv"))) {
      Csv.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
          .skip(1)
          .forEach(row -> Objects.requireNonNull(namesById.get(row.get(0))).add(row.get(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The id, what follows its slash, its weights' place, its export's, and timm's or open_clip's.
   */
  private static List<String> ownNames(CatalogueEntry entry) {
    List<String> names = new ArrayList<>();
    names.add(entry.id());
    names.add(lastOf(entry.id()));
    names.add(entry.source());
    entry.onnx().ifPresent(file -> names.add(file.repository()));
    String export = entry.export().replaceFirst("^(timm|open_clip|hub):", "");
    if (!export.contains(" --checkpoint ")) {
      names.add(export);
      names.add(lastOf(export));
      // timm's name without the tag of its weights
      names.add(export.replaceFirst("\\..*", ""));
    }
    return names;
  }

  private static String lastOf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** All names of an encoder, its id first. */
  List<String> of(String id) {
    return namesById.getOrDefault(id, List.of());
  }

  /** The ids of encoders that are called exactly so, whatever the case and punctuation. */
  List<String> called(String name) {
    return idsWhere(other -> Spelling.bare(other).equals(Spelling.bare(name)));
  }

  /**
   * The ids of encoders that may be meant, the likeliest first, three at most: called so by
   * somebody, called so in part, or nearly so. Empty if none is.
   */
  List<String> suggestions(String name) {
    String bare = Spelling.bare(name);
    String last = Spelling.bare(lastOf(name));
    List<List<String>> byLikelihood =
        List.of(
            called(name),
            // Another owner's copy of the same weights.
            last.length() < SHORTEST_PART
                ? List.of()
                : idsWhere(other -> Spelling.bare(lastOf(other)).equals(last)),
            bare.length() < SHORTEST_PART
                ? List.of()
                : idsWhere(other -> Spelling.bare(other).contains(bare)),
            nearest(bare));
    return byLikelihood.stream()
        .filter(ids -> !ids.isEmpty())
        .findFirst()
        .orElse(List.of())
        .stream()
        .limit(SUGGESTIONS)
        .toList();
  }

  private List<String> nearest(String bare) {
    int least = 1 + bare.length() / LETTERS_A_MISTAKE;
    List<String> nearest = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : namesById.entrySet()) {
      int distance =
          entry.getValue().stream()
              .mapToInt(other -> Spelling.distance(bare, Spelling.bare(other)))
              .min()
              .orElse(Integer.MAX_VALUE);
      if (distance < least) {
        least = distance;
        nearest.clear();
      }
      if (distance == least) {
        nearest.add(entry.getKey());
      }
    }
    return least <= bare.length() / LETTERS_A_MISTAKE ? nearest : List.of();
  }

  private List<String> idsWhere(Predicate<String> test) {
    return namesById.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(test))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Words on where else to look, for a name that is no encoder here. */
  static String words(List<String> suggestions) {
    return switch (suggestions.size()) {
      case 0 -> "none of the catalogue is called like it (traces encoders list shows all)";
      case 1 -> "the nearest of the catalogue is " + suggestions.get(0);
      default -> "the nearest of the catalogue are " + String.join(", ", suggestions);
    };
  }
}
