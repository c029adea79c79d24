package org.encodertraces.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.Exposure;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Mosaic;
import org.encodertraces.camera.Shooting;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.engine.Workers;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.RgbImage;
import org.encodertraces.io.WholeFile;
import org.encodertraces.world.Scene;
import org.encodertraces.world.World;

/**
 * Scenes shot by many cameras and embedded, a file a scene, so that a run that was stopped goes on.
 * A base camera shoots twice, each time with noise of its own. Its swaps share the noise of the
 * second shot: what they are probed against is the first, and the distance of their pixels, noise
 * aside, is that from the second.
 */
final class CameraShots {

  private static final long SEED = 1000;

  private final Path folder;
  private final Encoder encoder;
  private final int size;
  private final List<Camera> cameras;
  private final List<Shooting> shootings;
  private final List<String> names = new ArrayList<>();
  private final int key;

  CameraShots(Path folder, Encoder encoder, int size, List<Camera> cameras) {
    this.folder = folder;
    this.encoder = encoder;
    this.size = size;
    this.cameras = cameras;
    shootings = cameras.stream().map(Shooting::new).toList();
    cameras.forEach(camera -> names.add(camera.name()));
    for (Camera camera : cameras) {
      if (KnownCameras.BASES.contains(camera.name())) {
        names.add(again(camera.name()));
      }
    }
    CRC32 crc = new CRC32();
    crc.update(
        (encoder.card().id() + size + cameras).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    key = (int) crc.getValue();
  }

  /** The name of a base camera's second shots. */
  static String again(String base) {
    return base + " again";
  }

  /**
   * A scene's shots: embeddings by camera, the summed squares of its pixels' distance from the
   * base's with the same noise, the number of samples that differ, and of all.
   */
  record Row(Map<String, float[]> embeddings, Map<String, double[]> distances) {}

  /** Shoots what is not there yet, in the scenes' order. */
  List<Row> rows(int scenes, Workers workers) throws InterruptedException {
    Row[] rows = new Row[scenes];
    workers.run(
        scenes,
        i -> {
          try {
            Path file = folder.resolve("shots").resolve("%05d.bin".formatted(i));
            if (!Files.exists(file)) {
              byte[] bytes = shoot(i);
              WholeFile.writeStream(file, out -> out.write(bytes));
            }
            rows[i] = read(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return List.of(rows);
  }

  private byte[] shoot(int index) {
    Scene scene = World.scene(SEED, index);
    Map<Integer, LinearImage> lights = new HashMap<>();
    Map<String, float[]> embeddings = new HashMap<>();
    Map<String, RgbImage> equal = new HashMap<>();
    Map<Raw, Mosaic> mosaics = new HashMap<>();
    for (int c = 0; c < cameras.size(); c++) {
      Camera camera = cameras.get(c);
      String name = camera.name();
      Shooting shooting = shootings.get(c);
      LinearImage light = lights.computeIfAbsent(shooting.sensorSide(size), scene::render);
      Exposure exposure = Exposure.automatic(camera, light, scene.exposureValue());
      int side = shooting.sensorSide(size);
      Raw raw = new Raw(camera.optics(), camera.sensor(), camera.colors());
      Mosaic second =
          mosaics.computeIfAbsent(
              raw, key -> shooting.expose(light, exposure, side, side, SEED, index + " second"));
      RgbImage picture = Shooting.decoded(shooting.develop(second, exposure, size, size));
      equal.put(name, picture);
      if (KnownCameras.BASES.contains(name)) {
        Mosaic first = shooting.expose(light, exposure, side, side, SEED, index + " first");
        embeddings.put(
            name, embedded(Shooting.decoded(shooting.develop(first, exposure, size, size))));
        embeddings.put(again(name), embedded(picture));
      } else {
        embeddings.put(name, embedded(picture));
      }
    }
    int dimension = encoder.dimension();
    ByteBuffer out =
        ByteBuffer.allocate(4 + names.size() * dimension * 4 + cameras.size() * 3 * 8).putInt(key);
    for (String name : names) {
      for (float value : Objects.requireNonNull(embeddings.get(name))) {
        out.putFloat(value);
      }
    }
    for (Camera camera : cameras) {
      for (double value : distance(camera.name(), equal)) {
        out.putDouble(value);
      }
    }
    return out.array();
  }

  /** What decides a mosaic. */
  private record Raw(Camera.Optics optics, Camera.Sensor sensor, Camera.Colors colors) {}

  private float[] embedded(RgbImage picture) {
    return encoder.embed(List.of(encoder.crop(picture)));
  }

  private static double[] distance(String name, Map<String, RgbImage> equal) {
    RgbImage own = equal.get(name);
    RgbImage base = equal.get(name.replaceAll("-.*", ""));
    if (own == null || base == null) {
      return new double[3];
    }
    double squares = 0;
    long moved = 0;
    for (int i = 0; i < own.rgb().length; i++) {
      int apart = (own.rgb()[i] & 0xFF) - (base.rgb()[i] & 0xFF);
      squares += (double) apart * apart;
      moved += apart == 0 ? 0 : 1;
    }
    return new double[] {squares, moved, own.rgb().length};
  }

  private Row read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    int dimension = encoder.dimension();
    if (in.remaining() != 4 + names.size() * dimension * 4 + cameras.size() * 3 * 8
        || in.getInt() != key) {
      throw new IOException(file + ": of other cameras, size or encoder; choose another folder");
    }
    Map<String, float[]> embeddings = new HashMap<>();
    for (String name : names) {
      float[] row = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        row[i] = in.getFloat();
      }
      embeddings.put(name, row);
    }
    Map<String, double[]> distances = new HashMap<>();
    for (Camera camera : cameras) {
      distances.put(camera.name(), new double[] {in.getDouble(), in.getDouble(), in.getDouble()});
    }
    return new Row(embeddings, distances);
  }

  /** All that were shot: cameras, then second shots of the bases. */
  List<String> names() {
    return List.copyOf(names);
  }
}
