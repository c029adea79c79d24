package org.encodertraces.shooting;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.Cameras;
import org.encodertraces.acquisition.ExifReader;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.Finding;
import org.encodertraces.camera.PhotoExif;
import org.encodertraces.camera.Shooting;
import org.encodertraces.camera.Shot;
import org.encodertraces.world.Scene;
import org.encodertraces.world.World;

/** Reads a shot's Exif back, as {@code traces exif} reads it. */
public final class ExifCheck {

  private static final int SIZE = 64;

  private ExifCheck() {}

  /** What the Exif tells beside what the simulation did. */
  public static List<Finding> of(Camera camera) {
    Scene scene = World.scene(0, 0);
    Shooting shooting = new Shooting(camera);
    Shot shot =
        shooting.shoot(
            scene.render(shooting.sensorSide(SIZE)), scene.exposureValue(), SIZE, SIZE, 0, "exif");
    ExifReader.Labels labels =
        new ExifReader(Cameras.known()).read(PhotoExif.write(shot, scene.caption(), "{}"));
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            "Exif: one over the exposure time",
            1 / shot.exposure().seconds(),
            number(labels, Attribute.EXPOSURE, "1/"),
            0.5));
    findings.add(
        new Finding(
            "Exif: f-number",
            shot.exposure().fNumber(),
            number(labels, Attribute.APERTURE, ""),
            1e-6));
    findings.add(
        new Finding(
            "Exif: ISO", shot.exposure().iso(), number(labels, Attribute.ISO_SPEED, ""), 0));
    findings.add(
        new Finding(
            "Exif: focal length, mm",
            camera.optics().focalLength(),
            number(labels, Attribute.FOCAL_LENGTH, ""),
            0.05));
    return findings;
  }

  private static double number(ExifReader.Labels labels, Attribute attribute, String before) {
    String text = labels.get(attribute).orElse("nan").replace(" mm", "");
    try {
      return Double.parseDouble(text.startsWith(before) ? text.substring(before.length()) : text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
