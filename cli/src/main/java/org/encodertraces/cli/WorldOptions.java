package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.encodertraces.UsageException;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.shooting.ShootRun;
import org.encodertraces.shooting.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands of the world have in common: what is shot, by which cameras, and how. */
final class WorldOptions {

  private static final int MOST_SCENES = 1_000_000;
  private static final int SMALLEST = 32;
  private static final int LARGEST = 4096;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path out;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "Number of scenes, of the 24 classes in turn. Default: 24; world cameras: 6.")
  private @Nullable Integer scenes;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "Index of the first scene. Default: ${DEFAULT-VALUE}.")
  private int first = 0;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Shoot these pictures instead: PNG or TIFF of 16 bits as linear light, others after sRGB's"
              + " curve.")
  private @Nullable Path images;

  @Option(
      names = "--cameras",
      split = ",",
      paramLabel = "NAME,…",
      hideParamSyntax = true,
      description =
          "phone, compact, either with one stage swapped such as phone-tone-2, all, or JSON files of"
              + " your own (docs/world.md). Default: phone,compact; world cameras: all.")
  private @Nullable List<String> cameras;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of scenes and of noise. Default: ${DEFAULT-VALUE}.")
  private long seed = 0;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Longest side of a photo in pixels. Default: ${DEFAULT-VALUE}.")
  private int size = 256;

  @Option(
      names = "--light",
      paramLabel = "EV",
      description =
          "Exposure value at ISO 100 of the pictures of --images: 15 in the sun, 5 in a room at"
              + " night. Default: ${DEFAULT-VALUE}.")
  private double light = 9;

  /** With these cameras where none are named. */
  ShootRun.Settings settings(
      List<String> byDefault,
      int scenesByDefault,
      boolean raw,
      int threads,
      Consumer<ImageDataset> read)
      throws IOException {
    if (size < SMALLEST || size > LARGEST) {
      throw new UsageException("--size %d: expected %d to %d".formatted(size, SMALLEST, LARGEST));
    }
    if (seed < 0) {
      throw new UsageException("--seed %d: expected 0 or more".formatted(seed));
    }
    if (!(light >= -4 && light <= 20)) {
      throw new UsageException("--light %s: expected -4 to 20".formatted(light));
    }
    Optional<Path> folder = Optional.ofNullable(images);
    if (folder.isPresent() && scenes != null) {
      throw new UsageException("--scenes and --images: expected one of them");
    }
    int count = scenes == null ? scenesByDefault : scenes;
    if (count < 1 || count > MOST_SCENES || first < 0 || first > MOST_SCENES) {
      throw new UsageException(
          "--scenes %d --first %d: expected 1 to %d scenes, from 0 on"
              .formatted(count, first, MOST_SCENES));
    }
    List<Camera> chosen = cameras(cameras == null ? byDefault : cameras);
    return new ShootRun.Settings(
        out,
        folder.isPresent() ? pictures(folder.get(), read) : ofWorld(count),
        chosen,
        seed,
        size,
        raw,
        folder.isPresent()
            ? "%s in light of EV %s".formatted(folder.get(), light)
            : "scenes %d to %d of seed %d".formatted(first, first + count - 1, seed),
        threads);
  }

  /** The cameras of these names and files. */
  static List<Camera> cameras(List<String> names) throws IOException {
    KnownCameras known = KnownCameras.builtIn();
    if (names.equals(List.of("all"))) {
      return known.all();
    }
    List<Camera> found;
    try {
      found = known.cameras(names.stream().map(String::strip).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--cameras: " + e.getMessage());
    }
    if (found.stream().map(Camera::name).distinct().count() < found.size()) {
      throw new UsageException(
          "--cameras %s: one of them is named twice".formatted(String.join(",", names)));
    }
    return found;
  }

  private List<Subject> ofWorld(int count) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subjects.add(new Subject.OfWorld(seed, first + i));
    }
    return subjects;
  }

  private List<Subject> pictures(Path folder, Consumer<ImageDataset> read) throws IOException {
    ImageDataset dataset = PhotoFolder.read(folder, "", 0).withoutSplits();
    read.accept(dataset);
    return Subject.ofPictures(
        dataset.unsplit(),
        photo -> photo.label() < 0 ? "" : dataset.classes().get(photo.label()),
        light);
  }
}
