package org.encodertraces.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS with a line search to the strong Wolfe conditions (Nocedal and Wright,
 * Numerical Optimization, 2006: algorithms 7.4, 7.5, 3.5 and 3.6).
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /** Stops when the largest component of the gradient is this small beside the objective. */
  private static final double GRADIENT_TOLERANCE = 1e-7;

  /** Stops when an iteration gains less than this share. */
  private static final double GAIN_TOLERANCE = 1e-10;

  private static final int MAX_TRIES = 40;

  private Lbfgs() {}

  /** A smooth function: returns its value and writes its gradient. */
  @FunctionalInterface
  interface Function {
    double at(double[] point, double[] gradient) throws InterruptedException;
  }

  /** Where the function is least, and its value there. */
  record Minimum(double[] point, double value) {}

  /** A step that was taken: the change of the point and of the gradient. */
  private record Pair(double[] step, double[] change, double inverseProduct) {}

  /** A point on the search line. */
  private record Probe(
      double length, double[] point, double[] gradient, double value, double slope) {}

  static Minimum minimize(Function function, double[] start, int maxIterations)
      throws InterruptedException {
    Deque<Pair> pairs = new ArrayDeque<>();
    double[] gradient = new double[start.length];
    double value = function.at(start, gradient);
    Probe current = new Probe(0, start, gradient, value, 0);
    for (int iteration = 0; iteration < maxIterations; iteration++) {
      if (largest(current.gradient())
          <= GRADIENT_TOLERANCE * Math.max(1, Math.abs(current.value()))) {
        break;
      }
      double[] direction = direction(pairs, current.gradient());
      double slope = dot(direction, current.gradient());
      if (slope >= 0) {
        pairs.clear();
        direction = negative(current.gradient());
        slope = dot(direction, current.gradient());
      }
      double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      Probe next = new Line(function, current, direction, slope).search(first);
      if (next.length() == 0) {
        break; // no lower point can be told apart in double precision
      }
      remember(pairs, current, next);
      double gain = current.value() - next.value();
      current = next;
      if (gain <= GAIN_TOLERANCE * Math.max(1, Math.abs(current.value()))) {
        break;
      }
    }
    return new Minimum(current.point(), current.value());
  }

  private static void remember(Deque<Pair> pairs, Probe from, Probe to) {
    double[] step = minus(to.point(), from.point());
    double[] change = minus(to.gradient(), from.gradient());
    double product = dot(step, change);
    if (product > 0) {
      pairs.addLast(new Pair(step, change, 1 / product));
      if (pairs.size() > MEMORY) {
        pairs.removeFirst();
      }
    }
  }

  /** The two-loop recursion. */
  private static double[] direction(Deque<Pair> pairs, double[] gradient) {
    double[] direction = negative(gradient);
    double[] shares = new double[pairs.size()];
    int i = pairs.size();
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      i--;
      shares[i] = pair.inverseProduct() * dot(pair.step(), direction);
      add(direction, -shares[i], pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getLast();
      double scale = 1 / (newest.inverseProduct() * dot(newest.change(), newest.change()));
      for (int j = 0; j < direction.length; j++) {
        direction[j] *= scale;
      }
    }
    for (Pair pair : pairs) {
      double back = pair.inverseProduct() * dot(pair.change(), direction);
      add(direction, shares[i] - back, pair.step());
      i++;
    }
    return direction;
  }

  /** The search along one direction. */
  private record Line(Function function, Probe origin, double[] direction, double slope) {

    Probe search(double firstLength) throws InterruptedException {
      Probe previous = new Probe(0, origin.point(), origin.gradient(), origin.value(), slope);
      double length = firstLength;
      for (int tries = 0; tries < MAX_TRIES; tries++) {
        Probe probe = at(length);
        if (tooHigh(probe) || (tries > 0 && probe.value() >= previous.value())) {
          return zoom(previous, probe);
        }
        if (Math.abs(probe.slope()) <= -CURVATURE * slope) {
          return probe;
        }
        if (probe.slope() >= 0) {
          return zoom(probe, previous);
        }
        previous = probe;
        length *= 2;
      }
      return previous;
    }

    private Probe zoom(Probe low, Probe high) throws InterruptedException {
      for (int tries = 0; tries < MAX_TRIES; tries++) {
        Probe probe = at(between(low, high));
        if (tooHigh(probe) || probe.value() >= low.value()) {
          high = probe;
        } else {
          if (Math.abs(probe.slope()) <= -CURVATURE * slope) {
            return probe;
          }
          if (probe.slope() * (high.length() - low.length()) >= 0) {
            high = low;
          }
          low = probe;
        }
        if (Math.abs(high.length() - low.length()) < 1e-14) {
          break;
        }
      }
      return low;
    }

    /** The minimum of the parabola through both values and the lower slope, kept off the ends. */
    private static double between(Probe low, Probe high) {
      double width = high.length() - low.length();
      double bend = high.value() - low.value() - low.slope() * width;
      double share = bend > 0 ? -low.slope() * width / (2 * bend) : 0.5;
      return low.length() + width * Math.max(0.1, Math.min(0.9, share));
    }

    private boolean tooHigh(Probe probe) {
      return !(probe.value() <= origin.value() + SUFFICIENT_DECREASE * probe.length() * slope);
    }

    private Probe at(double length) throws InterruptedException {
      double[] point = origin.point().clone();
      add(point, length, direction);
      double[] gradient = new double[point.length];
      double value = function.at(point, gradient);
      return new Probe(length, point, gradient, value, dot(gradient, direction));
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double[] negative(double[] values) {
    return minus(new double[values.length], values);
  }

  private static void add(double[] target, double factor, double[] values) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * values[i];
    }
  }
}
