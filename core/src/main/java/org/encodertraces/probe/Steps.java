package org.encodertraces.probe;

import org.encodertraces.Progress;

/**
 * A share of a task's units, told in steps of which there may be more or fewer than units: after a
 * third of the steps a third of the units is told. Called from any thread.
 */
final class Steps {

  /** For those who tell nobody. */
  static final Steps UNTOLD = new Steps(units -> {}, 0, 1);

  private final Progress.Task task;
  private final long units;
  private final long steps;
  private long done;
  private long told;

  /**
   * Steps towards units of a task.
   *
   * @param steps that are expected; more than these tell nothing
   */
  Steps(Progress.Task task, long units, long steps) {
    this.task = task;
    this.units = units;
    this.steps = steps;
  }

  /** One step is done. */
  synchronized void one() {
    done = Math.min(done + 1, steps);
    tell();
  }

  /** So many steps were done by an earlier run. */
  synchronized void found(long count) {
    done = Math.min(done + count, steps);
    long due = units * done / steps;
    if (due > told) {
      task.find(due - told);
      told = due;
    }
  }

  /** All is done, in fewer steps than expected or in as many. */
  synchronized void finish() {
    done = steps;
    tell();
  }

  private void tell() {
    long due = units * done / steps;
    if (due > told) {
      task.step(due - told);
      told = due;
    }
  }
}
