package org.encodertraces.camera;

/**
 * The tone curve, from linear light to what a screen is given: a gain in the darks that leaves
 * white where it is, sRGB's curve, a lift of the shadows, a share of an S curve; and saturation.
 */
final class Tone {

  private static final int STEPS = 4096;

  /** By the square root of light, so that the darks have as many steps as they need. */
  private final float[] curve = new float[STEPS + 2];

  private final float saturation;

  Tone(Camera.Development development) {
    saturation = (float) development.saturation();
    double gain = development.brightness();
    for (int i = 0; i < curve.length; i++) {
      double root = Math.min(1, (double) i / STEPS);
      double light = root * root;
      double bright = gain * light / (1 + (gain - 1) * light);
      double y = SrgbCurve.encode(bright);
      y = StrictMath.pow(y, 1 - development.shadows());
      y += development.contrast() * (y * y * (3 - 2 * y) - y);
      curve[i] = (float) y;
    }
  }

  void apply(Planes planes) {
    float[] red = planes.red();
    float[] green = planes.green();
    float[] blue = planes.blue();
    for (int i = 0; i < red.length; i++) {
      float r = at(red[i]);
      float g = at(green[i]);
      float b = at(blue[i]);
      float gray = 0.299f * r + 0.587f * g + 0.114f * b;
      red[i] = gray + saturation * (r - gray);
      green[i] = gray + saturation * (g - gray);
      blue[i] = gray + saturation * (b - gray);
    }
  }

  private float at(float light) {
    float place = (float) Math.sqrt(Math.max(0, Math.min(1, light))) * STEPS;
    int below = (int) place;
    return curve[below] + (curve[below + 1] - curve[below]) * (place - below);
  }
}
