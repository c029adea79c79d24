package org.encodertraces.world;

import java.util.Locale;
import org.encodertraces.random.NumpyGenerator;

/** What stands in the middle of a scene. */
public enum ObjectShape {
  BALL(false) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.ball(random);
    }
  },
  CUBE(true) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.cube(random);
    }
  },
  TORUS(true) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.torus(random);
    }
  },
  MUG(false) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.mug(random);
    }
  },
  BOTTLE(false) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.bottle(random);
    }
  },
  MUSHROOM(false) {
    @Override
    Solid solid(NumpyGenerator random) {
      return Solid.mushroom(random);
    }
  };

  private final boolean topples;

  ObjectShape(boolean topples) {
    this.topples = topples;
  }

  /** Draws the proportions. */
  abstract Solid solid(NumpyGenerator random);

  /** Whether it may lie or lean any way; the others stand upright. */
  boolean topples() {
    return topples;
  }

  /** The word in captions: {@code torus}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
