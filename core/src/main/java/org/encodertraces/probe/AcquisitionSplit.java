package org.encodertraces.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.InputException;

/**
 * Which photos, by id, teach and test an acquisition attribute: a FlickrExif split file (protocol,
 * section 7).
 *
 * @param classes names by label
 */
public record AcquisitionSplit(
    Path file, String attribute, List<String> classes, Part train, Part val, Part test) {

  /**
   * One part.
   *
   * @param ids [n] of photos
   * @param labels [n] classes
   */
  public record Part(long[] ids, int[] labels) {}

  /**
   * Reads {@code split_data_target_attribute={attribute}.json} of a folder.
   *
   * @throws InputException when it is missing or not such a file
   */
  public static AcquisitionSplit read(Path folder, String attribute) throws IOException {
    Path file = folder.resolve("split_data_target_attribute=" + attribute + ".json");
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such split file");
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException(file + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
    List<String> classes = new ArrayList<>();
    json.path("label_encoder_classes").forEach(name -> classes.add(name.asText()));
    if (classes.size() < 2) {
      throw new InputException(
          "%s: \"label_encoder_classes\" names %d classes; expected two or more"
              .formatted(file, classes.size()));
    }
    return new AcquisitionSplit(
        file,
        attribute,
        classes,
        part(file, json, "train", classes.size()),
        part(file, json, "val", classes.size()),
        part(file, json, "test", classes.size()));
  }

  private static Part part(Path file, JsonNode json, String name, int classes) {
    JsonNode ids = json.path(name + "_ids");
    JsonNode labels = json.path("encoded_" + name + "_labels");
    if (!ids.isArray() || ids.isEmpty() || ids.size() != labels.size()) {
      throw new InputException(
          "%s: %d \"%s_ids\" and %d \"encoded_%s_labels\"; expected as many, and some"
              .formatted(file, ids.size(), name, labels.size(), name));
    }
    Part part = new Part(new long[ids.size()], new int[ids.size()]);
    for (int i = 0; i < ids.size(); i++) {
      part.ids()[i] = ids.get(i).asLong();
      part.labels()[i] = labels.get(i).asInt(-1);
      if (part.labels()[i] < 0 || part.labels()[i] >= classes) {
        throw new InputException(
            "%s: label %s of %s photo %s; expected 0 to %d"
                .formatted(file, labels.get(i), name, ids.get(i), classes - 1));
      }
    }
    return part;
  }
}
