package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.engine.Engine;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.image.Png;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;
import org.encodertraces.processing.Parameter;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;

/** The study in miniature: draws its own photos and audits the built-in encoders on them. */
public final class Demo {

  private static final int PHOTOS_PER_SCENE = 40;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final long SEED = 0;
  private static final String NAME = "demo";

  private Demo() {}

  /**
   * Draws, runs the plan and writes the page into {@code out}.
   *
   * @param command the command line, for provenance
   * @throws InputException when another run writes into the folder
   */
  public static StudyRun.Outcome run(Path out, String command, Engine engine)
      throws IOException, InterruptedException {
    try (FolderLock lock = FolderLock.take(out, engine.progress())) {
      Path folder = out.resolve("photos");
      draw(folder, engine);
      try (StudyRun run =
          StudyRun.openHeld(
              plan(PhotoFolder.read(folder, NAME, SEED), out, engine.progress()),
              StudyRun.Manner.ofAudit(command),
              Experiments.all(),
              engine)) {
        return run.runHeld();
      }
    }
  }

  /** The plan: all that the drawn photos allow. */
  static StudyPlan plan(ImageDataset photos, Path out, Progress progress) throws IOException {
    StudyPlan empty =
        new StudyPlan(
            new StudyPlan.Data(photos.root().toString(), null, null, NAME, null),
            // The forensic one first: it is the one that shows traces.
            List.of("builtin/residual", "builtin/color", "builtin/hog"),
            List.of(),
            List.of(),
            SEED,
            ExtractionSettings.DEFAULT_BATCH,
            false,
            "cpu",
            out.toAbsolutePath().normalize().toString());
    return Audit.plan(
        photos, new Audit.Wish(empty, Parameter.study(), Optional.empty(), false, false), progress);
  }

  private static void draw(Path folder, Engine engine) throws IOException, InterruptedException {
    Scene[] scenes = Scene.values();
    int count = scenes.length * PHOTOS_PER_SCENE;
    try (Progress.Task task = engine.progress().start("draw photos", count)) {
      engine
          .workers()
          .run(
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
