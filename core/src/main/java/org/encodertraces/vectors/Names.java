package org.encodertraces.vectors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;

/** Which of a file's arrays, tensors or columns holds the vectors. */
final class Names {

  /** What the study's files and common tools call them; the first that is there is meant. */
  private static final List<String> USUAL =
      List.of(
          "image_embeddings", "embeddings", "embedding", "vectors", "vector", "features", "arr_0");

  private Names() {}

  /**
   * The name.
   *
   * @param all what the file holds, in words by name
   * @param fitting the names of those that are matrices of floats
   * @throws InputException when none is, or several are and nothing says which is meant
   */
  static String choose(
      Path file, Map<String, String> all, List<String> fitting, Optional<String> wanted) {
    if (wanted.isPresent()) {
      if (!all.containsKey(wanted.get())) {
        throw new InputException(
            "%s: holds nothing called \"%s\"; it has %s".formatted(file, wanted.get(), list(all)));
      }
      return wanted.get();
    }
    if (fitting.isEmpty()) {
      throw new InputException(
          "%s: holds no vectors, which are rows of float16 or float32; it has %s"
              .formatted(file, all.isEmpty() ? "nothing" : list(all)));
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    return USUAL.stream()
        .filter(fitting::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "%s: %s may each be the vectors; name one of them"
                        .formatted(file, String.join(", ", fitting))));
  }

  private static String list(Map<String, String> all) {
    List<String> words = new ArrayList<>();
    all.forEach((name, what) -> words.add("\"%s\" %s".formatted(name, what)));
    return String.join(", ", words);
  }
}
