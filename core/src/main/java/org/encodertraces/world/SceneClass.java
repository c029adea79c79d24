package org.encodertraces.world;

import java.util.Arrays;
import java.util.List;

/** A content class: an object in a place. */
public record SceneClass(ObjectShape shape, Place place) {

  private static final List<SceneClass> ALL =
      Arrays.stream(ObjectShape.values())
          .flatMap(
              shape -> Arrays.stream(Place.values()).map(place -> new SceneClass(shape, place)))
          .toList();

  /** All 24; the scene of index i has class i mod 24. */
  public static List<SceneClass> all() {
    return ALL;
  }

  /** The folder's name: {@code torus-table}. */
  public String name() {
    return shape.word() + "-" + place.word();
  }

  /** What the class is made of and nothing else: {@code a torus on a table}. */
  public String caption() {
    return "a " + shape.word() + " " + place.words();
  }
}
