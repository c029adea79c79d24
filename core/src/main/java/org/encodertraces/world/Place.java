package org.encodertraces.world;

import java.util.Locale;
import org.encodertraces.random.NumpyGenerator;

/** Where an object stands. */
public enum Place {
  TABLE(true, "on a table") {
    @Override
    Surroundings draw(Light light, NumpyGenerator random) {
      return new Table(light, random);
    }
  },
  MEADOW(false, "in a meadow") {
    @Override
    Surroundings draw(Light light, NumpyGenerator random) {
      return new Meadow(light, random);
    }
  },
  BEACH(false, "at the sea") {
    @Override
    Surroundings draw(Light light, NumpyGenerator random) {
      return new Beach(light, random);
    }
  },
  COURTYARD(false, "in a courtyard") {
    @Override
    Surroundings draw(Light light, NumpyGenerator random) {
      return new Courtyard(light, random);
    }
  };

  private final boolean inside;
  private final String words;

  Place(boolean inside, String words) {
    this.inside = inside;
    this.words = words;
  }

  abstract Surroundings draw(Light light, NumpyGenerator random);

  boolean inside() {
    return inside;
  }

  /** For captions: {@code at the sea}. */
  public String words() {
    return words;
  }

  /** The word in names of classes: {@code beach}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
