package org.encodertraces.encoder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.encoder.Preprocessor.Centering;
import org.encodertraces.encoder.Preprocessor.Layout;
import org.encodertraces.encoder.Preprocessor.Normalization;
import org.encodertraces.encoder.Preprocessor.Resize;
import org.encodertraces.image.Filter;
import org.encodertraces.io.JsonFault;

/**
 * The JSON beside a model: Hugging Face's {@code preprocessor_config.json} keys, and ours for what
 * that does not say.
 *
 * <p>A key that is neither is refused: a misspelled {@code crop_size} would otherwise run with the
 * wrong pixels and say nothing. Where the JSON names a class of transformers, that class decides
 * what a key means and what a missing one stands for ({@link ProcessorDefaults}); {@link
 * ConfigReader} takes it from there.
 *
 * @param layout of the input, if stated
 */
record EncoderConfig(
    Path file,
    Resize resize,
    Filter filter,
    int cropWidth,
    int cropHeight,
    Centering centering,
    double rescale,
    Normalization normalization,
    boolean blueFirst,
    Optional<Layout> layout,
    Optional<String> input,
    Optional<String> output,
    Optional<Pooling> pooling,
    String category,
    Optional<String> sha256) {

  /** The transform for a network whose input has this layout. */
  Preprocessor preprocessor(Layout inputLayout) {
    return new Preprocessor(
        resize,
        filter,
        cropWidth,
        cropHeight,
        centering,
        rescale,
        normalization,
        blueFirst,
        inputLayout);
  }

  /** The same transform before a model that gives the embedding under this name, pooled. */
  EncoderConfig picking(String pooledOutput) {
    return new EncoderConfig(
        file,
        resize,
        filter,
        cropWidth,
        cropHeight,
        centering,
        rescale,
        normalization,
        blueFirst,
        layout,
        input,
        Optional.of(pooledOutput),
        Optional.empty(),
        category,
        Optional.empty());
  }

  /** Whether samples reach the network as they are, 0 … 255. */
  boolean leavesSamples() {
    return rescale == 1 && normalization.equals(Normalization.NONE);
  }

  /** How the tokens of a 3-D output become one vector. */
  enum Pooling {
    /** The first token. */
    CLS,
    /** The mean of all tokens. */
    MEAN
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads {@code <model>.json} beside {@code <model>.onnx}, or else {@code
   * preprocessor_config.json}.
   *
   * @throws InputException when there is neither, or it says what we cannot do
   */
  static EncoderConfig beside(Path model) throws IOException {
    String name = String.valueOf(model.getFileName());
    Path own = model.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json");
    Path shared = model.resolveSibling("preprocessor_config.json");
    if (Files.exists(own)) {
      return read(own);
    }
    if (Files.exists(shared)) {
      return read(shared);
    }
    throw new InputException(
        "%s: needs %s or preprocessor_config.json beside it; size, mean and std cannot be guessed"
            .formatted(model, own.getFileName()));
  }

  static EncoderConfig read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(file.toFile());
    } catch (MismatchedInputException e) {
      throw new InputException(
          file + ": something stands behind its JSON object; expected one object and nothing else",
          e);
    } catch (JsonProcessingException e) {
      throw JsonFault.notValid(file, e);
    }
    if (json == null || !json.isObject()) {
      throw new InputException(file + ": expected a JSON object");
    }
    return new ConfigReader(new ConfigKeys(file, json)).config();
  }
}
