package org.encodertraces.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.encodertraces.Progress;
import org.encodertraces.neighbors.KnnPieces;
import org.encodertraces.neighbors.KnnSearch;
import scala.Tuple2;

/**
 * kNN as Spark's tasks: units of queries times ranges of training rows give short lists, the lists
 * of a unit are merged by {@code neighbors}' own merge where they meet, and only who was classified
 * right comes to the driver, a bit an answer.
 */
public final class SparkSearch implements KnnSearch {

  @Override
  public List<BitSet> answers(KnnPieces pieces, int threads, Progress progress)
      throws InterruptedException {
    JavaSparkContext context = Cluster.of(threads);
    String group = "knn " + UUID.randomUUID();
    List<Cut> cuts = Cut.all(pieces.units(), pieces.blocks(), context.defaultParallelism());
    int merges = Math.min(pieces.units(), context.defaultParallelism());
    SparkListener listener = null;
    try (Progress.Task task =
        progress.start(
            "knn " + pieces.embeddings().parameter().id(), (long) cuts.size() + merges)) {
      listener = new Steps(task);
      context.sc().addSparkListener(listener);
      Broadcast<SearchedEmbeddings> opened = context.broadcast(new SearchedEmbeddings(pieces));
      context.setJobGroup(group, "neighbors", true);
      JavaPairRDD<Integer, KnnPieces.Found> found =
          context
              .parallelize(cuts, cuts.size())
              .flatMapToPair(cut -> search(opened.value().pieces(), cut).iterator())
              .reduceByKey(KnnPieces.Found::with, merges);
      List<Tuple2<Integer, BitSet>> answers =
          found
              .map(
                  one ->
                      new Tuple2<>(one._1(), opened.value().pieces().answers(one._1(), one._2())))
              .collect();
      return inOrder(pieces.units(), answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new UncheckedIOException(Faults.of(e));
    } catch (Exception e) {
      // Spark's own are checked, and thrown by methods that do not say so.
      context.sc().cancelJobGroup(group);
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new UncheckedIOException(Faults.of(e));
    } finally {
      if (listener != null) {
        context.sc().removeSparkListener(listener);
      }
    }
  }

  private static List<Tuple2<Integer, KnnPieces.Found>> search(KnnPieces pieces, Cut cut) {
    List<KnnPieces.Found> found =
        pieces.search(cut.firstUnit(), cut.units(), cut.firstBlock(), cut.blocks());
    List<Tuple2<Integer, KnnPieces.Found>> byUnit = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      byUnit.add(new Tuple2<>(cut.firstUnit() + i, found.get(i)));
    }
    return byUnit;
  }

  private static List<BitSet> inOrder(int units, List<Tuple2<Integer, BitSet>> answers) {
    BitSet[] ordered = new BitSet[units];
    answers.forEach(one -> ordered[one._1()] = one._2());
    return List.of(ordered);
  }

  /** Tells progress of each task that succeeded. */
  private static final class Steps extends SparkListener {
    private final Progress.Task task;

    Steps(Progress.Task task) {
      this.task = task;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason().equals(Success$.MODULE$)) {
        task.step(1);
      }
    }
  }
}
