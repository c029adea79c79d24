package org.encodertraces.camera;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.encodertraces.image.Filter;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/**
 * The whole chain, in order: the camera's colors and white balance undone, lens, motion, mosaic and
 * sensor, white balance, demosaicing, color matrix, denoising, tone, sharpening, reduction to the
 * file's size, JPEG.
 */
public final class Shooting {

  private final Camera camera;
  private final Lens lens;
  private final ColorTransform colors;
  private final Tone tone;
  private final CameraJpeg jpeg;
  private final Map<String, SensorPattern> patterns = new ConcurrentHashMap<>();

  public Shooting(Camera camera) {
    this.camera = camera;
    lens = new Lens(camera);
    colors = ColorTransform.of(camera.colors().matrix());
    tone = new Tone(camera.development());
    jpeg = new CameraJpeg(camera.output());
  }

  /** Sensor pixels along a side of so many of the file: even, for the mosaic. */
  public int sensorSide(int fileSide) {
    return Math.max(4, 2 * (int) Math.round(fileSide * camera.sensor().scale() / 2));
  }

  /**
   * Shoots a scene, its exposure chosen by the camera's automatic.
   *
   * @param exposureValue how bright the scene is, as {@code Scene.exposureValue}
   * @param width of the file, in pixels
   * @param seed and {@code id} of the shot's own draws: noise and the hand's direction
   */
  public Shot shoot(
      LinearImage scene, double exposureValue, int width, int height, long seed, String id) {
    Exposure exposure = Exposure.automatic(camera, scene, exposureValue);
    Mosaic mosaic = expose(scene, exposure, sensorSide(width), sensorSide(height), seed, id);
    return develop(mosaic, exposure, width, height);
  }

  /** What the camera makes of a mosaic that it, or one of the same lens and sensor, exposed. */
  public Shot develop(Mosaic mosaic, Exposure exposure, int width, int height) {
    RgbImage picture = picture(mosaic, exposure, width, height);
    return new Shot(camera, exposure, mosaic, picture, jpeg.encode(picture));
  }

  /** The mosaic of a scene under an exposure, at the sensor's size. */
  public Mosaic expose(
      LinearImage scene, Exposure exposure, int width, int height, long seed, String id) {
    Draws draws = new Draws("shot", seed, id);
    double angle = draws.uniform();
    Planes planes = lens.project(colors.inCamera(scene), width, height, exposure.seconds(), angle);
    scale(planes.red(), exposure.scale() / camera.colors().redGain());
    scale(planes.green(), exposure.scale());
    scale(planes.blue(), exposure.scale() / camera.colors().blueGain());
    return SensorReadout.read(
        camera, planes, pattern(width, height), NoiseModel.of(camera, exposure.iso()), draws);
  }

  /** Drawn once for each size of sensor. */
  private SensorPattern pattern(int width, int height) {
    return patterns.computeIfAbsent(
        width + " x " + height, size -> SensorPattern.of(camera.sensor().serial(), width, height));
  }

  private static void scale(float[] plane, double factor) {
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (float) Math.max(0, plane[i] * factor);
    }
  }

  /** The picture that the camera makes of a mosaic, before its JPEG. */
  private RgbImage picture(Mosaic mosaic, Exposure exposure, int width, int height) {
    Planes planes = balanced(mosaic);
    Camera.Development development = camera.development();
    development.demosaicing().complete(planes);
    ColorTransform.apply(colors.toScreen(), planes);
    // Of a square root: half the shot noise, whatever the signal.
    double deviation = 0.5 * Math.sqrt(NoiseModel.of(camera, exposure.iso()).shot());
    Denoising.apply(planes, deviation, development.denoising(), development.denoisingColor());
    tone.apply(planes);
    Sharpening.apply(
        planes, development.sharpening(), development.sharpeningRadius(), development.halo());
    return Resampling.resize(quantized(planes), width, height, Filter.BICUBIC);
  }

  private Planes balanced(Mosaic mosaic) {
    Planes planes = new Planes(mosaic.width(), mosaic.height());
    for (int y = 0; y < mosaic.height(); y++) {
      for (int x = 0; x < mosaic.width(); x++) {
        int channel = Mosaic.channel(x, y);
        double gain =
            channel == 0
                ? camera.colors().redGain()
                : channel == 2 ? camera.colors().blueGain() : 1;
        // Clipped where green clips: highlights stay white.
        planes.plane(channel)[y * mosaic.width() + x] =
            (float) Math.min(1, gain * mosaic.signal(x, y));
      }
    }
    return planes;
  }

  private static RgbImage quantized(Planes planes) {
    byte[] rgb = new byte[planes.red().length * 3];
    for (int i = 0; i < planes.red().length; i++) {
      for (int c = 0; c < 3; c++) {
        float value = 255 * Math.max(0, Math.min(1, planes.plane(c)[i]));
        rgb[i * 3 + c] = (byte) (int) Math.rint(value);
      }
    }
    return new RgbImage(planes.width(), planes.height(), rgb);
  }

  /** The pixels of a shot's JPEG. */
  public static RgbImage decoded(Shot shot) {
    try {
      return ImageDecoder.decode(shot.jpeg());
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("a camera's own JPEG cannot be read", e);
    }
  }

  /**
   * An ordinary picture as a scene: its sRGB curve undone, so that white is light of 1. What was
   * clipped stays so.
   */
  public static LinearImage light(RgbImage picture) {
    float[] curve = new float[256];
    for (int i = 0; i < 256; i++) {
      curve[i] = (float) SrgbCurve.decode(i / 255.0);
    }
    float[] rgb = new float[picture.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = curve[picture.rgb()[i] & 0xFF];
    }
    return new LinearImage(picture.width(), picture.height(), rgb);
  }
}
