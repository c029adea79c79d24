package org.encodertraces;

import java.util.List;

/** Told how far a long task has come; called from any thread. */
public interface Progress {

  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public Task start(String name, long total) {
          return done -> {};
        }

        @Override
        public void say(String line) {}
      };

  /** A task begins: {@code total} units of work lie ahead. */
  Task start(String name, long total);

  /** One line worth reading, outside any task. */
  void say(String line);

  /**
   * Work of several steps begins. Tasks that start during a step are its parts, in their order.
   *
   * @param steps in the order in which they will be done
   */
  default Plan plan(List<Step> steps) {
    return () -> {};
  }

  /**
   * A step of a plan.
   *
   * @param name what it does, as in "extract 240 photos"
   * @param parts the tasks that it will start, in order
   */
  record Step(String name, List<Forecast.Part> parts) {}

  /** A plan under way. */
  interface Plan extends AutoCloseable {

    /** The next step begins. */
    void next();

    @Override
    default void close() {}
  }

  /** A task under way. */
  interface Task extends AutoCloseable {

    /** {@code units} more are done. */
    void step(long units);

    /** {@code units} more turn out to be done already, by an earlier run: no measure of speed. */
    default void find(long units) {
      step(units);
    }

    @Override
    default void close() {}
  }
}
