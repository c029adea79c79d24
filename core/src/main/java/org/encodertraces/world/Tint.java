package org.encodertraces.world;

/** A color of light or of a surface, linear, in the primaries of sRGB. */
record Tint(double red, double green, double blue) {

  static final Tint WHITE = new Tint(1, 1, 1);

  static Tint gray(double value) {
    return new Tint(value, value, value);
  }

  Tint times(double factor) {
    return new Tint(red * factor, green * factor, blue * factor);
  }

  Tint mix(Tint other, double share) {
    return new Tint(
        red + (other.red - red) * share,
        green + (other.green - green) * share,
        blue + (other.blue - blue) * share);
  }

  double luminance() {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
