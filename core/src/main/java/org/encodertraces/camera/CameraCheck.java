package org.encodertraces.camera;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures on a camera's own shots what its file asks for: noise, sharpness, lateral color, corner
 * light, fixed pattern, and the tables of its JPEG.
 */
public final class CameraCheck {

  /** Sides of the sensor that is measured, in pixels. */
  private static final int SIDE = 256;

  /** Of the sensor that shows lateral color, which grows with it. */
  private static final int WIDE = 512;

  private static final int EDGE_SHOTS = 4;
  private static final int FLATS = 6;

  /** The tangent of 5 degrees: no two rows see the edge alike. */
  private static final double SLOPE = 0.08748866;

  private static final double FLAT_LEVEL = 0.5;
  private static final int KERNEL_REACH = 4;

  /** What noise and the sensor's pattern move the measured edge by, in pixels. */
  private static final double SHIFT_NOISE = 0.025;

  /** What a shot depends on and no finding is about, in words. */
  public static final List<String> NOT_MEASURED =
      List.of(
          "distortion, and sharpness away from the center (one blur holds for the whole picture)",
          "motion blur, and how the automatic meters (its choice is compared with the Exif alone)",
          "white balance and color matrix",
          "demosaicing: there are four methods and no strength; how far each is, world cameras tells",
          "denoising, tone, sharpening, reduction to the file's size",
          "interactions: swaps are single");

  private final Camera camera;
  private final Shooting shooting;
  private final Lens lens;

  private CameraCheck(Camera camera) {
    this.camera = camera;
    shooting = new Shooting(camera);
    lens = new Lens(camera);
  }

  /** All that is measured. */
  public static List<Finding> of(Camera camera) {
    CameraCheck check = new CameraCheck(camera);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(PhotonTransfer.measure(camera, camera.sensor().baseIso(), SIDE));
    findings.addAll(PhotonTransfer.measure(camera, camera.sensor().highestIso(), SIDE));
    findings.add(check.sharpness());
    findings.addAll(check.lateralColor());
    findings.add(check.cornerLight());
    findings.addAll(check.fixedPattern());
    findings.addAll(JpegCheck.of(camera));
    return findings;
  }

  /** Short enough that the hand does not move. */
  private Exposure bright(double level) {
    return new Exposure(1e-6, camera.sensor().baseIso(), camera.optics().fNumber(), level);
  }

  private List<Mosaic> edges(int side, double column) {
    List<Mosaic> shots = new ArrayList<>();
    for (int i = 0; i < EDGE_SHOTS; i++) {
      shots.add(
          shooting.expose(
              Targets.edge(side, column, SLOPE), bright(1 / 0.7), side, side, 0, "edge " + i));
    }
    return shots;
  }

  /** MTF50 of linear green before demosaicing. */
  private Finding sharpness() {
    EdgeProfile profile = EdgeProfile.of(edges(SIDE, SIDE / 2.0), 1, SIDE / 2.0, SLOPE, SIDE / 4);
    List<Double> frequencies = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double zoom = lens.factor(0, 0, 1);
    for (double f = 0; f <= 0.6; f += 0.005) {
      // The scene's pixels and its kernel are as much wider on the sensor as the lens enlarges it.
      double scene = f / zoom;
      double blur = 2 * Math.PI * Math.PI * lens.blur() * lens.blur();
      frequencies.add(f);
      values.add(StrictMath.exp(-blur * f * f) * EdgeProfile.sinc(scene) * kernel(f));
    }
    return Finding.within(
        "MTF50 of green, cycles a pixel",
        EdgeProfile.crossing(frequencies, values),
        profile.mtf50(),
        0.05);
  }

  /**
   * What interpolation between the scene's pixels leaves of a frequency, around the middle: it
   * depends on where between them the sensor's pixels fall, so it is the mean over those at the
   * edge.
   */
  private double kernel(double frequency) {
    double zoom = lens.factor(0, 0, 1);
    double sum = 0;
    for (int pixel = -KERNEL_REACH; pixel < KERNEL_REACH; pixel++) {
      double source = (pixel + 0.5) * zoom - 0.5;
      double phase = source - Math.floor(source);
      for (int k = -1; k <= 2; k++) {
        sum +=
            Cubic.weight(phase - k) * StrictMath.cos(2 * Math.PI * frequency / zoom * (phase - k));
      }
    }
    return sum / (2 * KERNEL_REACH);
  }

