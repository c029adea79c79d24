package org.encodertraces.shooting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.PhotoExif;
import org.encodertraces.camera.Shooting;
import org.encodertraces.camera.Shot;
import org.encodertraces.engine.Workers;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.Png;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.FullWrite;
import org.encodertraces.io.WholeFile;

/**
 * Shoots every subject with every camera: {@code photos/CLASS/NAME-CAMERA.jpg}, {@code labels.csv}
 * with a row a photo, {@code shoot.json} with what was asked for, and where asked for {@code
 * raw/CLASS/NAME-CAMERA.png} with its JSON. A photo's bytes depend on its subject, its camera, the
 * seed and the size, on nothing else.
 */
public final class ShootRun {

  private static final String PLAN = "shoot.json";
  private static final String PHOTOS = "photos";

  private static final String COLUMNS =
      "photo,owner,camera,class,caption,exposure,aperture,iso,exposure_value\n";

  private final Settings settings;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What to shoot.
   *
   * @param seed of noise and of the hand's motion
   * @param size of a file's longest side, in pixels
   * @param raw whether mosaics are kept
   * @param subjectsInWords for the plan: which scenes, which folder
   */
  public record Settings(
      Path out,
      List<Subject> subjects,
      List<Camera> cameras,
      long seed,
      int size,
      boolean raw,
      String subjectsInWords,
      int threads) {}

  /**
   * What became of it.
   *
   * @param photos written
   * @param skipped reasons by subject
   */
  public record Outcome(int photos, Map<String, String> skipped) {}

  private ShootRun(Settings settings) {
    this.settings = settings;
  }

  /**
   * Shoots.
   *
   * @throws InputException when the folder holds photos of another plan, or no subject can be read
   */
  public static Outcome run(Settings settings, Progress progress)
      throws IOException, InterruptedException {
    ShootRun run = new ShootRun(settings);
    run.requireNames();
    try (FolderLock lock = FolderLock.take(settings.out(), progress)) {
      return run.run(progress);
    }
  }

