package org.encodertraces.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.engine.Engine;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.repair.Method;
import org.encodertraces.repair.PhotoVectors;
import org.encodertraces.repair.RepairStudy;
import org.encodertraces.repair.Use;

/**
 * How often a repair is recommended where there is no trace, and where there is one, over draws of
 * planted vectors: {@code RepairSimulation [DRAWS] [STRENGTH] [USE]}.
 *
 * <p>At an error of 5 %, of 400 draws without a trace at most 31 recommend in 99 of 100 cases.
 */
public final class RepairSimulation {

  private static final int PHOTOS = 160;
  private static final int PROCESSINGS = 4;
  private static final int DIMENSION = 16;
  private static final int CLASSES = 5;

  private static final List<Method> METHODS =
      List.of(
          Method.IDENTITY,
          Method.LEACE,
          Method.LEACE_EXACT,
          Method.SPLINCE,
          Method.NAP,
          Method.WHITEN);

  private RepairSimulation() {}

  /** Vectors with content classes, photos and a trace of this strength. */
  private record Planted(float[][] rows) implements PhotoVectors {

    static Planted draw(double strength, long seed) {
      NumpyGenerator random = new NumpyGenerator(seed);
      double[][] classes = gaussian(random, CLASSES, 1);
      double[][] traces = gaussian(random, PROCESSINGS, strength);
      float[][] rows = new float[PROCESSINGS][PHOTOS * DIMENSION];
      for (int photo = 0; photo < PHOTOS; photo++) {
        double[] own = gaussian(random, 1, 0.8)[0];
        for (int p = 0; p < PROCESSINGS; p++) {
          for (int i = 0; i < DIMENSION; i++) {
            rows[p][photo * DIMENSION + i] =
                (float)
                    (classes[photo % CLASSES][i]
                        + own[i]
                        + traces[p][i]
                        + 0.3 * random.nextGaussian());
          }
        }
      }
      return new Planted(rows);
    }

    private static double[][] gaussian(NumpyGenerator random, int count, double scale) {
      double[][] values = new double[count][DIMENSION];
      for (double[] row : values) {
        for (int i = 0; i < DIMENSION; i++) {
          row[i] = scale * random.nextGaussian();
        }
      }
      return values;
    }

    @Override
    public int photos() {
      return PHOTOS;
    }

    @Override
    public int processings() {
      return PROCESSINGS;
    }

    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public int content(int photo) {
      return photo % CLASSES;
    }

    @Override
    public int contentClasses() {
      return CLASSES;
    }

    @Override
    public void read(int photo, int processing, float[] target, int offset) {
      System.arraycopy(rows[processing], photo * DIMENSION, target, offset, DIMENSION);
    }
  }

  /** Prints a line for each use. */
  public static void main(String[] arguments) throws InterruptedException {
    int draws = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
    double strength = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0;
    List<Use> uses =
        arguments.length > 2
            ? List.of(Use.named(arguments[2]).orElseThrow())
            : List.of(Use.values());
    for (Use use : uses) {
      System.out.printf(
          Locale.ROOT,
          "%-14s trace %.2f: recommended in %d of %d draws%n",
          use.id(),
          strength,
          recommended(draws, strength, use),
          draws);
    }
  }

  /** In how many draws a method is recommended. */
  static int recommended(int draws, double strength, Use use) throws InterruptedException {
    int count = 0;
    List<String> ids = new ArrayList<>();
    IntStream.range(0, PHOTOS).forEach(i -> ids.add("photo " + i));
    try (Engine engine = Engine.ofMachine()) {
      for (int draw = 0; draw < draws; draw++) {
        RepairStudy.Outcome outcome =
            RepairStudy.run(
                new RepairStudy.Input(
                    Planted.draw(strength, 1_000 + draw),
                    ids,
                    RepairStudy.allOf(PROCESSINGS),
                    0,
                    Map.of(),
                    Map.of(),
                    Optional.empty()),
                new RepairStudy.Settings(METHODS, use, Optional.empty(), 0, RepairStudy.JUDGES),
                engine);
        count += outcome.recommendation().method().isPresent() ? 1 : 0;
      }
    }
    return count;
  }
}
