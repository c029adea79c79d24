package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.encodertraces.random.NumpyGenerator;

/**
 * Proposes trials where good ones lie thicker than bad ones (Bergstra et al., "Algorithms for
 * hyper-parameter optimization", 2011), over both axes together: the multivariate form of Optuna 3,
 * with its constants.
 *
 * <p>Points are logarithms scaled to the unit square.
 */
final class TreeParzenEstimator {

  private static final int CANDIDATES = 24;
  private static final double GOOD_SHARE = 0.1;
  private static final int AXES = 2;

  private final NumpyGenerator random;
  private final List<Point> tried = new ArrayList<>();

  /** A trial in the unit square and its accuracy; the worst possible when it diverged. */
  private record Point(double x, double y, double accuracy) {}

  TreeParzenEstimator(long seed) {
    random = new NumpyGenerator(seed);
  }

  /** A trial to run next; differs from call to call. Some must have been learned from. */
  SgdTrial propose() {
    List<Point> ranked =
        tried.stream().sorted(Comparator.comparingDouble(Point::accuracy).reversed()).toList();
    int goodCount = (int) Math.min(25, Math.ceil(GOOD_SHARE * ranked.size()));
    List<Point> good = ranked.subList(0, goodCount);
    List<Point> bad = ranked.subList(goodCount, ranked.size());
    Point best = new Point(0.5, 0.5, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < CANDIDATES; i++) {
      // A kernel for each good point and one, as wide as the square, for the prior.
      int kernel = random.nextInt(0, goodCount + 1);
      double width = kernel == goodCount ? 1 : width(goodCount);
      double x = around(kernel == goodCount ? 0.5 : good.get(kernel).x(), width);
      double y = around(kernel == goodCount ? 0.5 : good.get(kernel).y(), width);
      double gain = logDensity(good, x, y) - logDensity(bad, x, y);
      if (gain > best.accuracy()) {
        best = new Point(x, y, gain);
      }
    }
    return TrialSequence.at(best.x(), best.y());
  }

  /** Learns what a trial gave: percent, or NaN when it diverged. */
  void learn(SgdTrial trial, double accuracy) {
    double[] point = TrialSequence.position(trial);
    tried.add(new Point(point[0], point[1], Double.isNaN(accuracy) ? -1 : accuracy));
  }

  private static double width(int points) {
    return 0.2 * Math.pow(Math.max(1, points), -1.0 / (AXES + 4));
  }

  /** A normal draw inside the unit interval. */
  private double around(double center, double width) {
    while (true) {
      double value = center + width * random.nextGaussian();
      if (value >= 0 && value <= 1) {
        return value;
      }
    }
  }

  private static double logDensity(List<Point> points, double x, double y) {
    double width = width(points.size());
    double sum = kernel(x, 0.5, 1) * kernel(y, 0.5, 1);
    for (Point point : points) {
      sum += kernel(x, point.x(), width) * kernel(y, point.y(), width);
    }
    return Math.log(sum / (points.size() + 1));
  }

  private static double kernel(double value, double center, double width) {
    double z = (value - center) / width;
    return Math.exp(-0.5 * z * z) / width;
  }
}
