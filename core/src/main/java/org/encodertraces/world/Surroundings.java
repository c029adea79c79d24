package org.encodertraces.world;

/** Where a scene is: ground at height 0, perhaps a wall behind, and what is seen beyond. */
interface Surroundings {

  /** The ground at a point, with what its height does to the light (1 for none) as the return. */
  double ground(double x, double z, double footprint, Texel out);

  /** How high grass or sand stands before what is set down on the ground, at a point. */
  default double grown(double x, double z) {
    return 0;
  }

  /** What the ground looks like from afar, as light from below. */
  Tint groundTint();

  /** How far the ground reaches; beyond is {@link #backdrop}. */
  default double edge(double x) {
    return 1e9;
  }

  /** Where the wall stands; there is none at infinity. */
  default double wall() {
    return Double.POSITIVE_INFINITY;
  }

  /** The wall at a point; returns as {@link #ground}. */
  default double wall(double x, double y, double footprint, Texel out) {
    throw new IllegalStateException("no wall");
  }

  /** Light from a direction that meets nothing. */
  void backdrop(double dx, double dy, double dz, Texel out);

  /** What a glossy surface mirrors: {@link #backdrop} without its details. */
  void mirrored(double dx, double dy, double dz, Texel out);

  /** Share of the source's light that passes leaves, clouds or a window, at a point. */
  default double passes(double x, double y, double z) {
    return 1;
  }

  /** Haze before what is {@code distance} away. */
  default void haze(double distance, Texel out) {}

  /** What the ground is, for captions: {@code on wood}. */
  String words();
}
