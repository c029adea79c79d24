package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.Forecast;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.image.Png;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;
import org.encodertraces.linalg.Workers;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;

/** The study in miniature: draws its own photos and audits the built-in encoders on them. */
public final class Demo {

  private static final int PHOTOS_PER_SCENE = 40;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final long SEED = 0;

  /** About: a hash of each photo's id decides. */
  private static final double TRAIN_SHARE = 0.7;

  private Demo() {}

  /**
   * Draws, audits and writes the page into {@code out}.
   *
   * @param command the command line, for provenance
   * @throws InputException when another run writes into the folder
   */
  public static Audit.Outcome run(Path out, String command, int threads, Progress progress)
      throws IOException, InterruptedException {
    List<Encoder> encoders = Encoders.builtIn();
    // The forensic one first: it is the one that shows traces.
    List<Encoder> ordered = List.of(encoders.get(2), encoders.get(0), encoders.get(1));
    Audit.Settings settings =
        new Audit.Settings(
            out,
            command,
            new ExtractionSettings(
                Processing.ofParameters(), SEED, ExtractionSettings.DEFAULT_BATCH, false),
            Parameter.study(),
            Optional.empty(),
            false,
            threads);
    int photos = Scene.values().length * PHOTOS_PER_SCENE;
    int train = (int) Math.round(photos * TRAIN_SHARE);
    List<Progress.Step> steps = new ArrayList<>();
    steps.add(
        new Progress.Step(
            "draw %d photos".formatted(photos), List.of(Forecast.Part.ofWork("draw", 1))));
    steps.addAll(Audit.steps(train, photos - train, Scene.values().length, ordered, settings));
    try (FolderLock lock = FolderLock.take(out, progress);
        Progress.Plan plan = progress.plan(steps)) {
      plan.next();
      Path folder = out.resolve("photos");
      draw(folder, threads, progress);
      return new Audit(PhotoFolder.read(folder, "demo", SEED), ordered, settings, progress)
          .run(plan);
    }
  }

  private static void draw(Path folder, int threads, Progress progress)
      throws IOException, InterruptedException {
    Scene[] scenes = Scene.values();
    int count = scenes.length * PHOTOS_PER_SCENE;
    try (Progress.Task task = progress.start("draw photos", count);
        Workers workers = new Workers(threads)) {
      workers.run(
          count,
          i -> {
            Scene scene = scenes[i / PHOTOS_PER_SCENE];
            int number = i % PHOTOS_PER_SCENE;
            Path file =
                folder
                    .resolve(scene.name().toLowerCase(Locale.ROOT))
                    .resolve("%03d.png".formatted(number));
            write(file, scene, number);
            task.step(1);
          });
    }
  }

  private static void write(Path file, Scene scene, int number) {
    if (Files.exists(file)) {
      return;
    }
    byte[] png = Png.encode(SceneCamera.photograph(scene, number, SEED, WIDTH, HEIGHT));
    try {
      WholeFile.writeStream(file, out -> out.write(png));
    } catch (IOException e) {
      throw new InputException("%s: cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
