package org.encodertraces.encoder;

import org.encodertraces.encoder.EncoderCheck.Level;

/** One look at an encoder: what was measured, and how bad that is. */
sealed interface Look {

  /** Relative difference between alone and in a batch above which something is wrong. */
  double BATCH_TOLERANCE = 1e-3;

  /** Cosine of unrelated pictures above which an embedding tells nothing apart. */
  double CONSTANT = 0.999_999;

  /** How bad it is; most looks only tell. */
  default Level level() {
    return Level.FINE;
  }

  /** What the network's file says of its inputs and outputs. */
  record Signature(String text) implements Look {}

  /** What the card says of the pictures' way into the network. */
  record Transform(String text) implements Look {}

  /** How many values an embedding has. */
  record Width(int values) implements Look {}

  /** A width that is {@code tokens} times {@code each}, as no pooled embedding's is. */
  record Tokens(int values, int tokens, int each) implements Look {

    @Override
    public Level level() {
      return Level.NOTE;
    }
  }

  /** The embedding of the picture of this number holds NaN or infinity. */
  record NotFinite(int picture) implements Look {

    @Override
    public Level level() {
      return Level.BAD;
    }
  }

  /** The embedding of the picture of this number has no direction. */
  record Zeros(int picture) implements Look {

    @Override
    public Level level() {
      return Level.BAD;
    }
  }

  /** All so many values are finite. */
  record Finite(long values) implements Look {}

  /** The same batch twice. */
  record Repeated(boolean same) implements Look {

    @Override
    public Level level() {
      return same ? Level.FINE : Level.BAD;
    }
  }

  /**
   * A picture alone and in a batch.
   *
   * @param worst difference of all pictures, in lengths of the embedding
   */
  record AloneAndInBatch(double worst) implements Look {

    @Override
    public Level level() {
      return worst > BATCH_TOLERANCE ? Level.BAD : Level.FINE;
    }
  }

  /**
   * Different pictures.
   *
   * @param least cosine of the first to another
   */
  record Different(double least) implements Look {

    @Override
    public Level level() {
      return least > CONSTANT ? Level.BAD : Level.FINE;
    }
  }

  /** Cosines of unrelated pictures. */
  record Floor(double median, double least, double most) implements Look {}

  /** Lengths of embeddings. */
  record Lengths(double shortest, double longest) implements Look {

    boolean areOne() {
      return Math.abs(shortest - 1) < 1e-3 && Math.abs(longest - 1) < 1e-3;
    }
  }

  /**
   * What a mistake in the transform would do.
   *
   * @param cosine of a picture's embedding with it to the one without, their mean
   */
  record Mistaken(String mistake, double cosine) implements Look {

    boolean matters() {
      return cosine < 1 - 1e-6;
    }
  }
}
