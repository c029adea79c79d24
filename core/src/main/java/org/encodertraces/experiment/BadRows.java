package org.encodertraces.experiment;

import java.util.Map;
import org.encodertraces.embedding.ParameterEmbeddings;

/** What a result's provenance says of rows without a direction. */
final class BadRows {

  private BadRows() {}

  static Map<String, String> found(ParameterEmbeddings embeddings) {
    return Map.of(
        "dropped rows",
        "%d train, %d val".formatted(embeddings.dropped().train(), embeddings.dropped().val()));
  }
}
