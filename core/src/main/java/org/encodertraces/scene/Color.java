package org.encodertraces.scene;

/** Linear light, each channel 0 … 1. */
record Color(double red, double green, double blue) {

  static Color gray(double value) {
    return new Color(value, value, value);
  }

  Color times(double factor) {
    return new Color(red * factor, green * factor, blue * factor);
  }

  Color mix(Color other, double share) {
    return new Color(
        red + (other.red - red) * share,
        green + (other.green - green) * share,
        blue + (other.blue - blue) * share);
  }
}
