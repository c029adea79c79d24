package org.encodertraces.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.encodertraces.image.Png;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;

/** Folders of drawn photos for tests. */
final class Photos {

  private Photos() {}

  /** {@code perClass} photos of each of these scenes, one folder a scene. */
  static Path inClasses(Path folder, int perClass, Scene... scenes) {
    for (Scene scene : scenes) {
      for (int i = 0; i < perClass; i++) {
        draw(
            folder.resolve(scene.name().toLowerCase(Locale.ROOT)).resolve("%03d.png".formatted(i)),
            scene,
            i);
      }
    }
    return folder;
  }

  static void draw(Path file, Scene scene, int number) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Png.encode(SceneCamera.photograph(scene, number, 5, 72, 56)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
