package org.encodertraces.repair;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to take traces out, controls first (docs/repair.md, "Methods"). */
public enum Method {
  /** Nothing is changed but the length: what all others are compared with. */
  IDENTITY(Kind.CONTROL),
  /** Directions drawn at random go, as many as the largest repair takes. */
  RANDOM(Kind.CONTROL),
  /**
   * Least-squares concept erasure of the directions that relabelings within photos do not reach.
   */
  LEACE(Kind.MAP),
  /** The same of all directions that are above rounding. */
  LEACE_EXACT(Kind.MAP),
  /** LEACE's kernel, with the covariance with content classes kept. */
  SPLINCE(Kind.MAP),
  /** Nuisance attribute projection: the leading directions of within-photo differences go. */
  NAP(Kind.MAP),
  /** Within-photo covariance normalization. */
  WHITEN(Kind.MAP),
  /** The mean of each processing is subtracted, which needs the processing of what is repaired. */
  MEAN(Kind.ORACLE),
  /** Mean and variance of each processing are set alike, shrunk over coordinates; needs it too. */
  COMBAT(Kind.ORACLE),
  /** Every photo goes through one fixed processing before it is embedded. */
  CANONICAL(Kind.PICTURES);

  /** What a method needs when it is used. */
  public enum Kind {
    /** One affine map, there for comparison. */
    CONTROL,
    /** One affine map. */
    MAP,
    /** The processing of each vector. */
    ORACLE,
    /** The photo, before it is embedded. */
    PICTURES
  }

  private final Kind kind;

  Method(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it needs the processing of what it repairs, which a user seldom has. */
  public boolean oracle() {
    return kind == Kind.ORACLE;
  }

  /** Whether it is one affine map, which can be stored and folded into an encoder. */
  public boolean isMap() {
    return kind == Kind.CONTROL || kind == Kind.MAP;
  }

  /** The name on the command line and in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The method of this name. */
  public static Optional<Method> named(String id) {
    return Arrays.stream(values()).filter(method -> method.id().equals(id)).findFirst();
  }
}
