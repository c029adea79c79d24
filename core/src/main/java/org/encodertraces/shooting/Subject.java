package org.encodertraces.shooting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.encodertraces.camera.Shooting;
import org.encodertraces.dataset.Photo;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.LinearDecoder;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.io.Sha256;
import org.encodertraces.world.Scene;
import org.encodertraces.world.World;

/** What is shot. */
public sealed interface Subject {

  /** Names its photos' files, unique in a run's folder. */
  String name();

  /** What it is, for messages: the file of a picture, the index of a scene. */
  default String source() {
    return name();
  }

  /** The content class, which names a folder; empty for none. */
  String folder();

  /** Its name below its folder, which no other subject of a run has. */
  default String path() {
    return folder().isEmpty() ? name() : folder() + "/" + name();
  }

  /** Opens it. */
  Opened open() throws UnreadableImageException;

  /** SHA-256 of the picture's file as it is now; empty for a scene, which its index decides. */
  default String sha256() throws UnreadableImageException {
    return "";
  }

  /**
   * A subject whose light is known.
   *
   * @param light for a sensor of a width in pixels
   * @param exposureValue at ISO 100
   * @param sha256 of the bytes that were read; empty for a scene
   */
  record Opened(
      LightOfWidth light,
      double exposureValue,
      String caption,
      int width,
      int height,
      String sha256) {}

  /** Light as fine as a sensor needs it. */
  @FunctionalInterface
  interface LightOfWidth {
    LinearImage at(int sensorWidth);
  }

  /** A scene of the world, square. */
  record OfWorld(long seed, int index) implements Subject {

    @Override
    public String name() {
      return "%05d".formatted(index);
    }

    @Override
    public String folder() {
      return World.classOf(index).name();
    }

    @Override
    public Opened open() {
      Scene scene = World.scene(seed, index);
      return new Opened(scene::render, scene.exposureValue(), scene.caption(), 1, 1, "");
    }
  }

  /**
   * Pictures named after their files; those of one folder that differ in nothing but how they end,
   * as {@code a.tif} and {@code a.png}, keep the ends.
   */
  static List<Subject> ofPictures(
      List<Photo> photos, Function<Photo, String> className, double exposureValue) {
    Map<String, Integer> counts = new HashMap<>();
    for (Photo photo : photos) {
      counts.merge(className.apply(photo) + "/" + stem(photo), 1, Integer::sum);
    }
    List<Subject> subjects = new ArrayList<>();
    for (Photo photo : photos) {
      String folder = className.apply(photo);
      boolean alone = counts.getOrDefault(folder + "/" + stem(photo), 1) == 1;
      subjects.add(new OfPicture(photo, folder, alone ? stem(photo) : file(photo), exposureValue));
    }
    return subjects;
  }

  private static String file(Photo photo) {
    return photo.id().substring(photo.id().lastIndexOf('/') + 1);
  }

  private static String stem(Photo photo) {
    String file = file(photo);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /**
   * A picture from a file: of 16 bits linear light, of 8 bits after sRGB's curve.
   *
   * @param name of its photos
   * @param exposureValue that all get, as no picture tells it
   */
  record OfPicture(Photo photo, String className, String name, double exposureValue)
      implements Subject {

    @Override
    public String source() {
      return photo.id();
    }

    @Override
    public String folder() {
      return className;
    }

    @Override
    public String sha256() throws UnreadableImageException {
      return Sha256.of(bytes());
    }

    private byte[] bytes() throws UnreadableImageException {
      try {
        return photo.bytes().read();
      } catch (IOException e) {
        throw new UnreadableImageException("cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public Opened open() throws UnreadableImageException {
      byte[] bytes = bytes();
      Optional<LinearImage> linear = LinearDecoder.decode(bytes);
      LinearImage light =
          linear.isPresent() ? linear.get() : Shooting.light(ImageDecoder.decodeUpright(bytes));
      return new Opened(
          width -> light, exposureValue, "", light.width(), light.height(), Sha256.of(bytes));
    }
  }
}
