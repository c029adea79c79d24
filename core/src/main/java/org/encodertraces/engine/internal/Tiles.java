package org.encodertraces.engine.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.encodertraces.linalg.Floats;

/**
 * Memory for tiles of similarities or for blocks of rows, used again by whichever thread comes
 * next: taking it anew for each product, with its zeros and page faults, costs a tenth of the
 * product.
 */
public final class Tiles implements AutoCloseable {

  private final int length;
  private final ConcurrentLinkedQueue<Floats> free = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Floats> all = new ConcurrentLinkedQueue<>();

  /** Of tiles with up to so many values. */
  public Tiles(int length) {
    this.length = length;
  }

  /** A tile with any content; to be given back. */
  public Floats take() {
    Floats tile = free.poll();
    if (tile == null) {
      tile = Floats.unset(length);
      all.add(tile);
    }
    return tile;
  }

  /** A tile that was taken, for whoever takes the next. */
  public void giveBack(Floats tile) {
    free.add(tile);
  }

  /** Frees all, when no thread uses one any more. */
  @Override
  public void close() {
    all.forEach(Floats::close);
    all.clear();
    free.clear();
  }
}
