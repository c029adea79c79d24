package org.encodertraces.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.encodertraces.Forecast;

/** Progress as a bar on the terminal behind standard error. */
final class BarProgress extends TimedProgress {

  private static final int UPDATE_MILLIS = 200;

  /** Back to the line's beginning, and what the bar drew there is gone. */
  private static final String OVER_THE_BAR = "\r\u001b[K";

  private final PrintWriter err;
  private final AtomicInteger bars = new AtomicInteger();

  BarProgress(PrintWriter err) {
    super(System::nanoTime);
    this.err = err;
  }

  @Override
  Shown show(String name, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    bars.incrementAndGet();
    return new Shown() {
      @Override
      public void update(long done, Optional<Duration> left) {
        bar.stepTo(done);
        bar.setExtraMessage(left.map(time -> Forecast.words(time) + " left").orElse(""));
      }

      @Override
      public void close() {
        bar.setExtraMessage("");
        bar.close();
        bars.decrementAndGet();
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(bars.get() > 0 ? OVER_THE_BAR + line : line);
  }
}
