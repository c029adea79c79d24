package org.encodertraces.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.PhotoFolder;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.extraction.ExtractionSettings;
import org.encodertraces.image.Png;
import org.encodertraces.io.WholeFile;
import org.encodertraces.linalg.Workers;
import org.encodertraces.processing.Processing;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;

/** The study in miniature: draws its own photos and audits the built-in encoders on them. */
public final class Demo {

  private static final int PHOTOS_PER_SCENE = 40;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final long SEED = 0;

  private Demo() {}

  /**
   * Draws, audits and writes the page into {@code out}.
   *
   * @param command the command line, for provenance
   */
  public static Audit.Outcome run(Path out, String command, int threads, Progress progress)
      throws IOException, InterruptedException {
    Path photos = out.resolve("photos");
    draw(photos, threads, progress);
    List<Encoder> encoders = Encoders.builtIn();
    // The forensic one first: it is the one that shows traces.
    List<Encoder> ordered = List.of(encoders.get(2), encoders.get(0), encoders.get(1));
    return new Audit(
            PhotoFolder.read(photos, "demo", SEED),
            ordered,
            new Audit.Settings(
                out,
                command,
                new ExtractionSettings(
                    Processing.ofParameters(), SEED, ExtractionSettings.DEFAULT_BATCH, false),
                Optional.empty(),
                false,
                threads),
            progress)
        .run();
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
