package org.encodertraces.statistics;

/**
 * One thing that a page may claim: that a trace was found, that neighbors fall.
 *
 * @param name tells it from the page's others
 * @param source whose encoder it is about
 * @param p one-sided, of its null; 1 where the effect is below what would be worth a claim
 */
public record Claim(String name, Source source, double p) {

  /** Whose claims share the page's error, and in which proportion. */
  public enum Source {
    /** The encoders that the user asked about. */
    ENCODER(4),
    /** Encoders that are there for comparison. */
    CONTROL(1);

    private final int parts;

    Source(int parts) {
      this.parts = parts;
    }

    int parts() {
      return parts;
    }
  }

  public Claim {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("%s: p is %s; expected 0 to 1".formatted(name, p));
    }
  }
}