  private Outcome run(Progress progress) throws IOException, InterruptedException {
    requirePlan();
    List<Shooting> shootings = settings.cameras().stream().map(Shooting::new).toList();
    List<List<String>> rows =
        new ArrayList<>(Collections.nCopies(settings.subjects().size(), List.of()));
    Map<Integer, String> skipped = new ConcurrentHashMap<>();
    try (Progress.Task task =
            progress.start("shoot", (long) settings.subjects().size() * shootings.size());
        Workers workers = new Workers(settings.threads())) {
      workers.run(
          settings.subjects().size(),
          i -> {
            try {
              rows.set(i, shoot(settings.subjects().get(i), shootings, task));
            } catch (UnreadableImageException e) {
              skipped.put(i, String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) {
              skipped.put(i, "too large for this memory");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Map<String, String> reasons = new LinkedHashMap<>();
    new TreeMap<>(skipped)
        .forEach((i, why) -> reasons.put(settings.subjects().get(i).source(), why));
    if (reasons.size() == settings.subjects().size()) {
      throw new InputException(
          "%s: none of its %d pictures can be read; the first: %s"
              .formatted(
                  settings.subjectsInWords(), reasons.size(), reasons.values().iterator().next()));
    }
    StringBuilder labels = new StringBuilder(COLUMNS);
    rows.forEach(lines -> lines.forEach(line -> labels.append(line).append('\n')));
    WholeFile.writeString(settings.out().resolve("labels.csv"), labels);
    StringBuilder listed = new StringBuilder("file,reason\n");
    reasons.forEach((name, why) -> listed.append(Csv.line(name, why)).append('\n'));
    if (reasons.isEmpty()) {
      Files.deleteIfExists(settings.out().resolve("skipped.csv"));
    } else {
      WholeFile.writeString(settings.out().resolve("skipped.csv"), listed);
    }
    return new Outcome(rows.stream().mapToInt(List::size).sum(), reasons);
  }

  private void requireNames() {
    Map<String, Subject> names = new HashMap<>();
    for (Subject subject : settings.subjects()) {
      if (names.put(subject.folder() + "/" + subject.name(), subject) != null) {
        throw new InputException(
            "%s: two pictures are named %s, and so would their photos be"
                .formatted(settings.subjectsInWords(), subject.name()));
      }
    }
  }

  /** A folder's photos are all of one plan. */
  private void requirePlan() throws IOException {
    ObjectNode plan = json.createObjectNode();
    plan.put("subjects", settings.subjectsInWords());
    plan.put("count", settings.subjects().size());
    plan.put("seed", settings.seed());
    plan.put("size", settings.size());
    plan.put("raw", settings.raw());
    settings.cameras().forEach(camera -> plan.withArray("cameras").add(camera.toString()));
    Path file = settings.out().resolve(PLAN);
    String text = plan.toPrettyString() + "\n";
    if (Files.exists(settings.out().resolve(PHOTOS))
        && !(Files.exists(file) && Files.readString(file).equals(text))) {
      throw new InputException(
          "%s: holds photos of another plan (%s); choose another folder, or delete it"
              .formatted(settings.out(), PLAN));
    }
    WholeFile.writeString(file, text);
  }

  private List<String> shoot(Subject subject, List<Shooting> shootings, Progress.Task task)
      throws IOException, UnreadableImageException {
    Subject.Opened opened = subject.open();
    double longest = Math.max(opened.width(), opened.height());
    int width = Math.max(4, (int) Math.round(settings.size() * opened.width() / longest));
    int height = Math.max(4, (int) Math.round(settings.size() * opened.height() / longest));
    Map<Integer, LinearImage> lights = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < shootings.size(); i++) {
      Shooting shooting = shootings.get(i);
      Camera camera = settings.cameras().get(i);
      int sensor = shooting.sensorSide(width);
      LinearImage light = lights.computeIfAbsent(sensor, opened.light()::at);
      String id = subject.folder() + "/" + subject.name() + " " + camera.name();
      Shot shot = shooting.shoot(light, opened.exposureValue(), width, height, settings.seed(), id);
      rows.add(write(subject, opened, shot));
      task.step(1);
    }
    return rows;
  }

  private String write(Subject subject, Subject.Opened opened, Shot shot) throws IOException {
    Camera camera = shot.camera();
    String stem = subject.name() + "-" + camera.name();
    String id = subject.folder().isEmpty() ? stem + ".jpg" : subject.folder() + "/" + stem + ".jpg";
    byte[] photo = PhotoExif.write(shot, opened.caption(), comment(subject, opened, shot));
    WholeFile.writeUnforced(
        settings.out().resolve(PHOTOS).resolve(id),
        channel -> FullWrite.of(channel, ByteBuffer.wrap(photo)));
    if (settings.raw()) {
      byte[] png =
          Png.encodeGray16(shot.mosaic().width(), shot.mosaic().height(), shot.mosaic().values());
      Path raw = settings.out().resolve("raw").resolve(subject.folder());
      WholeFile.writeStream(raw.resolve(stem + ".png"), out -> out.write(png));
      WholeFile.writeString(raw.resolve(stem + ".json"), levels(shot));
    }
    return Csv.line(
        id,
        subject.folder() + "/" + subject.name(),
        camera.name(),
        subject.folder(),
        opened.caption(),
        "1/%d".formatted(Math.round(1 / shot.exposure().seconds())),
        shot.exposure().fNumber(),
        shot.exposure().iso(),
        opened.exposureValue());
  }

  /** What measuring a mosaic needs. */
  private String levels(Shot shot) {
    ObjectNode node = json.createObjectNode();
    node.put("pattern", "RGGB");
    node.put("black_level", shot.mosaic().black());
    node.put("white_level", shot.mosaic().white());
    node.put("camera", shot.camera().name());
    node.put("iso", shot.exposure().iso());
    node.put("exposure_seconds", shot.exposure().seconds());
    node.put("f_number", shot.exposure().fNumber());
    return node.toPrettyString() + "\n";
  }

  private String comment(Subject subject, Subject.Opened opened, Shot shot) {
    ObjectNode node = json.createObjectNode();
    node.put("simulated", true);
    node.put("subject", subject.folder() + "/" + subject.name());
    node.put("seed", settings.seed());
    node.put("exposure_value", opened.exposureValue());
    node.put("camera", shot.camera().toString());
    return node.toString();
  }
}
