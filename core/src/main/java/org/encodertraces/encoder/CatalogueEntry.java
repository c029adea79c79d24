package org.encodertraces.encoder;

import java.util.Optional;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.image.Filter;

/**
 * One of the study's encoders (protocol, section 1).
 *
 * @param crop side of the network's input in pixels; the study resizes the shorter side to it
 * @param statistics {@code clip}, {@code imagenet} or {@code half}
 * @param dimension of the embedding
 * @param pooling of a public export whose output holds tokens
 * @param source whose weights these are
 * @param export what to give {@code tools/export_encoder.py}
 * @param onnx a public export, where one is known
 * @param note what is still to be checked; empty if nothing
 */
public record CatalogueEntry(
    String id,
    String category,
    int crop,
    Filter filter,
    String statistics,
    int dimension,
    Optional<String> pooling,
    String source,
    String export,
    String license,
    Optional<HubFile> onnx,
    String note) {

  /** A file on a Hugging Face-style hub. */
  public record HubFile(String repository, String file, String revision) {}

  /** The study's transform. */
  public Preprocessor preprocessor() {
    return Preprocessor.square(crop, filter, Normalization.named(statistics));
  }
}
