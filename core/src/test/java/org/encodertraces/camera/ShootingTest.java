package org.encodertraces.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.image.LinearImage;
import org.encodertraces.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShootingTest {

  private static final int SIZE = 64;

  @TempDir private Path folder;

  private static Camera camera(String name) {
    return KnownCameras.builtIn().camera(name);
  }

  private static LinearImage gray(double light) {
    float[] rgb = new float[SIZE * SIZE * 3];
    Arrays.fill(rgb, (float) light);
    return new LinearImage(SIZE, SIZE, rgb);
  }

  private static double mean(RgbImage image, int channel) {
    double sum = 0;
    for (int y = SIZE / 4; y < 3 * SIZE / 4; y++) {
      for (int x = SIZE / 4; x < 3 * SIZE / 4; x++) {
        sum += image.sample(x, y, channel);
      }
    }
    return sum / (SIZE * SIZE / 4.0);
  }

  @Test
  void thereAre44CamerasAndEachSwapChangesItsStageAlone() {
    KnownCameras known = KnownCameras.builtIn();

    assertThat(known.names()).hasSize(44);
    for (String base : KnownCameras.BASES) {
      Camera own = known.camera(base);
      Camera tone = known.camera(base + "-tone-3");
      assertThat(tone.optics()).isEqualTo(own.optics());
      assertThat(tone.sensor()).isEqualTo(own.sensor());
      assertThat(tone.output()).isEqualTo(own.output());
      assertThat(tone.development()).isNotEqualTo(own.development());
    }
    assertThat(known.all().stream().map(c -> c.toString().replaceAll("name=[^,]*", "")).distinct())
        .as("no two are one")
        .hasSize(44);
  }

  /** A scene is not tinted by being shot. */
  @ParameterizedTest
  @ValueSource(strings = {"phone", "compact"})
  void grayStaysGrayAndMeteredGrayIsAsBrightAsCamerasMakeIt(String name) {
    Shot shot = new Shooting(camera(name)).shoot(gray(0.4), 12, SIZE, SIZE, 0, "gray");

    double red = mean(shot.picture(), 0);
    double green = mean(shot.picture(), 1);
    double blue = mean(shot.picture(), 2);
    assertThat(red).isCloseTo(green, within(2.0));
    assertThat(blue).isCloseTo(green, within(2.0));
    assertThat(green).isBetween(100.0, 150.0);
  }

  @Test
  void theSameArgumentsGiveTheSameBytesAndAnotherShotOtherNoise() {
    Shooting shooting = new Shooting(camera("compact"));
    LinearImage scene = gray(0.3);

    byte[] once = shooting.shoot(scene, 8, SIZE, SIZE, 1, "a").jpeg();
    assertThat(new Shooting(camera("compact")).shoot(scene, 8, SIZE, SIZE, 1, "a").jpeg())
        .isEqualTo(once);
    assertThat(shooting.shoot(scene, 8, SIZE, SIZE, 1, "b").jpeg()).isNotEqualTo(once);
    assertThat(shooting.shoot(scene, 8, SIZE, SIZE, 2, "a").jpeg()).isNotEqualTo(once);
  }

  /** A stop less of light is a stop more of time, until the hand would shake; then it is ISO. */
  @Test
  void exposureFollowsTheLight() {
    Camera phone = camera("phone");
    Exposure day = Exposure.automatic(phone, gray(0.18), 12);
    Exposure duller = Exposure.automatic(phone, gray(0.18), 11);
    Exposure night = Exposure.automatic(phone, gray(0.18), 5);

    assertThat(duller.seconds() / day.seconds()).isCloseTo(2, within(0.2));
    assertThat(day.iso()).isEqualTo(phone.sensor().baseIso());
    assertThat(night.seconds()).isCloseTo(0.04, within(1e-9));
    assertThat(night.iso()).isGreaterThan(100);
    // At ISO 100 an EV of 12 is 1/4096 s at f/1; here f/1.6, ISO 32 and a meter at 12 % of full
    // scale.
    assertThat(day.seconds() * 32 / 100 * 4096 / (1.6 * 1.6)).isCloseTo(0.94, within(0.15));
  }

  /** In the sun too, what a swap of the sensor changes is noise and not brightness. */
  @Test
  void noCameraRunsOutOfShortTimesInTheSun() {
    LinearImage beach = gray(0.5);
    for (Camera one : KnownCameras.builtIn().all()) {
      Exposure exposure = Exposure.automatic(one, beach, 14.5);
      Exposure duller = Exposure.automatic(one, beach, 9);
      assertThat(Math.log(exposure.scale() / duller.scale()) / Math.log(2))
          .as(one.name())
          .isBetween(-0.4, 0.4); // each is rounded to a third of a stop
    }
  }

  /**
   * Two cameras that share their draws share their noise: their distance is that of the cameras.
   */
  @Test
  void ofOneShotsDrawsSimilarSensorsGetSimilarNoise() {
    Shooting phone = new Shooting(camera("phone"));
    Shooting another = new Shooting(camera("phone-sensor-1"));
    // Dark enough that photons are few: there their number is drawn otherwise than in the light.
    LinearImage dark = gray(0.02);
    char[] once = phone.shoot(dark, 3, SIZE, SIZE, 1, "a").mosaic().values();
    char[] similar = another.shoot(dark, 3, SIZE, SIZE, 1, "a").mosaic().values();
    char[] other = phone.shoot(dark, 3, SIZE, SIZE, 1, "b").mosaic().values();

    assertThat(distance(once, similar)).isLessThan(0.2 * distance(once, other));
  }

  private static double distance(char[] a, char[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares / a.length);
  }

  /** A linear ramp is what every method of demosaicing must leave as it is. */
  @ParameterizedTest
  @EnumSource
  void aRampSurvivesDemosaicing(Demosaicing method) {
    int side = 16;
    Planes planes = new Planes(side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        planes.plane(Mosaic.channel(x, y))[y * side + x] = 0.1f + 0.02f * x + 0.01f * y;
      }
    }
    method.complete(planes);

    for (int c = 0; c < 3; c++) {
      for (int y = 3; y < side - 3; y++) {
        for (int x = 3; x < side - 3; x++) {
          assertThat((double) planes.plane(c)[y * side + x])
              .as("%s, channel %d at %d, %d", method, c, x, y)
              .isCloseTo(0.1 + 0.02 * x + 0.01 * y, within(1e-5));
        }
      }
    }
  }

  /** A chessboard edge: the edge-aware methods color it less than the bilinear one. */
  @Test
  void edgesAreColoredLessByTheMethodsThatLookForThem() {
    double bilinear = falseColor(Demosaicing.BILINEAR);

    assertThat(falseColor(Demosaicing.EDGE)).isLessThan(0.6 * bilinear);
    assertThat(falseColor(Demosaicing.SMOOTH)).isLessThan(0.6 * bilinear);
  }

  private static double falseColor(Demosaicing method) {
    int side = 32;
    Planes planes = new Planes(side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        planes.plane(Mosaic.channel(x, y))[y * side + x] = x < 15 ? 0.1f : 0.8f;
      }
    }
    method.complete(planes);
    double color = 0;
    for (int i = 0; i < side * side; i++) {
      color += Math.abs(planes.red()[i] - planes.green()[i]);
    }
    return color;
  }

  @Test
  void aCameraOfOnesOwnIsReadFromItsFile() throws Exception {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file,
        "{\"base\": \"phone\", \"tone\": {\"contrast\": {\"value\": 0.9, \"source\": \"a guess\"}}}");
    Camera mine = KnownCameras.builtIn().cameras(List.of(file.toString())).get(0);

    assertThat(mine.name()).isEqualTo("mine");
    assertThat(mine.development().contrast()).isEqualTo(0.9);
    assertThat(mine.optics()).isEqualTo(camera("phone").optics());
    assertThat(mine.phone()).isTrue();
  }

  /**
   * Two photos of one content, by two lenses: undoing each lens's map brings the same points of the
   * scene together to half a pixel.
   */
  @Test
  void picturesOfTwoLensesRegisterOnceTheirMapsAreUndone() {
    LinearImage scene = dots();
    double[][] first = centers(scene, camera("phone"));
    double[][] second = centers(scene, camera("compact-optics-3"));

    double worst = 0;
    double untouched = 0;
    for (int i = 0; i < first.length; i++) {
      worst = Math.max(worst, Math.hypot(first[i][0] - second[i][0], first[i][1] - second[i][1]));
      untouched =
          Math.max(untouched, Math.hypot(first[i][2] - second[i][2], first[i][3] - second[i][3]));
    }
    assertThat(worst).isLessThan(0.5);
    assertThat(untouched).as("without undoing them").isGreaterThan(3);
  }

  private static final int DOTS = 5;
  private static final int LARGE = 256;

  private static LinearImage dots() {
    float[] rgb = new float[LARGE * LARGE * 3];
    for (int y = 0; y < LARGE; y++) {
      for (int x = 0; x < LARGE; x++) {
        double light = 0.1;
        for (int i = 0; i < DOTS * DOTS; i++) {
          double dx = x + 0.5 - LARGE * (i % DOTS + 1.0) / (DOTS + 1);
          int row = i / DOTS;
          double dy = y + 0.5 - LARGE * (row + 1.0) / (DOTS + 1);
          light += Math.exp(-(dx * dx + dy * dy) / 32);
        }
        for (int c = 0; c < 3; c++) {
          rgb[(y * LARGE + x) * 3 + c] = (float) light;
        }
      }
    }
    return new LinearImage(LARGE, LARGE, rgb);
  }

  /** Where each dot lies: in the scene by undoing the lens's map, and in the photo; in pixels. */
  private static double[][] centers(LinearImage scene, Camera camera) {
    RgbImage photo =
        Shooting.decoded(new Shooting(camera).shoot(scene, 12, LARGE, LARGE, 0, camera.name()));
    Lens lens = new Lens(camera);
    double half = LARGE * Math.sqrt(0.5);
    double[][] centers = new double[DOTS * DOTS][];
    for (int i = 0; i < centers.length; i++) {
      int row = i / DOTS;
      double sx = LARGE * (i % DOTS + 1.0) / (DOTS + 1) - LARGE / 2.0;
      double sy = LARGE * (row + 1.0) / (DOTS + 1) - LARGE / 2.0;
      double factor = 1;
      for (int step = 0; step < 30; step++) {
        factor = lens.factor(sx / factor / half, sy / factor / half, 1);
      }
      double[] center = centroid(photo, sx / factor + LARGE / 2.0, sy / factor + LARGE / 2.0);
      double u = (center[0] - LARGE / 2.0) / half;
      double v = (center[1] - LARGE / 2.0) / half;
      double back = lens.factor(u, v, 1) * half;
      centers[i] = new double[] {u * back, v * back, center[0], center[1]};
    }
    return centers;
  }

  private static double[] centroid(RgbImage photo, double x, double y) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    int reach = 11;
    int low = 255;
    for (int j = (int) y - reach; j <= y + reach; j++) {
      for (int i = (int) x - reach; i <= x + reach; i++) {
        low = Math.min(low, photo.sample(i, j, 1));
      }
    }
    for (int j = (int) y - reach; j <= y + reach; j++) {
      for (int i = (int) x - reach; i <= x + reach; i++) {
        double weight = Math.max(0, photo.sample(i, j, 1) - low - 60);
        sum += weight;
        sumX += weight * (i + 0.5);
        sumY += weight * (j + 0.5);
      }
    }
    return new double[] {sumX / sum, sumY / sum};
  }
}
