package org.encodertraces.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.random.StableUniform;
import org.encodertraces.world.Surface.Pattern;

/**
 * Draws scenes. Shape, pose, color, pattern, light, ground, viewpoint and clutter come from
 * separate draws, so that none goes with another or with the class.
 */
public final class World {

  private static final List<Function<NumpyGenerator, Solid>> CLUTTER =
      List.of(Solid::pebble, Solid::pebble, Solid::rod, Solid::slab);

  private static final List<LightKind> LIGHTS = List.of(LightKind.values());
  private static final List<Hue> HUES = List.of(Hue.values());
  private static final List<Pattern> PATTERNS = List.of(Pattern.values());

  private World() {}

  /**
   * The scene of a seed and an index; its class is the index modulo 24.
   *
   * @param index 0 or more
   */
  public static Scene scene(long seed, int index) {
    if (index < 0) {
      throw new IllegalArgumentException("scene " + index + ": expected 0 or more");
    }
    SceneClass sceneClass = classOf(index);
    NumpyGenerator forLight = stream("light", seed, index);
    LightKind kind = any(LIGHTS, forLight);
    Light light = kind.draw(forLight, sceneClass.place().inside());
    Surroundings place = sceneClass.place().draw(light, stream("place", seed, index));

    NumpyGenerator forSurface = stream("surface", seed, index);
    Hue hue = any(HUES, forSurface);
    Pattern pattern = any(PATTERNS, forSurface);
    Hue second = other(hue, forSurface);
    Surface surface =
        new Surface(
            pattern,
            hue.tint(),
            second.tint(),
            2.5 + 3 * forSurface.nextDouble(),
            forSurface.nextDouble() < 0.3 ? 0.015 : 0.035 + 0.08 * forSurface.nextDouble(),
            new Noise(forSurface.nextInt()));

    NumpyGenerator forShape = stream("shape", seed, index);
    Solid solid = sceneClass.shape().solid(forShape);
    NumpyGenerator forPose = stream("pose", seed, index);
    double scale = 0.85 + 0.4 * forPose.nextDouble();
    double[] turn = turn(sceneClass.shape().topples(), forPose);
    List<Body> bodies = new ArrayList<>();
    bodies.add(
        Body.onGround(
            solid,
            surface,
            turn,
            0.7 * (forPose.nextDouble() - 0.5),
            0.6 * (forPose.nextDouble() - 0.5),
            scale));
    clutter(bodies, stream("clutter", seed, index));

    String caption =
        "%s %s %s %s %s"
            .formatted(
                "aeiou".indexOf((pattern.word() + hue.word()).charAt(0)) >= 0 ? "an" : "a",
                pattern.word() + hue.word(),
                sceneClass.shape().word(),
                place.words(),
                light.words());
    return new Scene(
        index,
        sceneClass,
        caption,
        light,
        place,
        bodies,
        viewpoint(stream("viewpoint", seed, index)));
  }

  /** The class of a scene, without drawing it. */
  public static SceneClass classOf(int index) {
    return SceneClass.all().get(index % SceneClass.all().size());
  }

  private static <T> T any(List<T> list, NumpyGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static NumpyGenerator stream(String purpose, long seed, int index) {
    return new NumpyGenerator(
        (long) (StableUniform.of("world " + purpose, seed, Integer.toString(index)) * 0x1.0p53));
  }

  /** A second color, well apart from the first in lightness. */
  private static Hue other(Hue hue, NumpyGenerator random) {
    double first = hue.tint().luminance();
    Hue found = first < 0.4 ? Hue.WHITE : Hue.BROWN;
    if (random.nextDouble() < 0.55) {
      Hue drawn = any(HUES, random);
      double apart = Math.abs(drawn.tint().luminance() - first);
      found = apart > 0.15 ? drawn : found;
    }
    return found;
  }

  private static double[] turn(boolean topples, NumpyGenerator random) {
    double yaw = 2 * Math.PI * random.nextDouble();
    // It lies or stands on its edge, nearly: nothing balances on a corner.
    double tilt = 0;
    if (topples) {
      double upright = random.nextDouble() < 0.5 ? 0 : Math.PI / 2;
      tilt = upright + 0.16 * (random.nextDouble() - 0.5);
    }
    double sy = StrictMath.sin(yaw);
    double cy = StrictMath.cos(yaw);
    double st = StrictMath.sin(tilt);
    double ct = StrictMath.cos(tilt);
    return new double[] {cy, sy * st, sy * ct, 0, ct, -st, -sy, cy * st, cy * ct};
  }

  /** Small things around, none before the object. */
  private static void clutter(List<Body> bodies, NumpyGenerator random) {
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      double side = random.nextDouble() < 0.5 ? -1 : 1;
      double x = side * (1.15 + 1.5 * random.nextDouble());
      double z = -1.1 + 3 * random.nextDouble();
      double scale = 0.13 + 0.24 * random.nextDouble();
      Solid solid = any(CLUTTER, random).apply(random);
      Hue hue = any(HUES, random);
      Tint muted = hue.tint().mix(new Tint(0.32, 0.28, 0.23), 0.3 + 0.6 * random.nextDouble());
      Surface surface =
          new Surface(
              random.nextDouble() < 0.5 ? Pattern.PLAIN : Pattern.SPECKLED,
              muted,
              muted.times(0.5),
              4,
              0.03,
              new Noise(random.nextInt()));
      bodies.add(Body.onGround(solid, surface, turn(false, random), x, z, scale));
    }
  }

  private static Scene.Viewpoint viewpoint(NumpyGenerator random) {
    double distance = 4.2 + 2 * random.nextDouble();
    double height = 1.0 + 1.5 * random.nextDouble();
    double focal = (0.34 + 0.09 * random.nextDouble()) * distance;
    double aim = 0.55 + 0.3 * random.nextDouble();
    double x = 0.8 * (random.nextDouble() - 0.5);
    return new Scene.Viewpoint(
        x,
        height,
        -distance,
        (height - aim) / distance,
        -x / distance + 0.08 * (random.nextDouble() - 0.5),
        focal);
  }
}
