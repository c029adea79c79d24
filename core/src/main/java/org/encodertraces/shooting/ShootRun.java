package org.encodertraces.shooting;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.CameraJson;
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
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * Shoots every subject with every camera: {@code photos/CLASS/NAME-CAMERA.jpg}, {@code labels.csv}
 * with a row a photo, {@code shoot.json} with what was asked for, {@code shots.jsonl} with what is
 * there, and where asked for {@code raw/CLASS/NAME-CAMERA.png} with its JSON. A photo's bytes
 * depend on its subject, its camera, the seed and the size, on nothing else; a stopped run goes on
 * with what is missing.
 */
public final class ShootRun {

  private static final String PHOTOS = "photos";
  private static final String RAW = "raw";

  /** How deep files lie below the run's folder. */
  private static final int DEPTH = 3;

  private static final String COLUMNS =
      "photo,owner,camera,class,caption,exposure,aperture,iso,exposure_value\n";

  private final Settings settings;
  private final List<Shooting> shootings;
  private final AtomicInteger kept = new AtomicInteger();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What to shoot.
   *
   * @param seed of noise and of the hand's motion
   * @param size of a file's longest side, in pixels
   * @param raw whether mosaics are kept
   * @param subjectsInWords for the plan: which scenes, which folder in which light
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
   * @param photos that are there now
   * @param kept how many of them an earlier run had shot
   * @param skipped reasons by subject
   */
  public record Outcome(int photos, int kept, Map<String, String> skipped) {}