  /** How far an edge at half of the half width lies apart in red and blue from green. */
  private List<Finding> lateralColor() {
    double column = 0.75 * WIDE;
    List<Mosaic> shots = edges(WIDE, column);
    double distance = column - WIDE / 2.0;
    // The photo shows the edge where the lens puts it, not where the scene has it.
    double place = distance;
    for (int i = 0; i < 20; i++) {
      place = distance / lens.factor(place / (WIDE * Math.sqrt(0.5)), 0, 1);
    }
    double[] shifts = new double[3];
    for (int c = 0; c < 3; c++) {
      shifts[c] = EdgeProfile.of(shots, c, WIDE / 2.0 + place, SLOPE, WIDE / 4).shift();
    }
    return List.of(
        shifted("red", camera.optics().lateralRed() * place, shifts[0] - shifts[1]),
        shifted("blue", camera.optics().lateralBlue() * place, shifts[2] - shifts[1]));
  }

  private static Finding shifted(String color, double requested, double recovered) {
    return new Finding(
        color + "'s edge beyond green's, pixels",
        requested,
        recovered,
        Math.max(SHIFT_NOISE, 0.05 * Math.abs(requested)));
  }

  private List<Mosaic> flats(Camera of, String name) {
    Shooting shots = new Shooting(of);
    List<Mosaic> flats = new ArrayList<>();
    for (int i = 0; i < FLATS; i++) {
      flats.add(shots.expose(Targets.flat(SIDE), bright(FLAT_LEVEL), SIDE, SIDE, 0, name + i));
    }
    return flats;
  }

  private Finding cornerLight() {
    int patch = SIDE / 16;
    double[] corner = new double[2];
    double[] middle = new double[2];
    double half = SIDE * Math.sqrt(0.5);
    for (Mosaic mosaic : flats(camera, "corner ")) {
      for (int y = 0; y < patch; y++) {
        for (int x = 0; x < patch; x++) {
          if (Mosaic.channel(x, y) == 1) {
            corner[0] += mosaic.signal(x, y);
            corner[1] += lens.light(radius(x, y) / half);
            int cx = SIDE / 2 - patch / 2 + x;
            int cy = SIDE / 2 - patch / 2 + y;
            middle[0] += mosaic.signal(cx, cy);
            middle[1] += lens.light(radius(cx, cy) / half);
          }
        }
      }
    }
    return Finding.within(
        "light in the corner's patch over the center's",
        corner[1] / middle[1],
        corner[0] / middle[0],
        0.02);
  }

  private static double radius(int x, int y) {
    double dx = x + 0.5 - SIDE / 2.0;
    double dy = y + 0.5 - SIDE / 2.0;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** The pattern's strength from two sets of flats, and what another sensor shares of it. */
  private List<Finding> fixedPattern() {
    Camera.Sensor own = camera.sensor();
    Camera other =
        new Camera(
            camera.name(),
            camera.phone(),
            camera.optics(),
            new Camera.Sensor(
                own.scale(),
                own.shotNoise(),
                own.readNoise(),
                own.responsePattern(),
                own.offsetPattern(),
                own.bits(),
                own.blackLevel(),
                own.baseIso(),
                own.highestIso(),
                own.longestExposure(),
                own.serial() + 1),
            camera.colors(),
            camera.development(),
            camera.output());
    double[] first = pattern(flats(camera, "a "));
    double[] second = pattern(flats(camera, "b "));
    double[] others = pattern(flats(other, "c "));
    double response = own.responsePattern();
    // At the flats' light, offsets count as much as their share of it.
    double signal = meanOf(flats(camera, "a ").get(0));
    double expected = Math.sqrt(response * response + square(own.offsetPattern() / signal));
    double strength = Math.sqrt(Math.max(0, product(first, second)));
    return List.of(
        Finding.within("fixed pattern, share of the signal", expected, strength, 0.1),
        new Finding(
            "fixed pattern shared with another sensor",
            0,
            product(first, others) / (expected * expected + 1e-12),
            0.1));
  }

  private static double meanOf(Mosaic mosaic) {
    double sum = 0;
    for (int y = SIDE / 4; y < 3 * SIDE / 4; y++) {
      for (int x = SIDE / 4; x < 3 * SIDE / 4; x++) {
        sum += mosaic.signal(x, y);
      }
    }
    return sum / (SIDE * SIDE / 4.0);
  }

  private static double square(double x) {
    return x * x;
  }

  /** Each pixel over its color's mean near it, less 1; of the middle. */
  private static double[] pattern(List<Mosaic> flats) {
    int from = SIDE / 4;
    int side = SIDE / 2;
    double[] mean = new double[SIDE * SIDE];
    for (Mosaic mosaic : flats) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += mosaic.signal(i % SIDE, i / SIDE) / flats.size();
      }
    }
    double[] pattern = new double[side * side];
    int reach = 8; // even: neighbors of the same color
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double sum = 0;
        int count = 0;
        for (int j = -reach; j <= reach; j += 2) {
          for (int i = -reach; i <= reach; i += 2) {
            sum += mean[(y + from + j) * SIDE + x + from + i];
            count++;
          }
        }
        pattern[y * side + x] = mean[(y + from) * SIDE + x + from] * count / sum - 1;
      }
    }
    return pattern;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / a.length;
  }
}
