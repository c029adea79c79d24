package org.encodertraces.http;

import java.time.Duration;
import java.time.Instant;

/** How time passes, so that tests need not wait. */
public interface Time {

  /** The machine's own. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
