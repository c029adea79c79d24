package org.encodertraces.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and workers that stay with it for many short rounds of pieces: between rounds
 * they wait for the next one, for some microseconds awake, instead of being called for each.
 *
 * <p>The caller does pieces too and waits for those alone that a worker has begun. So a round ends
 * also where no worker is free, and teams never wait for one another.
 */
public final class Team {

  /** How long one waits awake: less than it takes to be woken, a small share of a usual round. */
  private static final long AWAKE_NANOS = 30_000;

  private final Thread caller = Thread.currentThread();
  private final List<Helper> helpers = new CopyOnWriteArrayList<>();

  /** What tells helpers to go. */
  private final Round last = new Round(0, piece -> {});

  private volatile Round round = new Round(0, piece -> {});

  /** A team of the calling thread alone, until workers {@link #help}. */
  Team() {}

  /** A worker of the team. */
  private static final class Helper {
    private final Thread thread = Thread.currentThread();
    private volatile boolean asleep;
  }

  /** Pieces that are done at once. */
  private final class Round {
    private final int count;
    private final Workers.Piece piece;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Round(int count, Workers.Piece piece) {
      this.count = count;
      this.piece = piece;
      left = new AtomicInteger(count);
    }

    /** Takes pieces while there are any. After a failure they are taken and not done. */
    void work() {
      for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            piece.run(at);
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          if (left.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    boolean done() {
      return left.get() == 0;
    }
  }

  /**
   * Runs pieces 0 … {@code count - 1} and returns when all are done; called by the team's own
   * thread alone, never from a piece. After a failure no further piece starts.
   */
  public void run(int count, Workers.Piece piece) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Round now = new Round(count, piece);
    if (count > 1) {
      round = now;
      wakeHelpers();
    }
    now.work();
    boolean interrupted = false;
    long awake = System.nanoTime() + AWAKE_NANOS;
    while (!now.done()) {
      if (System.nanoTime() < awake) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(now);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    Throwable failure = now.failure.get();
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** What a worker does in the team, until {@link #dismiss} or its interrupt. */
  void help() {
    Helper self = new Helper();
    helpers.add(self);
    Round seen = round;
    seen.work();
    while (seen != last && !Thread.currentThread().isInterrupted()) {
      await(seen, self);
      seen = round;
      seen.work();
    }
  }

  /** Waits for another round than {@code seen}, or an interrupt. */
  private void await(Round seen, Helper self) {
    long awake = System.nanoTime() + AWAKE_NANOS;
    while (round == seen && !Thread.currentThread().isInterrupted()) {
      if (System.nanoTime() < awake) {
        Thread.onSpinWait();
      } else {
        // The caller looks at asleep after it has set the round: one of both sees the other.
        self.asleep = true;
        if (round == seen) {
          LockSupport.park(this);
        }
        self.asleep = false;
      }
    }
  }

  /** Sends the helpers back to the workers. */
  void dismiss() {
    round = last;
    wakeHelpers();
  }

  private void wakeHelpers() {
    for (Helper helper : helpers) {
      if (helper.asleep) {
        LockSupport.unpark(helper.thread);
      }
    }
  }
}
