package org.encodertraces.repair;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.encodertraces.neighbors.Setup;
import org.encodertraces.random.NumpyGenerator;

/**
 * The five kNN set-ups (protocol, section 5) on vectors in memory, each query photo's own vectors
 * left out of its gallery: what {@code KnnSetups} does on files, where queries and gallery are
 * different photos. Ties go to the lowest class.
 */
final class Setups {

  /** Seeds of the uniform set-up. */
  private static final int SEEDS = 10;

  private final HeldVectors vectors;
  private final int firstQuery;
  private final int k;
  private final Similarities similarities;
  private final Map<Setup, double[]> shares = new EnumMap<>(Setup.class);
  private final int[] votes;

  private Setups(HeldVectors vectors, int firstQuery, int k, Similarities similarities) {
    this.vectors = vectors;
    this.firstQuery = firstQuery;
    this.k = k;
    this.similarities = similarities;
    votes = new int[vectors.contentClasses()];
    for (Setup setup : Setup.values()) {
      shares.put(setup, new double[vectors.photos() - firstQuery]);
    }
  }

  /** What one query has nearest among the photos of its class, and of others, by processing. */
  private record Lists(Nearest[] own, Nearest[] other, Nearest[] uniform) {
    static Lists of(int k, int processings) {
      return new Lists(many(k, processings), many(k, processings), many(k, SEEDS));
    }

    private static Nearest[] many(int k, int count) {
      Nearest[] lists = new Nearest[count];
      Arrays.setAll(lists, i -> new Nearest(k));
      return lists;
    }
  }

  /**
   * The share of each query photo's cells that are right, by set-up.
   *
   * @param vectors of length 1, of the gallery
   * @param firstQuery photos from this one on are queries
   * @param k neighbors that vote
   */
  static Map<Setup, double[]> of(
      HeldVectors vectors, int firstQuery, int k, Similarities similarities) {
    Setups setups = new Setups(vectors, firstQuery, k, similarities);
    for (int test = 0; test < vectors.processings(); test++) {
      setups.add(test);
    }
    setups.shares.forEach(
        (setup, counts) -> {
          for (int i = 0; i < counts.length; i++) {
            counts[i] /= answers(setup, vectors.processings());
          }
        });
    return setups.shares;
  }

  /** Answers of one query photo behind a set-up. */
  static int answers(Setup setup, int processings) {
    return switch (setup) {
      case BASELINE -> processings;
      case ALL_DIFF, POS_SAME, NEG_SAME -> processings * (processings - 1);
      case UNIFORM -> processings * SEEDS;
    };
  }

  private void add(int test) {
    int d = vectors.dimension();
    int photos = vectors.photos();
    int processings = vectors.processings();
    int[][] drawn = new int[SEEDS][];
    Arrays.setAll(drawn, seed -> new NumpyGenerator(seed).choice(processings, photos));
    Lists[] lists = new Lists[photos - firstQuery];
    Arrays.setAll(lists, i -> Lists.of(k, processings));
    float[] queries = Arrays.copyOfRange(vectors.rows().get(test), firstQuery * d, photos * d);
    for (int p = 0; p < processings; p++) {
      int under = p;
      similarities.of(
          queries,
          vectors.rows().get(p),
          d,
          (query, cosines, from) ->
              offer(lists[query], firstQuery + query, under, cosines, from, drawn));
    }
    for (int query = 0; query < lists.length; query++) {
      count(query, test, lists[query]);
    }
  }

  private void offer(
      Lists lists, int query, int processing, float[] cosines, int from, int[][] drawn) {
    int own = vectors.content(query);
    for (int photo = 0; photo < vectors.photos(); photo++) {
      if (photo != query) {
        float cosine = cosines[from + photo];
        (vectors.content(photo) == own ? lists.own() : lists.other())
            [processing].offer(photo, cosine);
        for (int seed = 0; seed < SEEDS; seed++) {
          if (drawn[seed][photo] == processing) {
            lists.uniform()[seed].offer(photo, cosine);
          }
        }
      }
    }
  }

  private void count(int query, int test, Lists lists) {
    int processings = vectors.processings();
    int own = vectors.content(firstQuery + query);
    for (int other = 0; other < processings; other++) {
      if (other == test) {
        add(Setup.BASELINE, query, winner(lists.own()[test], lists.other()[test]) == own);
      } else {
        add(Setup.ALL_DIFF, query, winner(lists.own()[other], lists.other()[other]) == own);
        add(Setup.POS_SAME, query, winner(lists.own()[test], lists.other()[other]) == own);
        add(Setup.NEG_SAME, query, winner(lists.own()[other], lists.other()[test]) == own);
      }
    }
    for (Nearest uniform : lists.uniform()) {
      Arrays.fill(votes, 0);
      for (int rank = 0; rank < uniform.count(); rank++) {
        votes[vectors.content(uniform.column(rank))]++;
      }
      add(Setup.UNIFORM, query, mostVotes() == own);
    }
  }

  private void add(Setup setup, int query, boolean right) {
    if (right) {
      shares.getOrDefault(setup, new double[0])[query]++;
    }
  }

  /** The class that most of the k best of two lists are of. */
  private int winner(Nearest a, Nearest b) {
    Arrays.fill(votes, 0);
    int rankA = 0;
    int rankB = 0;
    for (int taken = 0; taken < k && (rankA < a.count() || rankB < b.count()); taken++) {
      boolean takeA;
      if (rankA == a.count() || rankB == b.count()) {
        takeA = rankB == b.count();
      } else {
        int order = Float.compare(a.cosine(rankA), b.cosine(rankB));
        takeA = order > 0 || (order == 0 && a.column(rankA) < b.column(rankB));
      }
      votes[vectors.content(takeA ? a.column(rankA++) : b.column(rankB++))]++;
    }
    return mostVotes();
  }

  private int mostVotes() {
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }
}
