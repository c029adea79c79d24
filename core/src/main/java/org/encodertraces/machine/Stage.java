package org.encodertraces.machine;

/**
 * An experiment on planted embeddings, and what it cannot do without.
 *
 * @param name in words
 * @param seconds of processors that it took, all threads together
 * @param flops floating-point operations of its products
 * @param bytes of rows that it must read from memory
 * @param checksum of its results, the same on every machine unless last digits of products change
 *     an answer
 */
public record Stage(String name, double seconds, double flops, double bytes, long checksum) {

  /** Seconds of processors that the products and the reading alone would take, one after other. */
  public double least(Roofs roofs) {
    return flops / roofs.products() + bytes / roofs.copies();
  }

  /** How near it comes to that: 1 where nothing else costs anything. */
  public double share(Roofs roofs) {
    return least(roofs) / seconds;
  }
}
