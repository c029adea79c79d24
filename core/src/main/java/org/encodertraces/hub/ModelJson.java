package org.encodertraces.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.encoder.Preprocessor;

/** The JSON beside a pulled model: the study's transform, and where the model is from. */
final class ModelJson {

  private ModelJson() {}

  static String of(CatalogueEntry entry, HubFile model, String commit, String sha256)
      throws IOException {
    Preprocessor transform = entry.preprocessor();
    Preprocessor.Normalization statistics = transform.normalization();
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("do_resize", true);
    json.putObject("size").put("shortest_edge", entry.crop());
    json.put("resample", entry.filter().pillowNumber());
    json.put("do_center_crop", true);
    json.put("crop_size", entry.crop());
    json.put("do_rescale", true);
    json.put("do_normalize", true);
    json.putArray("image_mean")
        .add(statistics.redMean())
        .add(statistics.greenMean())
        .add(statistics.blueMean());
    json.putArray("image_std")
        .add(statistics.redStd())
        .add(statistics.greenStd())
        .add(statistics.blueStd());
    entry.pooling().ifPresent(pooling -> json.put("pooling", pooling));
    json.put("category", entry.category());
    json.put("id", entry.id());
    json.put("dim", entry.dimension());
    json.put("license", entry.license());
    json.putObject("origin")
        .put("repository", model.repository())
        .put("file", model.file())
        .put("commit", commit);
    json.put("sha256", sha256);
    return mapper.writeValueAsString(json) + "\n";
  }

  /** The model's SHA-256 that such a JSON holds; empty when it is no JSON or holds none. */
  static Optional<String> sha256(Path json) throws IOException {
    try {
      JsonNode read = new ObjectMapper().readTree(json.toFile());
      return Optional.ofNullable(read.path("sha256").textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
