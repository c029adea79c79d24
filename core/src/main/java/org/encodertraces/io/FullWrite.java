package org.encodertraces.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/** Writes all of a buffer, which one call of a channel need not do. */
public final class FullWrite {

  /**
   * For tests that kill a run in the middle of a file: milliseconds to wait before each {@link
   * #SLOW_BYTES} bytes. 0, a constant to the compiler, everywhere else.
   */
  private static final int SLOW_MILLISECONDS = Integer.getInteger("traces.test.slow-writes", 0);

  private static final int SLOW_BYTES = 1 << 12;

  private FullWrite() {}

  /** Writes what the buffer has left, at the channel's position. */
  public static void of(FileChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      if (SLOW_MILLISECONDS > 0) {
        LockSupport.parkNanos(SLOW_MILLISECONDS * 1_000_000L);
        bytes.limit(Math.min(end, bytes.position() + SLOW_BYTES));
      }
      channel.write(bytes);
    }
  }
}
