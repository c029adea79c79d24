package org.encodertraces.http;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body as it comes. The JDK's own streams wait for ever on a server that went silent; this one
 * gives up at a deadline, and when too little comes for too long.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {

  /** What the connection's thread hands over. */
  private sealed interface Event {
    record Bytes(List<ByteBuffer> buffers) implements Event {}

    record End() implements Event {}

    record Broken(Throwable why) implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Time time;
  private final Limits limits;
  private final Instant deadline;
  private Flow.@Nullable Subscription subscription;
  private boolean closed;
  private boolean finished;

  private List<ByteBuffer> buffers = List.of();
  private int buffer;
  private boolean ended;
  private Instant windowStart;
  private long windowBytes;
  private long received;

  /**
   * A body that is to come.
   *
   * @param deadline of its last byte
   */
  BodyStream(Time time, Limits limits, Instant deadline) {
    this.time = time;
    this.limits = limits;
    this.deadline = deadline;
    windowStart = time.now();
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean unwanted;
    synchronized (this) {
      subscription = given;
      unwanted = closed;
    }
    if (unwanted) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    events.add(new Event.Bytes(item));
  }

  @Override
  public void onError(Throwable why) {
    finish();
    events.add(new Event.Broken(why));
  }

  @Override
  public void onComplete() {
    finish();
    events.add(new Event.End());
  }

  private synchronized void finish() {
    finished = true;
  }

  @Override
  public int read() throws HttpFault, InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads what is here, or waits for it.
   *
   * @throws HttpFault when the connection breaks, or the server is too slow
   */
  @Override
  public int read(byte[] target, int offset, int length) throws HttpFault, InterruptedIOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (buffer < buffers.size()) {
        ByteBuffer bytes = buffers.get(buffer);
        if (bytes.hasRemaining()) {
          int count = Math.min(length, bytes.remaining());
          bytes.get(target, offset, count);
          return count;
        }
        buffer++;
        if (buffer == buffers.size()) {
          requestMore();
        }
        continue;
      }
      take(next());
    }
    return -1;
  }

  private void take(Event event) throws HttpFault {
    if (event instanceof Event.Bytes bytes) {
      buffers = bytes.buffers();
      buffer = 0;
      long count = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
      windowBytes += count;
      received += count;
      if (buffers.isEmpty()) {
        requestMore();
      }
    } else if (event instanceof Event.Broken broken) {
      throw Breakage.ofBody(broken.why(), received);
    } else {
      ended = true;
    }
  }

  private synchronized void requestMore() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private Event next() throws HttpFault, InterruptedIOException {
    try {
      while (true) {
        Instant now = time.now();
        if (!now.isBefore(deadline)) {
          throw HttpFault.passing(
              "not whole within %s (%,d bytes came)"
                  .formatted(Limits.words(limits.whole()), received));
        }
        Event ready = events.poll();
        if (ready != null) {
          return ready;
        }
        Duration inWindow = Duration.between(windowStart, now);
        if (inWindow.compareTo(limits.stall()) >= 0) {
          if (windowBytes < limits.stallBytes()) {
            throw HttpFault.passing(
                "%s in %s"
                    .formatted(
                        windowBytes == 0 ? "no byte" : "only %,d bytes".formatted(windowBytes),
                        Limits.words(limits.stall())));
          }
          windowStart = now;
          windowBytes = 0;
          continue;
        }
        Duration left = Duration.between(now, deadline);
        Duration inStall = limits.stall().minus(inWindow);
        long millis = 1 + (left.compareTo(inStall) < 0 ? left : inStall).toMillis();
        ready = events.poll(millis, TimeUnit.MILLISECONDS);
        if (ready != null) {
          return ready;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Ends the connection where the body did not end by itself. */
  @Override
  public void close() {
    Flow.Subscription open;
    synchronized (this) {
      closed = true;
      open = finished ? null : subscription;
    }
    if (open != null) {
      open.cancel();
    }
  }
}
