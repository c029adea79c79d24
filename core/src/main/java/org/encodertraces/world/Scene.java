package org.encodertraces.world;

import java.util.List;
import org.encodertraces.image.LinearImage;

/** One scene: what it shows in words, how bright it is, and its picture at any size. */
public final class Scene {

  private final int index;
  private final SceneClass sceneClass;
  private final String caption;
  private final Light light;
  private final Surroundings surroundings;
  private final List<Body> bodies;
  private final Viewpoint viewpoint;

  Scene(
      int index,
      SceneClass sceneClass,
      String caption,
      Light light,
      Surroundings surroundings,
      List<Body> bodies,
      Viewpoint viewpoint) {
    this.index = index;
    this.sceneClass = sceneClass;
    this.caption = caption;
    this.light = light;
    this.surroundings = surroundings;
    this.bodies = List.copyOf(bodies);
    this.viewpoint = viewpoint;
  }

  /** Where the viewer stands, how far down it looks and how much it sees. */
  record Viewpoint(double x, double y, double z, double down, double aside, double focal) {}

  /** The number it was drawn by. */
  public int index() {
    return index;
  }

  /** The content class. */
  public SceneClass sceneClass() {
    return sceneClass;
  }

  /** All that was drawn, in words: {@code a striped red torus on wood in low light}. */
  public String caption() {
    return caption;
  }

  /**
   * How bright it is, as the exposure value at ISO 100 of a gray card in its full light: 15 in
   * bright sun, 5 in a room in the evening.
   */
  public double exposureValue() {
    return light.exposure();
  }

  /**
   * The light that each of {@code size} x {@code size} pixels gets, 1 that of a white surface in
   * full light. Each is the mean over its own square.
   */
  public LinearImage render(int size) {
    return new Renderer(light, surroundings, bodies, viewpoint, size).render();
  }
}
