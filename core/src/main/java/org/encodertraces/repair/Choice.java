package org.encodertraces.repair;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.encodertraces.Progress;

/**
 * What folds chose.
 *
 * @param scores of each method with its best settings; the identity's too
 * @param rank of {@code nap}
 * @param weight of {@code whiten}
 */
record Choice(Map<Method, Double> scores, int rank, double weight) {

  private static final int[] RANKS = {1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 128, 200};
  private static final double[] WEIGHTS = {0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003};

  /** Scores all methods that are one map. */
  static Choice of(
      Folds folds, List<Method> methods, Function<Method, Form> forms, Progress.Task task) {
    Map<Method, Double> scores = new EnumMap<>(Method.class);
    scores.put(Method.IDENTITY, folds.score(Form.UNIT, Fitter::identity));
    int rank = RANKS[0];
    double weight = WEIGHTS[0];
    for (Method method : methods) {
      Form form = forms.apply(method);
      switch (method) {
        case LEACE -> scores.put(method, folds.score(form, Fitter::leace));
        case LEACE_EXACT -> scores.put(method, folds.score(form, Fitter::leaceExact));
        case SPLINCE -> scores.put(method, folds.score(form, Fitter::splince));
        case NAP -> {
          for (int tried : ranks(folds.directions(form))) {
            double score = folds.score(form, fitter -> fitter.nap(tried));
            if (score > scores.getOrDefault(method, Double.NEGATIVE_INFINITY)) {
              scores.put(method, score);
              rank = tried;
            }
          }
        }
        case WHITEN -> {
          for (double tried : WEIGHTS) {
            double score = folds.score(form, fitter -> fitter.whiten(tried));
            if (score > scores.getOrDefault(method, Double.NEGATIVE_INFINITY)) {
              scores.put(method, score);
              weight = tried;
            }
          }
        }
        case IDENTITY, RANDOM, MEAN, COMBAT, CANONICAL -> {
          // Controls, and what cannot be stored, are never recommended.
        }
      }
      task.step(1);
    }
    return new Choice(scores, rank, weight);
  }

  /** What {@link #of} counts as progress. */
  static int steps(List<Method> methods) {
    return methods.size();
  }

  private static List<Integer> ranks(int directions) {
    List<Integer> ranks = new ArrayList<>();
    for (int rank : RANKS) {
      if (rank <= Math.max(1, directions)) {
        ranks.add(rank);
      }
    }
    return ranks;
  }

  /** The method of the highest score, if it is above the identity's. */
  Optional<Method> best() {
    double least = scores.getOrDefault(Method.IDENTITY, 0.0);
    Optional<Method> best = Optional.empty();
    for (Map.Entry<Method, Double> entry : scores.entrySet()) {
      if (entry.getValue() > least) {
        least = entry.getValue();
        best = Optional.of(entry.getKey());
      }
    }
    return best;
  }
}
