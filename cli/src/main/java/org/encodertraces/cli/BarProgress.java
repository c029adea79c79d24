package org.encodertraces.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.encodertraces.Forecast;

/** Progress as a bar on the terminal behind standard error. */
final class BarProgress extends TimedProgress {

  private static final int UPDATE_MILLIS = 200;

  private final PrintWriter err;

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
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(line);
  }
}
