package org.encodertraces.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A uniform draw that belongs to an id and a seed alone: never to an order, a thread or a neighbor.
 *
 * <p>The first 53 bits of SHA-256({@code purpose NUL seed NUL id}, UTF-8) as a fraction, so that
 * any language can repeat it. Adding photos to a folder changes no other photo's draw.
 */
public final class StableUniform {

  private StableUniform() {}

  /**
   * The draw in [0, 1).
   *
   * @param purpose keeps draws for different uses independent of one another
   */
  public static double of(String purpose, long seed, String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((purpose + '\0' + seed + '\0' + id).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
