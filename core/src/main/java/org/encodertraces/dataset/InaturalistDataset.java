package org.encodertraces.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.io.JsonFault;

/** iNaturalist 2018: {@code train2018.json} and {@code val2018.json} beside the pictures. */
final class InaturalistDataset {

  static final String TRAIN = "train2018.json";
  static final String VAL = "val2018.json";

  private InaturalistDataset() {}

  static ImageDataset read(Path root, Datasets.Reading reading) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    List<Photo> train = photos(root, root.resolve(TRAIN), names);
    List<Photo> val = photos(root, root.resolve(VAL), names);
    int classes =
        1
            + IntStream.concat(
                    train.stream().mapToInt(Photo::label), val.stream().mapToInt(Photo::label))
                .max()
                .orElse(-1);
    if (classes == 0) {
      throw new InputException("%s: neither %s nor %s names a photo".formatted(root, TRAIN, VAL));
    }
    return new ImageDataset(
        Datasets.named(root, reading),
        root,
        IntStream.range(0, classes)
            .mapToObj(label -> names.getOrDefault(label, Integer.toString(label)))
            .toList(),
        TRAIN + " and " + VAL,
        train,
        val);
  }

  private static List<Photo> photos(Path root, Path file, Map<Integer, String> names)
      throws IOException {
    List<Photo> photos = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return photos;
    }
    JsonNode json;
    try (InputStream in = Files.newInputStream(file)) {
      json = new ObjectMapper().readTree(in);
    } catch (JsonProcessingException e) {
      throw JsonFault.notValid(file, e);
    }
    json.path("categories")
        .forEach(
            category -> names.put(category.path("id").asInt(-1), category.path("name").asText()));
    Map<Long, Integer> labels = new HashMap<>();
    for (JsonNode annotation : json.path("annotations")) {
      int label = annotation.path("category_id").asInt(-1);
      if (label < 0) {
        throw new InputException(
            "%s: annotation %s: \"category_id\" is %s; expected 0 or more"
                .formatted(file, annotation.path("id"), annotation.path("category_id")));
      }
      labels.put(annotation.path("image_id").asLong(), label);
    }
    for (JsonNode image : json.path("images")) {
      String name = image.path("file_name").asText();
      Integer label = labels.get(image.path("id").asLong());
      if (name.isBlank() || label == null || !isBelow(root, name)) {
        throw new InputException(
            "%s: image %s: \"file_name\" %s, %s; expected a path below the folder, and an annotation"
                .formatted(
                    file,
                    image.path("id"),
                    image.path("file_name"),
                    label == null ? "no annotation" : "category " + label));
      }
      photos.add(Photo.listed(name, root, name, label));
    }
    return photos;
  }

  /** Whether a path stays within the folder; one that no file can have is read by nobody. */
  private static boolean isBelow(Path root, String name) {
    try {
      return root.resolve(name).normalize().startsWith(root);
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
