package org.encodertraces.camera;

/**
 * Light becomes numbers: mosaic, the pixels' own responses, photons, full well, read noise and
 * offsets, pedestal, conversion and clipping.
 */
final class SensorReadout {

  private SensorReadout() {}

  /**
   * Reads a sensor.
   *
   * @param planes signal that each color would give everywhere, 1 for full scale
   * @param noise draws of this one shot
   */
  static Mosaic read(
      Camera camera, Planes planes, SensorPattern pattern, NoiseModel model, Draws noise) {
    Camera.Sensor sensor = camera.sensor();
    int width = planes.width();
    int height = planes.height();
    double well = 1 / sensor.shotNoise();
    double gain = model.shot();
    double read = Math.sqrt(model.read());
    int white = sensor.white();
    int black = sensor.blackLevel();
    char[] values = new char[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        double response = 1 + sensor.responsePattern() * pattern.responses()[at];
        double offset = sensor.offsetPattern() * pattern.offsets()[at];
        double light = planes.plane(Mosaic.channel(x, y))[at];
        double electrons = Math.min(well, noise.poisson(light * response / gain));
        double signal = electrons * gain + offset + read * noise.normal();
        double value = Math.rint(black + signal * (white - black));
        values[at] = (char) Math.max(0, Math.min(white, value));
      }
    }
    return new Mosaic(width, height, values, black, white);
  }
}
