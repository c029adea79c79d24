package org.encodertraces.world;

/**
 * What a surface is at one point, or what light comes from a direction; filled anew for each
 * sample, because millions of them are needed.
 */
final class Texel {
  double red;
  double green;
  double blue;

  /** Share of mirrored light at normal incidence, 0 … 1. */
  double gloss;

  void color(Tint tint, double factor) {
    red = tint.red() * factor;
    green = tint.green() * factor;
    blue = tint.blue() * factor;
  }

  void mix(Tint tint, double share) {
    mix(tint.red(), tint.green(), tint.blue(), share);
  }

  void mix(double otherRed, double otherGreen, double otherBlue, double share) {
    red += (otherRed - red) * share;
    green += (otherGreen - green) * share;
    blue += (otherBlue - blue) * share;
  }

  void add(Tint tint, double factor) {
    red += tint.red() * factor;
    green += tint.green() * factor;
    blue += tint.blue() * factor;
  }

  void times(double factor) {
    red *= factor;
    green *= factor;
    blue *= factor;
  }
}
