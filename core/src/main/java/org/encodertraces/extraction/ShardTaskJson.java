package org.encodertraces.extraction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.encodertraces.InputException;
import org.encodertraces.dataset.PhotoPlaces;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.io.JsonFault;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;

/** {@link ShardTask} as JSON. */
final class ShardTaskJson {

  private static final String FORMAT = "shard_task";
  private static final int VERSION = 1;
  private static final String FOLDER = "working_folder";
  private static final String NUMBER = "number";
  private static final String FINGERPRINT = "fingerprint";
  private static final String ENCODERS = "encoders";
  private static final String PROCESSINGS = "processings";
  private static final String TOGETHER = "together";
  private static final String SEED = "seed";
  private static final String BATCH = "batch";
  private static final String UPRIGHT = "upright";
  private static final String PHOTOS = "photos";
  private static final String ID = "id";
  private static final String CATEGORY = "category";
  private static final String TRANSFORM = "transform";
  private static final String DEVICE = "device";
  private static final String NAME = "name";
  private static final String CHAIN = "chain";
  private static final String BYTES = "bytes";

  private ShardTaskJson() {}

  static String of(ShardTask task) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put(FORMAT, VERSION).put(FOLDER, workingFolder());
    json.put(NUMBER, task.number()).put(FINGERPRINT, task.fingerprint());
    ArrayNode encoders = json.putArray(ENCODERS);
    for (EncoderCard card : task.encoders()) {
      encoders
          .addObject()
          .put(ID, card.id())
          .put(CATEGORY, card.category())
          .put(TRANSFORM, card.transform())
          .put(FINGERPRINT, card.fingerprint())
          .put(DEVICE, card.device());
    }
    putProcessings(json.putArray(PROCESSINGS), task.processings());
    putProcessings(json.putArray(TOGETHER), task.together());
    json.put(SEED, task.seed()).put(BATCH, task.batch()).put(UPRIGHT, task.upright());
    ArrayNode photos = json.putArray(PHOTOS);
    for (ShardTask.Place photo : task.photos()) {
      photos.addObject().put(ID, photo.id()).set(BYTES, PhotoPlaces.json(photo.bytes()));
    }
    return json.toString();
  }

  private static void putProcessings(ArrayNode array, List<Processing> processings) {
    processings.forEach(p -> array.addObject().put(NAME, p.name()).put(CHAIN, p.text()));
  }

  private static String workingFolder() {
    return Path.of("").toAbsolutePath().toString();
  }

  static ShardTask read(String text, PhotoPlaces places) {
    JsonNode json;
    try {
      json =
          new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    } catch (JsonProcessingException e) {
      throw new InputException("shard task: no JSON: " + JsonFault.reason(e), e);
    }
    if (whole(json, FORMAT) != VERSION) {
      throw wrong(json, FORMAT, "version " + VERSION);
    }
    List<ShardTask.Place> photos =
        each(json, PHOTOS, one -> new ShardTask.Place(text(one, ID), places.read(one.path(BYTES))));
    requireReachable(json, photos);
    return new ShardTask(
        (int) whole(json, NUMBER),
        text(json, FINGERPRINT),
        each(
            json,
            ENCODERS,
            one ->
                new EncoderCard(
                    text(one, ID),
                    text(one, CATEGORY),
                    text(one, TRANSFORM),
                    text(one, FINGERPRINT),
                    text(one, DEVICE))),
        each(json, PROCESSINGS, ShardTaskJson::processing),
        each(json, TOGETHER, ShardTaskJson::processing),
        whole(json, SEED),
        (int) whole(json, BATCH),
        truth(json, UPRIGHT),
        photos);
  }

  /** In another folder each photo would be skipped as gone, and the shard hold no row. */
  private static void requireReachable(JsonNode json, List<ShardTask.Place> photos) {
    String folder = text(json, FOLDER);
    if (folder.equals(workingFolder())) {
      return;
    }
    for (ShardTask.Place photo : photos) {
      if (photo.bytes().holder().map(holder -> !holder.isAbsolute()).orElse(false)) {
        throw new InputException(
            "shard task: %s is relative to %s, and this process runs in %s; run it there, or name photos by absolute paths"
                .formatted(photo.bytes().place(), folder, workingFolder()));
      }
    }
  }

  private static Processing processing(JsonNode json) {
    try {
      return new Processing(text(json, NAME), ChainText.parse(text(json, CHAIN)));
    } catch (IllegalArgumentException e) {
      throw new InputException("shard task: " + e.getMessage(), e);
    }
  }

  private static <T> List<T> each(JsonNode json, String key, Function<JsonNode, T> reading) {
    JsonNode array = json.path(key);
    if (!array.isArray()) {
      throw wrong(json, key, "a list");
    }
    List<T> values = new ArrayList<>();
    array.forEach(one -> values.add(reading.apply(one)));
    return values;
  }

  private static String text(JsonNode json, String key) {
    if (!json.path(key).isTextual()) {
      throw wrong(json, key, "a text");
    }
    return json.path(key).textValue();
  }

  /** Numbers of shards and batches are int, the seed is long. */
  private static long whole(JsonNode json, String key) {
    JsonNode value = json.path(key);
    boolean fits = key.equals(SEED) ? value.canConvertToLong() : value.canConvertToInt();
    if (!value.isIntegralNumber() || !fits) {
      throw wrong(json, key, "a whole number");
    }
    return value.longValue();
  }

  private static boolean truth(JsonNode json, String key) {
    if (!json.path(key).isBoolean()) {
      throw wrong(json, key, "true or false");
    }
    return json.path(key).booleanValue();
  }

  private static InputException wrong(JsonNode json, String key, String expected) {
    return new InputException(
        "shard task, \"%s\": expected %s, found %s"
            .formatted(key, expected, json.path(key).isMissingNode() ? "nothing" : json.path(key)));
  }
}
