package org.encodertraces.retrieval;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.encodertraces.Progress;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.Checkpoint;
import org.encodertraces.io.KeptParts;

/**
 * Recall@1 of the one photo of the same subject by the other type of camera (paper, section 6).
 *
 * <p>{@code same}: among the photos of the query's own type, which share its traces. {@code
 * different}: among the photos of the other type, which share the positive's. An encoder blind to
 * cameras scores the same in both.
 *
 * <p>Queries go wave by wave through blocks of both galleries, so that memory is flat in the number
 * of pairs. What is done of waves is kept about once a minute.
 */
public final class PairRetrieval {

  /** Queries that are in memory at once. */
  private static final int QUERIES_A_WAVE = 16_384;

  private static final KeptParts.Form<int[][]> RIVALS =
      new KeptParts.Form<>(PairRetrieval::write, PairRetrieval::read);

  private PairRetrieval() {}

  /**
   * What queries of one camera type found.
   *
   * @param same [queries] 1 where the positive came first among photos of the query's type, else 0
   * @param different [queries] 1 where it came first among photos of the other type
   * @param rivalOfSame [queries] the only pair whose photo kept a positive from coming first among
   *     photos of the query's type; {@link #NONE} where none did, {@link #SEVERAL} where several
   *     did. Without that pair the query would have been answered rightly
   * @param rivalOfDifferent [queries] the same among photos of the other type
   */
  public record Found(
      double[] same, double[] different, int[] rivalOfSame, int[] rivalOfDifferent) {}

  /** No photo is as near as the positive. */
  public static final int NONE = -1;

  /** More photos than one are as near as the positive, or one of a pair that does not ask. */
  public static final int SEVERAL = -2;

  /** What queries of each type found. */
  public record Outcome(Found phone, Found camera) {}

  /** Retrieves with every photo as a query. */
  public static Outcome run(PairEmbeddings pairs, Engine engine) throws InterruptedException {
    return run(
        pairs,
        IntStream.range(0, pairs.phones().count()).toArray(),
        engine,
        Optional.empty(),
        System::nanoTime);
  }

  /**
   * Retrieves, or goes on with what was stopped.
   *
   * @param queries the pairs whose photos ask, ascending; rivals are places among these
   * @param checkpoint keeps each wave that is done
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  public static Outcome run(
      PairEmbeddings pairs,
      int[] queries,
      Engine engine,
      Optional<Checkpoint> checkpoint,
      LongSupplier clock)
      throws InterruptedException {
    return run(pairs, queries, QUERIES_A_WAVE, engine, checkpoint, clock);
  }

  /** In waves of another size. */
  static Outcome run(
      PairEmbeddings pairs,
      int[] queries,
      int wave,
      Engine engine,
      Optional<Checkpoint> checkpoint,
      LongSupplier clock)
      throws InterruptedException {
    KeptParts parts = new KeptParts(checkpoint, clock, engine.progress()::say);
    Outcome outcome;
    try (Progress.Task task =
        engine.progress().start("retrieve", steps(pairs.phones().count(), queries.length, wave))) {
      outcome =
          new Outcome(
              found("phone", pairs.phones(), pairs.cameras(), queries, wave, parts, engine, task),
              found("camera", pairs.cameras(), pairs.phones(), queries, wave, parts, engine, task));
    }
    parts.forget();
    return outcome;
  }

  private static long steps(int pairs, int queries, int wave) {
    long waves = queries / wave;
    return 2 * (waves * PairWave.steps(pairs, wave) + PairWave.steps(pairs, queries % wave));
  }

  private static Found found(
      String name,
      Rows own,
      Rows other,
      int[] queries,
      int wave,
      KeptParts parts,
      Engine engine,
      Progress.Task task)
      throws InterruptedException {
    int count = queries.length;
    Found found = new Found(new double[count], new double[count], new int[count], new int[count]);
    int[] places = places(own.count(), queries);
    for (int from = 0; from < count; from += wave) {
      int size = Math.min(wave, count - from);
      int first = from;
      int[][] rivals =
          parts.once(
              name + " " + from,
              RIVALS,
              () -> task.find(PairWave.steps(own.count(), size)),
              () -> PairWave.rivals(own, other, queries, first, size, engine, task));
      for (int i = 0; i < size; i++) {
        found.rivalOfSame()[from + i] = place(rivals[0][i], places);
        found.rivalOfDifferent()[from + i] = place(rivals[1][i], places);
        found.same()[from + i] = rivals[0][i] == NONE ? 1 : 0;
        found.different()[from + i] = rivals[1][i] == NONE ? 1 : 0;
      }
    }
    return found;
  }

  /** [pairs] the place of each among the queries, or {@link #SEVERAL}. */
  private static int[] places(int pairs, int[] queries) {
    int[] places = new int[pairs];
    Arrays.fill(places, SEVERAL);
    for (int i = 0; i < queries.length; i++) {
      places[queries[i]] = i;
    }
    return places;
  }

  private static int place(int rival, int[] places) {
    return rival < 0 ? rival : places[rival];
  }

  private static void write(int[][] rivals, DataOutputStream out) throws IOException {
    out.writeInt(rivals[0].length);
    for (int[] one : rivals) {
      for (int rival : one) {
        out.writeInt(rival);
      }
    }
  }

  private static int[][] read(DataInputStream in) throws IOException {
    int[][] rivals = new int[2][in.readInt()];
    for (int[] one : rivals) {
      for (int i = 0; i < one.length; i++) {
        one[i] = in.readInt();
      }
    }
    return rivals;
  }
}
