package org.encodertraces.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.camera.Shooting;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.encoder.Encoders;
import org.encodertraces.engine.Engine;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.RgbImage;
import org.encodertraces.probe.Classifier;
import org.encodertraces.probe.ProbeOutcome;
import org.encodertraces.probe.ProcessingProbe;
import org.encodertraces.probe.Training;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Operation;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.encodertraces.shooting.CameraEffect;
import org.encodertraces.world.Scene;
import org.encodertraces.world.World;

/**
 * Which stage of a camera does an encoder read? Shoots scenes of the world with every camera, each
 * shot with noise of its own, embeds them, and probes each swap against its base: chance 50 %.
 * Beside each stands its pixels' distance from the base's with equal noise. Two shots by one camera
 * are the control.
 *
 * <p>Arguments: an empty folder, an encoder, scenes, pixels a side, cameras (all, or names with
 * commas; swaps need their base).
 */
final class CameraProbes {

  private static final long SEED = 1000;
  private static final double TRAIN_SHARE = 0.7;

  private final Path folder;
  private final Encoder encoder;
  private final int scenes;
  private final int size;
  private final List<Camera> cameras;
  private final Map<String, CameraEffect> effects = new HashMap<>();
  private final Map<Camera, Shooting> shootings = new ConcurrentHashMap<>();

  private CameraProbes(Path folder, Encoder encoder, int scenes, int size, List<Camera> cameras) {
    this.folder = folder;
    this.encoder = encoder;
    this.scenes = scenes;
    this.size = size;
    this.cameras = cameras;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    KnownCameras known = KnownCameras.builtIn();
    List<Camera> cameras =
        arguments[4].equals("all")
            ? known.all()
            : List.of(arguments[4].split(",", -1)).stream().map(known::camera).toList();
    try (Encoder encoder = Encoders.open(arguments[1])) {
      new CameraProbes(
              Path.of(arguments[0]),
              encoder,
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              cameras)
          .run();
    }
  }

  /** Embeddings of one camera's shots, by scene; a second shot of a base is the control. */
  private record Shots(float[][] embeddings) {}

