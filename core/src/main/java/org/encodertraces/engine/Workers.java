package org.encodertraces.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads that take numbered pieces of work in order.
 *
 * <p>Which thread does a piece never decides a result: pieces are cut by size, not by the number of
 * threads, and write to places of their own.
 */
public final class Workers implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;

  /** One piece of work. */
  @FunctionalInterface
  public interface Piece {
    void run(int index);
  }

  /**
   * Work of many rounds of pieces.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface TeamWork<T> {
    T with(Team team) throws InterruptedException;
  }

  public Workers(int threads) {
    this.threads = threads;
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many there are. */
  public int threads() {
    return threads;
  }

  /**
   * Runs pieces 0 … {@code count - 1}, in order of start, and returns when all are done.
   *
   * <p>After a failure or an interrupt no further piece starts, and those under way are waited for:
   * callers free memory outside the heap when this returns, however it does.
   */
  public void run(int count, Piece piece) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, count); i++) {
      futures.add(
          executor.submit(
              () -> {
                for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                  piece.run(at);
                }
              }));
    }
    boolean interrupted = false;
    Throwable failure = null;
    for (Future<?> future : futures) {
      boolean done = false;
      while (!done) {
        try {
          future.get();
          done = true;
        } catch (ExecutionException e) {
          done = true;
          next.set(count);
          failure = failure == null ? e.getCause() : failure;
        } catch (InterruptedException e) {
          interrupted = true;
          next.set(count);
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /**
   * Does work whose pieces are short and come in many rounds, such as the batches of a training.
   * May be called from a piece, as long as the teams together have no more threads than there are:
   * a helper that finds no free thread comes late or never, which costs time alone.
   *
   * @param size threads at most, the calling one among them
   */
  public <T> T inTeam(int size, TeamWork<T> work) throws InterruptedException {
    Team team = new Team();
    try {
      for (int i = 1; i < Math.min(size, threads); i++) {
        executor.execute(team::help);
      }
      return work.with(team);
    } finally {
      team.dismiss();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
