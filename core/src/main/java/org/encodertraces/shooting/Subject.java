package org.encodertraces.shooting;

import java.io.IOException;
import java.util.Optional;
import org.encodertraces.camera.Shooting;
import org.encodertraces.dataset.Photo;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.LinearDecoder;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.world.Scene;
import org.encodertraces.world.World;

/** What is shot. */
public sealed interface Subject {

  /** Names its photos' files, unique in a run. */
  String name();

  /** The content class, which names a folder; empty for none. */
  String folder();

  /** Opens it. */
  Opened open() throws UnreadableImageException;

  /**
   * A subject whose light is known.
   *
   * @param light for a sensor of a width in pixels
   * @param exposureValue at ISO 100
   */
  record Opened(LightOfWidth light, double exposureValue, String caption, int width, int height) {}

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
      return new Opened(scene::render, scene.exposureValue(), scene.caption(), 1, 1);
    }
  }

  /**
   * A picture from a file: of 16 bits linear light, of 8 bits after sRGB's curve.
   *
   * @param exposureValue that all get, as no picture tells it
   */
  record OfPicture(Photo photo, String className, double exposureValue) implements Subject {

    @Override
    public String name() {
      String id = photo.id().substring(photo.id().lastIndexOf('/') + 1);
      int dot = id.lastIndexOf('.');
      return dot > 0 ? id.substring(0, dot) : id;
    }

    @Override
    public String folder() {
      return className;
    }

    @Override
    public Opened open() throws UnreadableImageException {
      byte[] bytes;
      try {
        bytes = photo.bytes().read();
      } catch (IOException e) {
        throw new UnreadableImageException("cannot be read: " + e.getMessage(), e);
      }
      Optional<LinearImage> linear = LinearDecoder.decode(bytes);
      LinearImage light =
          linear.isPresent() ? linear.get() : Shooting.light(ImageDecoder.decodeUpright(bytes));
      return new Opened(width -> light, exposureValue, "", light.width(), light.height());
    }
  }
}
