package org.encodertraces.neighbors;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts of correct votes by cell, by uniform run, and by query photo and set-up. */
final class Tally {

  private final int processings;
  private final int[] cells;
  private final int[] uniform;
  private final Map<Setup, double[]> perQuery = new EnumMap<>(Setup.class);

  Tally(int processings, int queries) {
    this.processings = processings;
    cells = new int[processings * processings * processings];
    uniform = new int[processings * KnnSetups.UNIFORM_SEEDS];
    for (Setup setup : Setup.values()) {
      perQuery.put(setup, new double[queries]);
    }
  }

  /** The set-up that a combination belongs to; none when three processings differ. */
  static Optional<Setup> setup(int test, int positives, int negatives) {
    if (positives == negatives) {
      return Optional.of(positives == test ? Setup.BASELINE : Setup.ALL_DIFF);
    }
    if (positives == test) {
      return Optional.of(Setup.POS_SAME);
    }
    return negatives == test ? Optional.of(Setup.NEG_SAME) : Optional.empty();
  }

  static boolean isCell(int test, int positives, int negatives) {
    return setup(test, positives, negatives).isPresent();
  }

  void count(int query, int test, int positives, int negatives, boolean correct) {
    if (correct) {
      cells[index(test, positives, negatives)]++;
      Setup setup = setup(test, positives, negatives).orElseThrow();
      int combinations = setup == Setup.BASELINE ? processings : processings * (processings - 1);
      shares(setup)[query] += 1.0 / combinations;
    }
  }

  void countUniform(int query, int test, int seed, boolean correct) {
    if (correct) {
      uniform[test * KnnSetups.UNIFORM_SEEDS + seed]++;
      shares(Setup.UNIFORM)[query] += 1.0 / uniform.length;
    }
  }

  int cell(int test, int positives, int negatives) {
    return cells[index(test, positives, negatives)];
  }

  int uniform(int test, int seed) {
    return uniform[test * KnnSetups.UNIFORM_SEEDS + seed];
  }

  Map<Setup, double[]> perQuery() {
    return Collections.unmodifiableMap(perQuery);
  }

  private double[] shares(Setup setup) {
    return perQuery.getOrDefault(setup, new double[0]);
  }

  private int index(int test, int positives, int negatives) {
    return (test * processings + positives) * processings + negatives;
  }
}