  private ShootRun(Settings settings) {
    this.settings = settings;
    shootings = settings.cameras().stream().map(Shooting::new).toList();
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
    ShootPlan.require(settings, PHOTOS);
    WholeFile.deleteLeftovers(settings.out(), DEPTH);
    List<List<ShotJournal.Entry>> shots =
        new ArrayList<>(Collections.nCopies(settings.subjects().size(), List.of()));
    Map<Integer, String> skipped = new ConcurrentHashMap<>();
    try (ShotJournal journal = ShotJournal.open(settings.out())) {
      try (Progress.Task task =
              progress.start(
                  "shoot " + settings.out().toAbsolutePath().normalize().getFileName(),
                  (long) settings.subjects().size() * shootings.size());
          Workers workers = new Workers(settings.threads())) {
        workers.run(
            settings.subjects().size(),
            i -> {
              try {
                shots.set(i, shoot(settings.subjects().get(i), journal, task));
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
                    settings.subjectsInWords(),
                    reasons.size(),
                    reasons.values().iterator().next()));
      }
      List<ShotJournal.Entry> photos = shots.stream().flatMap(List::stream).toList();
      StringBuilder labels = new StringBuilder(COLUMNS);
      photos.forEach(photo -> labels.append(photo.label()).append('\n'));
      WholeFile.writeString(settings.out().resolve("labels.csv"), labels);
      writeSkipped(reasons);
      journal.finish(photos);
      return new Outcome(photos.size(), kept.get(), reasons);
    }
  }

  private void writeSkipped(Map<String, String> reasons) throws IOException {
    Path file = settings.out().resolve("skipped.csv");
    StringBuilder listed = new StringBuilder("file,reason\n");
    reasons.forEach((name, why) -> listed.append(Csv.line(name, why)).append('\n'));
    if (reasons.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      WholeFile.writeString(file, listed);
    }
  }

  private void requireNames() {
    Set<String> names = new HashSet<>();
    for (Subject subject : settings.subjects()) {
      // Names of scenes are numbers; of pictures "a" by "b-c" and "a-b" by "c" would be one file.
      List<String> photos =
          subject instanceof Subject.OfWorld
              ? List.of(subject.path())
              : settings.cameras().stream().map(camera -> stem(subject, camera)).toList();
      for (String photo : photos) {
        if (!names.add(photo)) {
          throw new InputException(
              "%s: two photos would be named %s; rename %s"
                  .formatted(settings.subjectsInWords(), photo, subject.source()));
        }
      }
    }
  }

  /** A subject by every camera: what an earlier run left whole is kept. */
  private List<ShotJournal.Entry> shoot(Subject subject, ShotJournal journal, Progress.Task task)
      throws IOException, UnreadableImageException {
    List<Optional<ShotJournal.Entry>> there = new ArrayList<>();
    for (Camera camera : settings.cameras()) {
      there.add(there(subject, camera, journal));
    }
    int count = (int) there.stream().filter(Optional::isPresent).count();
    kept.addAndGet(count);
    task.find(count);
    if (count == there.size()) {
      return there.stream().flatMap(Optional::stream).toList();
    }
    Subject.Opened opened = subject.open();
    double longest = Math.max(opened.width(), opened.height());
    int width = Math.max(4, (int) Math.round(settings.size() * opened.width() / longest));
    int height = Math.max(4, (int) Math.round(settings.size() * opened.height() / longest));
    Map<Integer, LinearImage> lights = new HashMap<>();
    List<ShotJournal.Entry> entries = new ArrayList<>();
    for (int i = 0; i < shootings.size(); i++) {
      if (there.get(i).isPresent()) {
        entries.add(there.get(i).get());
        continue;
      }
      Shooting shooting = shootings.get(i);
      LinearImage light = lights.computeIfAbsent(shooting.sensorSide(width), opened.light()::at);
      // The name of the shot's draws.
      String id = subject.folder() + "/" + subject.name() + " " + settings.cameras().get(i).name();
      Shot shot = shooting.shoot(light, opened.exposureValue(), width, height, settings.seed(), id);
      ShotJournal.Entry entry = write(subject, opened, shot);
      journal.add(entry);
      entries.add(entry);
      task.step(1);
    }
    return entries;
  }

  private Optional<ShotJournal.Entry> there(Subject subject, Camera camera, ShotJournal journal)
      throws IOException, UnreadableImageException {
    Optional<ShotJournal.Entry> told = journal.told(stem(subject, camera) + ".jpg");
    return told.isPresent()
            && told.get().source().equals(subject.sha256())
            && journal.whole(told.get(), files(subject, camera))
        ? told
        : Optional.empty();
  }

  private static String stem(Subject subject, Camera camera) {
    return subject.path() + "-" + camera.name();
  }

  /** A photo's files in the run's folder: the JPEG, and where asked for mosaic and levels. */
  private List<String> files(Subject subject, Camera camera) {
    String stem = stem(subject, camera);
    String photo = PHOTOS + "/" + stem + ".jpg";
    return settings.raw()
        ? List.of(photo, RAW + "/" + stem + ".png", RAW + "/" + stem + ".json")
        : List.of(photo);
  }

  private ShotJournal.Entry write(Subject subject, Subject.Opened opened, Shot shot)
      throws IOException {
    List<byte[]> contents = new ArrayList<>();
    contents.add(PhotoExif.write(shot, opened.caption(), comment(subject, opened, shot)));
    if (settings.raw()) {
      contents.add(
          Png.encodeGray16(shot.mosaic().width(), shot.mosaic().height(), shot.mosaic().values()));
      contents.add(levels(shot).getBytes(StandardCharsets.UTF_8));
    }
    List<String> files = files(subject, shot.camera());
    Map<String, String> hashes = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      byte[] bytes = contents.get(i);
      // Not forced to disk: the journal has the hash.
      WholeFile.writeUnforced(
          settings.out().resolve(files.get(i)),
          channel -> FullWrite.of(channel, ByteBuffer.wrap(bytes)));
      hashes.put(files.get(i), Sha256.of(bytes));
    }
    String photo = stem(subject, shot.camera()) + ".jpg";
    String label =
        Csv.line(
            photo,
            subject.path(),
            shot.camera().name(),
            subject.folder(),
            opened.caption(),
            "1/%d".formatted(Math.round(1 / shot.exposure().seconds())),
            shot.exposure().fNumber(),
            shot.exposure().iso(),
            opened.exposureValue());
    return new ShotJournal.Entry(photo, opened.sha256(), hashes, label);
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

  /** In ASCII, which every reader of Exif takes for the same. */
  private String comment(Subject subject, Subject.Opened opened, Shot shot) throws IOException {
    ObjectNode node = json.createObjectNode();
    node.put("simulated", true);
    node.put("subject", subject.path());
    node.put("seed", settings.seed());
    node.put("exposure_value", opened.exposureValue());
    node.set("camera", CameraJson.of(shot.camera()));
    return json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(node);
  }
}