  private void run() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    cameras.forEach(camera -> names.add(camera.name()));
    Map<String, Shots> shots = new HashMap<>();
    for (String name : names) {
      shots.put(name, new Shots(new float[scenes][]));
      effects.put(name, new CameraEffect());
    }
    for (String base : KnownCameras.BASES) {
      shots.put(again(base), new Shots(new float[scenes][]));
    }
    try (Engine engine = Engine.ofMachine()) {
      engine.workers().run(scenes, i -> shoot(i, shots));
      EncoderName name = EncoderName.ofId(encoder.card().id());
      int train = (int) (scenes * TRAIN_SHARE);
      for (Map.Entry<String, Shots> one : shots.entrySet()) {
        write(name, one.getKey(), one.getValue().embeddings(), train);
      }
      System.out.printf(
          Locale.ROOT,
          "%s, %d scenes (%d to learn from) of %d px%n%-24s %8s %8s %9s  %s%n",
          encoder.card().id(),
          scenes,
          train,
          size,
          "camera",
          "RMSE",
          "moved",
          "accuracy",
          "95 % interval, p");
      probe(name, "cameras", KnownProcessings.builtIn().parameter("cameras"), engine);
      for (String base : KnownCameras.BASES) {
        if (names.contains(base)) {
          probe(name, base + " twice", twice(base), engine);
        }
      }
      for (Camera camera : cameras) {
        if (camera.name().contains("-")) {
          Parameter parameter = KnownProcessings.builtIn().parameter(camera.name());
          probe(name, camera.name(), parameter, engine);
        }
      }
    }
  }

  private static String again(String base) {
    return base + " again";
  }

  private static Parameter twice(String base) {
    return new Parameter(
        base + "-twice", "nothing", List.of(processing(base), processing(again(base))));
  }

  /** Of a second shot: a processing of another name, which is never applied. */
  private static Processing processing(String camera) {
    return camera.endsWith(" again")
        ? new Processing(
            camera.replace(' ', '-'),
            List.of(new Operation.Shoot(camera.replace(" again", "")), new Operation.Rotate(180)))
        : Processing.unnamed(List.of(new Operation.Shoot(camera)));
  }

  private void shoot(int index, Map<String, Shots> shots) {
    Scene scene = World.scene(SEED, index);
    Map<Integer, LinearImage> lights = new HashMap<>();
    Map<String, RgbImage> equalNoise = new HashMap<>();
    for (Camera camera : cameras) {
      Shooting shooting = shootings.computeIfAbsent(camera, Shooting::new);
      LinearImage light = lights.computeIfAbsent(shooting.sensorSide(size), scene::render);
      boolean isBase = KnownCameras.BASES.contains(camera.name());
      put(shots, camera.name(), index, shot(shooting, light, scene, index + camera.name()));
      if (isBase) {
        put(shots, again(camera.name()), index, shot(shooting, light, scene, index + " again"));
      }
      if (index % 10 == 0) { // enough for a distance
        equalNoise.put(camera.name(), shot(shooting, light, scene, index + " equal"));
      }
    }
    equalNoise.forEach(
        (name, picture) -> {
          RgbImage base = equalNoise.get(name.replaceAll("-.*", ""));
          CameraEffect effect = effects.get(name);
          if (base != null && effect != null) {
            synchronized (effect) {
              effect.add(picture, base);
            }
          }
        });
  }

  private RgbImage shot(Shooting shooting, LinearImage light, Scene scene, String id) {
    return Shooting.decoded(shooting.shoot(light, scene.exposureValue(), size, size, SEED, id));
  }

  private void put(Map<String, Shots> shots, String name, int index, RgbImage picture) {
    Shots of = shots.get(name);
    if (of != null) {
      of.embeddings()[index] = encoder.embed(List.of(encoder.crop(picture)));
    }
  }

  private void write(EncoderName name, String camera, float[][] rows, int train) {
    if (rows[0] == null) {
      return; // a base that was not asked for
    }
    int dimension = encoder.dimension();
    for (Split split : Split.HALVES) {
      int from = split == Split.TRAIN ? 0 : train;
      int to = split == Split.TRAIN ? train : rows.length;
      float[] values = new float[(to - from) * dimension];
      long[] labels = new long[to - from];
      for (int i = from; i < to; i++) {
        System.arraycopy(rows[i], 0, values, (i - from) * dimension, dimension);
        labels[i - from] = i % 24;
      }
      Path file = new EmbeddingFolder(folder).file(name, processing(camera), split);
      try {
        Files.deleteIfExists(file);
        SafetensorsWriter.write(
            file,
            Map.of(),
            List.of(
                SafetensorsWriter.Tensor.floats(
                    EmbeddingFolder.EMBEDDINGS, values, to - from, dimension),
                SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void probe(EncoderName name, String label, Parameter parameter, Engine engine)
      throws IOException, InterruptedException {
    ProbeOutcome outcome =
        ProcessingProbe.run(
            EmbeddingStore.open(folder).of(name).open(parameter, BadRows.REFUSE),
            new ProcessingProbe.Settings(
                new Classifier.Logistic(OptionalDouble.empty()), Training.ALL, 1, false),
            engine);
    CameraEffect effect = Optional.ofNullable(effects.get(label)).orElseGet(CameraEffect::new);
    System.out.printf(
        Locale.ROOT,
        "%-24s %8.2f %7.1f%% %8.1f%%  %.1f to %.1f, p %.2g%s%n",
        label,
        effect.rmse(),
        100 * effect.moved(),
        outcome.reading().accuracyMean(),
        outcome.reading().interval().low(),
        outcome.reading().interval().high(),
        outcome.p(),
        label.contains("-") && effect.noTracePossible() ? "  no trace possible" : "");
  }
}
