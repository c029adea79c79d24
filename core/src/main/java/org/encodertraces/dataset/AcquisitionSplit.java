package org.encodertraces.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.io.JsonFault;
import org.encodertraces.io.WholeFile;

/**
 * Which photos, by id, teach and test an acquisition attribute: a FlickrExif split file (protocol,
 * section 7).
 *
 * @param origin what it was read or made from, for messages: the split file, or the table of labels
 *     and its column
 * @param classes names by label
 */
public record AcquisitionSplit(
    String origin, String attribute, List<String> classes, Part train, Part val, Part test) {

  /**
   * One part.
   *
   * @param ids [n] of photos: Flickr's numbers, or what a data set calls its photos
   * @param labels [n] classes
   */
  public record Part(List<String> ids, int[] labels) {
    /** Photos of this part, then of another. */
    public Part and(Part other) {
      List<String> all = new ArrayList<>(ids);
      all.addAll(other.ids);
      return new Part(
          all, IntStream.concat(Arrays.stream(labels), Arrays.stream(other.labels)).toArray());
    }
  }

  /**
   * Reads {@code split_data_target_attribute={attribute}.json} of a folder.
   *
   * @throws InputException when it is missing or not such a file
   */
  public static AcquisitionSplit read(Path folder, String attribute) throws IOException {
    Path file = file(folder, attribute);
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such split file");
    }
    JsonNode json;
    try (InputStream in = Files.newInputStream(file)) {
      json = new ObjectMapper().readTree(in);
    } catch (JsonProcessingException e) {
      throw JsonFault.notValid(file, e);
    }
    List<String> classes = new ArrayList<>();
    json.path("label_encoder_classes").forEach(name -> classes.add(name.asText()));
    if (classes.size() < 2) {
      throw new InputException(
          "%s: \"label_encoder_classes\" names %d classes; expected two or more"
              .formatted(file, classes.size()));
    }
    return new AcquisitionSplit(
        file.toString(),
        attribute,
        classes,
        part(file, json, "train", classes.size()),
        part(file, json, "val", classes.size()),
        part(file, json, "test", classes.size()));
  }

  /** Photos that are in more than one part; those in test were seen in training. */
  public int photosInTwoParts() {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (Part part : List.of(train, val, test)) {
      Set<String> ofPart = new HashSet<>(part.ids());
      ofPart.stream().filter(id -> !seen.add(id)).forEach(twice::add);
    }
    return twice.size();
  }

  /** Where the split of an attribute lies. */
  public static Path file(Path folder, String attribute) {
    return folder.resolve("split_data_target_attribute=" + attribute + ".json");
  }

  /**
   * Writes the file in FlickrExif's format into a folder; ids that are all numbers are written as
   * such.
   */
  public void write(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("target_attribute", attribute);
    ArrayNode names = json.putArray("label_encoder_classes");
    classes.forEach(names::add);
    boolean numbers =
        Stream.of(train, val, test)
            .flatMap(part -> part.ids().stream())
            .allMatch(id -> id.matches("(0|[1-9]\\d{0,17})"));
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("train", train);
    parts.put("val", val);
    parts.put("test", test);
    parts.forEach(
        (name, part) -> {
          ArrayNode ids = json.putArray(name + "_ids");
          ArrayNode labels = json.putArray("encoded_" + name + "_labels");
          for (String id : part.ids()) {
            if (numbers) {
              ids.add(Long.parseLong(id));
            } else {
              ids.add(id);
            }
          }
          Arrays.stream(part.labels()).forEach(labels::add);
        });
    WholeFile.writeString(file(folder, attribute), mapper.writeValueAsString(json) + "\n");
  }

  private static Part part(Path file, JsonNode json, String name, int classes) {
    JsonNode ids = json.path(name + "_ids");
    JsonNode labels = json.path("encoded_" + name + "_labels");
    if (!ids.isArray() || ids.isEmpty() || ids.size() != labels.size()) {
      throw new InputException(
          "%s: %d \"%s_ids\" and %d \"encoded_%s_labels\"; expected as many, and some"
              .formatted(file, ids.size(), name, labels.size(), name));
    }
    Part part = new Part(new ArrayList<>(), new int[ids.size()]);
    for (int i = 0; i < ids.size(); i++) {
      part.ids().add(ids.get(i).asText());
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
