package org.encodertraces.shooting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Shooting;
import org.encodertraces.camera.Shot;
import org.encodertraces.engine.Workers;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Csv;
import org.encodertraces.io.FolderLock;
import org.encodertraces.io.WholeFile;

/**
 * The same scenes through several cameras, on one page: a row a camera, with its distance from its
 * base camera.
 */
public final class CameraSheet {

  /** The page's name. */
  public static final String PAGE = "cameras.html";

  private CameraSheet() {}

  /** One subject through every camera: the JPEGs, and the pixels of each and of its base. */
  private record Row(List<byte[]> jpegs, List<RgbImage> own, List<RgbImage> bases) {}

  /**
   * Writes {@code cameras.html} and {@code cameras.csv}.
   *
   * @throws InputException when a picture cannot be read
   */
  public static void write(ShootRun.Settings settings, Progress progress)
      throws IOException, InterruptedException {
    Row[] rows = new Row[settings.subjects().size()];
    try (FolderLock lock = FolderLock.take(settings.out(), progress);
        Progress.Task task = progress.start("shoot", rows.length);
        Workers workers = new Workers(settings.threads())) {
      workers.run(
          rows.length,
          i -> {
            rows[i] = shoot(settings, settings.subjects().get(i));
            task.step(1);
          });
      List<CameraEffect> effects = new ArrayList<>();
      for (int c = 0; c < settings.cameras().size(); c++) {
        CameraEffect effect = new CameraEffect();
        for (Row row : rows) {
          effect.add(row.own().get(c), row.bases().get(c));
        }
        effects.add(effect);
      }
      writeTable(settings, effects);
      writePage(settings, effects, rows);
    }
  }

  /** The base that a camera's name begins with; itself where it is none's swap. */
  public static Camera base(Camera camera) {
    KnownCameras known = KnownCameras.builtIn();
    if (known.names().contains(camera.name())) {
      return known.camera(camera.name().replaceAll("-.*", ""));
    }
    return camera;
  }

  private static Row shoot(ShootRun.Settings settings, Subject subject) {
    Subject.Opened opened;
    try {
      opened = subject.open();
    } catch (UnreadableImageException e) {
      throw new InputException(subject.source() + ": " + e.getMessage(), e);
    }
    double longest = Math.max(opened.width(), opened.height());
    int width = Math.max(4, (int) Math.round(settings.size() * opened.width() / longest));
    int height = Math.max(4, (int) Math.round(settings.size() * opened.height() / longest));
    Map<Integer, LinearImage> lights = new HashMap<>();
    Map<Camera, Shot> shots = new HashMap<>();
    Map<Camera, RgbImage> decoded = new HashMap<>();
    List<byte[]> jpegs = new ArrayList<>();
    List<RgbImage> own = new ArrayList<>();
    List<RgbImage> bases = new ArrayList<>();
    for (Camera camera : settings.cameras()) {
      for (Camera one : List.of(camera, base(camera))) {
        if (!shots.containsKey(one)) {
          Shooting shooting = new Shooting(one);
          LinearImage light =
              lights.computeIfAbsent(shooting.sensorSide(width), opened.light()::at);
          // The same draws for all: what differs is the camera.
          Shot shot =
              shooting.shoot(
                  light, opened.exposureValue(), width, height, settings.seed(), subject.name());
          shots.put(one, shot);
          decoded.put(one, Shooting.decoded(shot));
        }
      }
      Shot shot = shots.get(camera);
      RgbImage pixels = decoded.get(camera);
      RgbImage basePixels = decoded.get(base(camera));
      if (shot == null || pixels == null || basePixels == null) {
        throw new IllegalStateException("not shot: " + camera.name());
      }
      jpegs.add(shot.jpeg());
      own.add(pixels);
      bases.add(basePixels);
    }
    return new Row(jpegs, own, bases);
  }

  private static void writeTable(ShootRun.Settings settings, List<CameraEffect> effects)
      throws IOException {
    StringBuilder table = new StringBuilder("camera,base,rmse,moved_percent,no_trace_possible\n");
    for (int c = 0; c < effects.size(); c++) {
      Camera camera = settings.cameras().get(c);
      table
          .append(
              Csv.line(
                  camera.name(),
                  base(camera).name(),
                  "%.2f".formatted(effects.get(c).rmse()),
                  "%.1f".formatted(100 * effects.get(c).moved()),
                  !camera.equals(base(camera)) && effects.get(c).noTracePossible()))
          .append('\n');
    }
    WholeFile.writeString(settings.out().resolve("cameras.csv"), table);
  }

  private static void writePage(ShootRun.Settings settings, List<CameraEffect> effects, Row[] rows)
      throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>Simulated cameras</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; background: #fbfbf9; color: #222 }
        table { border-collapse: collapse } th { text-align: left; font-weight: 600; padding-right: 1rem; white-space: nowrap }
        td, th { padding: 2px 6px 2px 0; vertical-align: middle } td.n { text-align: right; padding-right: 1rem }
        img { display: block; width: 192px; border-radius: 3px }
        </style>
        <h1>The same scenes through simulated cameras</h1>
        <p>RMSE: distance from the base camera in gray levels of 255, shot with the same noise.</p>
        <table><tr><th>camera<th>RMSE
        """);
    for (int c = 0; c < effects.size(); c++) {
      Camera camera = settings.cameras().get(c);
      boolean none = !camera.equals(base(camera)) && effects.get(c).noTracePossible();
      page.append("<tr><th>")
          .append(camera.name())
          .append("<td class=\"n\">")
          .append("%.2f".formatted(effects.get(c).rmse()))
          .append(none ? "<br>no trace possible" : "");
      for (int i = 0; i < rows.length; i++) {
        page.append("<td><img alt=\"")
            .append("scene %d by %s".formatted(i + 1, camera.name()))
            .append("\" src=\"data:image/jpeg;base64,")
            .append(Base64.getEncoder().encodeToString(rows[i].jpegs().get(c)))
            .append("\">");
      }
      page.append('\n');
    }
    page.append("</table></html>\n");
    WholeFile.writeString(settings.out().resolve(PAGE), page);
  }
}
