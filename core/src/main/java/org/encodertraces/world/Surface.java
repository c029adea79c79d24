package org.encodertraces.world;

/**
 * What an object is made of: two colors, a pattern in its own coordinates, and gloss.
 *
 * @param first of the object's main part, {@code second} of its other part and of the pattern
 * @param frequency of the pattern, a unit of the object's
 * @param gloss share of light mirrored at normal incidence, 0.02 … 0.3
 */
record Surface(
    Pattern pattern, Tint first, Tint second, double frequency, double gloss, Noise noise) {

  enum Pattern {
    PLAIN(""),
    STRIPED("striped "),
    DOTTED("dotted "),
    MARBLED("marbled "),
    SPECKLED("speckled ");

    private final String word;

    Pattern(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  void color(double x, double y, double z, int part, double footprint, Texel out) {
    out.gloss = gloss;
    if (part == 1) {
      out.color(second, 0.92 + 0.16 * noise.fractal(7 * x + 3 * z, 9 * y, 2));
      return;
    }
    double share = share(x, y, z, footprint);
    out.color(first, 1);
    out.mix(second, share);
    out.times(0.93 + 0.14 * noise.fractal(11 * x + 5 * z, 11 * y - 4 * z, 2));
  }

  /** How much of the second color. */
  private double share(double x, double y, double z, double footprint) {
    double soft = Math.max(0.02, footprint * frequency);
    return switch (pattern) {
      case PLAIN -> 0;
      case STRIPED -> Curves.step(-soft, soft, Curves.wave(frequency * (y + 0.25 * x)) - 0.1);
      case DOTTED -> dots(frequency * x, frequency * y, frequency * z, soft);
      case MARBLED -> {
        double bend = noise.fractal(2.2 * x + z, 2.2 * y - 1.3 * z, 4);
        double vein = Math.abs(Curves.wave(frequency * 0.4 * (x + y - z) + 2.5 * bend));
        yield 0.85 * (1 - Curves.step(0, 0.35, vein));
      }
      case SPECKLED -> {
        double grain = noise.fractal(14 * x + 6 * z, 14 * y - 9 * z, 2);
        yield 0.8 * Curves.step(0.56, 0.62, grain);
      }
    };
  }

  /** One dot in the middle of each cell of a lattice in space, cut by the surface. */
  private double dots(double x, double y, double z, double soft) {
    double shifted = x + 0.5 * (Math.floor(y) - 2 * Math.floor(y / 2));
    double dx = shifted - Math.floor(shifted) - 0.5;
    double dy = y - Math.floor(y) - 0.5;
    double dz = z - Math.floor(z) - 0.5;
    return 1 - Curves.step(0.36 - soft, 0.36 + soft, Curves.length(dx, dy, dz));
  }
}
