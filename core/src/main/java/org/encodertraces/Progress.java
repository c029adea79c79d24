package org.encodertraces;

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

  /** A task under way. */
  interface Task extends AutoCloseable {

    /** {@code units} more are done. */
    void step(long units);

    @Override
    default void close() {}
  }
}
