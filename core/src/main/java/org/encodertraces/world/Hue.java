package org.encodertraces.world;

import java.util.Locale;

/** Colors that captions name, as reflectances. */
enum Hue {
  RED(0.62, 0.045, 0.035),
  ORANGE(0.8, 0.25, 0.04),
  YELLOW(0.82, 0.6, 0.06),
  GREEN(0.09, 0.36, 0.08),
  TEAL(0.04, 0.33, 0.34),
  BLUE(0.05, 0.13, 0.5),
  PURPLE(0.23, 0.07, 0.4),
  PINK(0.78, 0.24, 0.36),
  WHITE(0.8, 0.79, 0.76),
  BROWN(0.25, 0.12, 0.06);

  private final Tint tint;

  Hue(double red, double green, double blue) {
    tint = new Tint(red, green, blue);
  }

  Tint tint() {
    return tint;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
