package org.encodertraces.world;

/**
 * The light of a scene: one source far away, and what comes from all around.
 *
 * @param x toward the source, a unit vector with {@code y} and {@code z}
 * @param source what it adds to a white surface that faces it
 * @param zenith light from above
 * @param horizon light from the sides
 * @param sharpness of shadows: one over the tangent of the source's half width
 * @param exposure value at ISO 100 of a white card's half: how bright the scene is in absolute
 *     terms
 * @param words for captions: {@code in low light}
 */
record Light(
    double x,
    double y,
    double z,
    Tint source,
    Tint zenith,
    Tint horizon,
    double sharpness,
    double exposure,
    String words) {

  /** Light from all around onto a surface whose normal has this height. */
  void ambient(double normalY, Tint ground, double factor, Texel albedo) {
    double up = 0.5 + 0.5 * normalY;
    double red = ground.red() + (0.55 * zenith.red() + 0.45 * horizon.red() - ground.red()) * up;
    double green =
        ground.green() + (0.55 * zenith.green() + 0.45 * horizon.green() - ground.green()) * up;
    double blue =
        ground.blue() + (0.55 * zenith.blue() + 0.45 * horizon.blue() - ground.blue()) * up;
    albedo.red *= red * factor;
    albedo.green *= green * factor;
    albedo.blue *= blue * factor;
  }
}
