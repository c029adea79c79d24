package org.encodertraces.shooting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.CameraJson;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Shooting;
import org.encodertraces.image.LinearImage;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;
import org.encodertraces.world.ObjectShape;
import org.encodertraces.world.Scene;
import org.encodertraces.world.SceneClass;
import org.encodertraces.world.World;

/**
 * What decides a run's photos, as {@code shoot.json} tells it: subjects, cameras with all their
 * numbers, seed, size, and how this program draws and shoots. A folder's photos are all of one.
 */
final class ShootPlan {

  private static final String FILE = "shoot.json";

  /** Sides of the scenes that stand for how this program draws. */
  private static final int SMALL = 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ShootPlan() {}

  /**
   * Writes the plan, unless the folder has it.
   *
   * @throws InputException when the folder holds photos of another, naming what differs
   */
  static void require(ShootRun.Settings settings, String photos) throws IOException {
    ObjectNode plan = of(settings);
    Path file = settings.out().resolve(FILE);
    if (Files.exists(settings.out().resolve(photos))) {
      List<String> differs = differences(file, plan);
      if (!differs.isEmpty()) {
        throw new InputException(
            "%s: holds photos of another plan (%s: %s); choose another folder, or delete it"
                .formatted(settings.out(), FILE, String.join(", ", differs)));
      }
    } else {
      Files.deleteIfExists(settings.out().resolve(ShotJournal.FILE));
    }
    WholeFile.writeString(file, plan.toPrettyString() + "\n");
  }

  private static ObjectNode of(ShootRun.Settings settings) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("subjects", settings.subjectsInWords());
    plan.put("count", settings.subjects().size());
    MessageDigest names = Sha256.digest();
    for (Subject subject : settings.subjects()) {
      names.update((subject.source() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    plan.put("names", Sha256.hex(names));
    plan.put("seed", settings.seed());
    plan.put("size", settings.size());
    plan.put("raw", settings.raw());
    plan.put("drawing", drawing());
    for (Camera camera : settings.cameras()) {
      plan.withArray("cameras").add(CameraJson.of(camera));
    }
    return plan;
  }

  /** What of a plan is not as in the file, in words. */
  private static List<String> differences(Path file, ObjectNode plan) throws IOException {
    if (!Files.exists(file)) {
      return List.of("missing");
    }
    JsonNode there;
    try {
      there = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      return List.of("damaged");
    }
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, JsonNode> own : plan.properties()) {
      JsonNode old = there.path(own.getKey());
      if (old.toString().equals(own.getValue().toString())) {
        continue;
      }
      if (own.getKey().equals("drawing")) {
        words.add("drawn by another version of this program");
      } else if (old.isValueNode() && !own.getKey().equals("names")) {
        words.add("\"%s\" is %s, here %s".formatted(own.getKey(), old, own.getValue()));
      } else if (old.isMissingNode()) {
        words.add("no \"%s\"".formatted(own.getKey()));
      } else {
        words.add("other %s".formatted(own.getKey()));
      }
    }
    return words;
  }

  /**
   * Eight digits that change with how scenes are drawn and shot: of six scenes, which have all
   * shapes and all places between them, and a shot of each by the base cameras in turn.
   */
  static String drawing() {
    return Drawing.DIGITS;
  }

  /** Computed once, when it is asked for. */
  private static final class Drawing {

    private static final String DIGITS = digits();

    private static String digits() {
      MessageDigest digest = Sha256.digest();
      int shapes = ObjectShape.values().length;
      int places = SceneClass.all().size() / shapes;
      for (int i = 0; i < shapes; i++) {
        Scene scene = World.scene(0, i * places + i % places);
        String base = KnownCameras.BASES.get(i % KnownCameras.BASES.size());
        Shooting shooting = new Shooting(KnownCameras.builtIn().camera(base));
        LinearImage light = scene.render(shooting.sensorSide(SMALL));
        digest.update(scene.caption().getBytes(StandardCharsets.UTF_8));
        for (float sample : light.rgb()) {
          digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(sample).flip());
        }
        digest.update(
            shooting.shoot(light, scene.exposureValue(), SMALL, SMALL, 0, "drawing").jpeg());
      }
      return Sha256.hex(digest).substring(0, 8);
    }
  }
}
