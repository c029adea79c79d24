package org.encodertraces.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.encodertraces.Progress;

/** Progress as a bar on the terminal behind standard error. */
record BarProgress(PrintWriter err) implements Progress {

  private static final int UPDATE_MILLIS = 200;

  @Override
  public Task start(String name, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    return new Task() {
      @Override
      public void step(long units) {
        bar.stepBy(units);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  @Override
  public void say(String line) {
    err.println(line);
  }
}
