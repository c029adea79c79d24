package org.encodertraces.encoder;

import java.util.List;
import java.util.Optional;
import org.encodertraces.image.RgbImage;

/**
 * Whether an encoder can be trusted with a study: the same answer twice, alone and in a batch;
 * different answers to different pictures; and how much it would matter to have its transform
 * wrong.
 *
 * <p>{@link EncoderLooks} runs it, {@link Look} judges what was seen, {@link LookWords} words it.
 */
public final class EncoderCheck {

  /** What one look found. */
  public record Finding(Level level, String text) {}

  /** How bad a finding is. */
  public enum Level {
    FINE,
    /** Worth knowing before trusting a number. */
    NOTE,
    /** Makes the encoder unusable. */
    BAD
  }

  private EncoderCheck() {}

  /**
   * Checks an encoder on some pictures of different things.
   *
   * @param pictures four or more
   */
  public static List<Finding> run(Encoder encoder, List<RgbImage> pictures) {
    return EncoderLooks.all(encoder, pictures).stream()
        .map(look -> new Finding(look.level(), LookWords.of(look)))
        .toList();
  }

  /**
   * The part of the check that decides whether an encoder can be used at all.
   *
   * @param pictures four or more
   * @return the first thing that makes it unusable
   */
  static Optional<String> whatIsWrong(Encoder encoder, List<RgbImage> pictures) {
    return EncoderLooks.basics(encoder, pictures).stream()
        .filter(look -> look.level() == Level.BAD)
        .map(LookWords::of)
        .findFirst();
  }
}
