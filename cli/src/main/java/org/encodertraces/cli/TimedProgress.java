package org.encodertraces.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.encodertraces.Forecast;
import org.encodertraces.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What bars and lines have in common: which step of how many it is, and how long all that is left
 * will take, which is said beforehand of a plan and as soon as it can be judged.
 */
abstract class TimedProgress implements Progress {

  private final LongSupplier clock;
  private @Nullable RunningPlan plan;

  /**
   * Progress by a clock.
   *
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  TimedProgress(LongSupplier clock) {
    this.clock = clock;
  }

  /** A task as a display shows it. */
  interface Shown {
    /** So much is done, and about so long will be left, if that can be judged. */
    void update(long done, Optional<Duration> left);

    default void close() {}
  }

  /** Shows a task; {@code name} says which step it belongs to. */
  abstract Shown show(String name, long total);

  @Override
  public synchronized Plan plan(List<Step> steps) {
    RunningPlan running = new RunningPlan(steps);
    plan = running;
    say(
        "%d steps: %s"
            .formatted(
                steps.size(), steps.stream().map(Step::name).collect(Collectors.joining("; "))));
    running.sayWhenKnown();
    return running;
  }

  @Override
  public synchronized Task start(String name, long total) {
    RunningPlan running = plan;
    Forecast forecast = running == null ? Forecast.ofOnePart(clock) : running.forecast;
    forecast.begin(running == null ? 0 : running.nextPart(), total);
    Shown shown = show(running == null ? name : running.title(name), total);
    return new RunningTask(forecast, shown, running);
  }

  /** One task under way. */
  private static final class RunningTask implements Task {
    private final Forecast forecast;
    private final Shown shown;
    private final @Nullable RunningPlan plan;
    private long done;

    RunningTask(Forecast forecast, Shown shown, @Nullable RunningPlan plan) {
      this.forecast = forecast;
      this.shown = shown;
      this.plan = plan;
    }

    @Override
    public synchronized void step(long units) {
      forecast.step(units);
      update(units);
    }

    @Override
    public synchronized void find(long units) {
      forecast.find(units);
      update(units);
    }

    private void update(long units) {
      done += units;
      if (plan != null) {
        plan.sayWhenKnown();
      }
      shown.update(done, forecast.left());
    }

    @Override
    public synchronized void close() {
      forecast.end();
      shown.close();
    }
  }

  /** The steps, and where among them the work is. */
  private final class RunningPlan implements Plan {
    private final List<Step> steps;
    private final Forecast forecast;
    private int step = -1;
    private int taskOfStep;
    private boolean said;

    RunningPlan(List<Step> steps) {
      this.steps = List.copyOf(steps);
      this.forecast =
          new Forecast(steps.stream().flatMap(one -> one.parts().stream()).toList(), clock);
    }

    @Override
    public void next() {
      step++;
      taskOfStep = 0;
      Step begun = steps.get(step);
      // A step without tasks is short.
      Optional<Duration> left =
          said && !begun.parts().isEmpty() ? forecast.left() : Optional.empty();
      say(title(begun.name()) + left.map(time -> ", " + Forecast.words(time) + " left").orElse(""));
    }

    /** The place of the next task's part among those of all steps. */
    int nextPart() {
      int before =
          steps.subList(0, Math.max(0, step)).stream().mapToInt(one -> one.parts().size()).sum();
      int parts = step < 0 ? 0 : steps.get(step).parts().size();
      return before + Math.min(taskOfStep++, Math.max(0, parts - 1));
    }

    String title(String name) {
      return "step %d of %d: %s".formatted(step + 1, steps.size(), name);
    }

    /** Once: how long it will take from beginning to end. */
    void sayWhenKnown() {
      Optional<Duration> left = forecast.left();
      if (!said && left.isPresent()) {
        said = true;
        say(
            "%s in all, judged by the first photos"
                .formatted(Forecast.words(left.get().plus(forecast.spent()))));
      }
    }

    @Override
    public void close() {
      synchronized (TimedProgress.this) {
        plan = null;
      }
    }
  }
}
