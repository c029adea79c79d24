package org.encodertraces.report;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.RgbImage;
import org.encodertraces.random.NumpyGenerator;

/** Sixty-six small pictures of six classes, which differ in what stands before the background. */
final class PlantedPhotos {

  private static final int COUNT = 66;
  private static final String[] CLASSES = {"disk", "square", "stripe", "cross", "ring", "corner"};
  private static final int SIDE = 64;

  private static final Map<String, String> THUMBNAILS = draw();

  private PlantedPhotos() {}

  static String id(int photo) {
    return "%s/%03d.jpg".formatted(label(photo), photo);
  }

  static String label(int photo) {
    return CLASSES[photo % CLASSES.length];
  }

  static Map<String, String> thumbnails() {
    return THUMBNAILS;
  }

  /**
   * A photo of the query's class, or of another, one a rank; the first of each class are queries.
   */
  static int another(int query, boolean same, int rank, NumpyGenerator random) {
    int kind =
        same
            ? query % CLASSES.length
            : (query + 1 + random.nextInt(CLASSES.length - 1)) % CLASSES.length;
    return CLASSES.length * (1 + rank) + kind;
  }

  private static Map<String, String> draw() {
    Map<String, String> thumbnails = new LinkedHashMap<>();
    for (int photo = 0; photo < COUNT; photo++) {
      thumbnails.put(
          id(photo),
          Base64.getEncoder()
              .encodeToString(Jpeg.encode(picture(photo), 75, Chroma.SUBSAMPLED_420)));
    }
    return thumbnails;
  }

  private static RgbImage picture(int photo) {
    NumpyGenerator random = new NumpyGenerator(photo);
    double x0 = SIDE * (0.35 + 0.3 * random.nextDouble());
    double y0 = SIDE * (0.35 + 0.3 * random.nextDouble());
    double size = SIDE * (0.18 + 0.12 * random.nextDouble());
    int[] ground = {random.nextInt(90, 200), random.nextInt(90, 200), random.nextInt(90, 200)};
    int[] ink = {random.nextInt(20, 250), random.nextInt(20, 250), random.nextInt(20, 250)};
    byte[] samples = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside = inside(photo % CLASSES.length, (x - x0) / size, (y - y0) / size);
        for (int c = 0; c < 3; c++) {
          int value = inside ? ink[c] : ground[c] - 40 + 80 * y / SIDE;
          samples[3 * (y * SIDE + x) + c] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return new RgbImage(SIDE, SIDE, samples);
  }

  private static boolean inside(int kind, double x, double y) {
    double radius = Math.hypot(x, y);
    double box = Math.max(Math.abs(x), Math.abs(y));
    return switch (kind) {
      case 0 -> radius < 1;
      case 1 -> box < 0.9;
      case 2 -> Math.abs(y) < 0.3;
      case 3 -> box < 1 && Math.min(Math.abs(x), Math.abs(y)) < 0.3;
      case 4 -> radius < 1 && radius > 0.55;
      default -> x > -0.9 && y > -0.9 && x + y < 0.2;
    };
  }
}
