package org.encodertraces.camera;

/** An unsharp mask on luminance whose halos are kept within a bound. */
final class Sharpening {

  private Sharpening() {}

  static void apply(Planes planes, double amount, double radius, double halo) {
    if (amount <= 0) {
      return;
    }
    int count = planes.red().length;
    float[] gray = new float[count];
    for (int i = 0; i < count; i++) {
      gray[i] = 0.299f * planes.red()[i] + 0.587f * planes.green()[i] + 0.114f * planes.blue()[i];
    }
    float[] blurred = gray.clone();
    Blur.gaussian(blurred, planes.width(), planes.height(), radius);
    float bound = (float) halo;
    for (int i = 0; i < count; i++) {
      float more = (float) amount * (gray[i] - blurred[i]);
      float kept = Math.max(-bound, Math.min(bound, more));
      planes.red()[i] += kept;
      planes.green()[i] += kept;
      planes.blue()[i] += kept;
    }
  }
}
