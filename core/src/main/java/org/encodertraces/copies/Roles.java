package org.encodertraces.copies;

import java.util.List;
import org.encodertraces.random.StableUniform;

/**
 * What part each photo has in copy detection, by a hash of its id: a fifth is the background that
 * scores are normalized by, of the others a fifth is asked for by its copy but is no reference (a
 * query without a match), the rest is a reference and its copy a query.
 */
public final class Roles {

  /** What a photo is. */
  enum Role {
    /** Its copy is a query, and it is a reference. */
    MATCHED,
    /** Its copy is a query without a match. */
    UNMATCHED,
    /** It is neither query nor reference. */
    BACKGROUND
  }

  /** Ranks 0 to 2 of the background are averaged (SSCD: E. Pizzi et al., CVPR 2022, 5.1). */
  static final int BACKGROUND_RANKS = 3;

  private static final double SHARE = 0.2;

  private final Role[] roles;

  private Roles(Role[] roles) {
    this.roles = roles;
  }

  /** Of photos by their ids; adding photos changes no other's part. */
  public static Roles of(List<String> ids, long seed) {
    Role[] roles = new Role[ids.size()];
    for (int i = 0; i < roles.length; i++) {
      String id = ids.get(i);
      roles[i] =
          StableUniform.of("background", seed, id) < SHARE
              ? Role.BACKGROUND
              : StableUniform.of("unmatched", seed, id) < SHARE ? Role.UNMATCHED : Role.MATCHED;
    }
    return new Roles(roles);
  }

  int photos() {
    return roles.length;
  }

  boolean isReference(int photo) {
    return roles[photo] == Role.MATCHED;
  }

  /** Whether its copy asks: all but the background. */
  public boolean isQuery(int photo) {
    return roles[photo] != Role.BACKGROUND;
  }

  /** The photos of a role. */
  int[] all(Role role) {
    return java.util.stream.IntStream.range(0, roles.length)
        .filter(i -> roles[i] == role)
        .toArray();
  }
}
