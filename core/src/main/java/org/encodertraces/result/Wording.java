package org.encodertraces.result;

/** Help of values that several experiments ask for: each is worded once. */
public final class Wording {

  public static final String PARAMETER =
      "jpeg, sharpening, resizing, interpolation; messenger, social, thumbnail, webp, screenshot,"
          + " scan, edit; or one of your own.";

  public static final String DROP_BAD_ROWS =
      "Leave photos out whose embedding holds NaN, infinities or only zeros.";

  public static final String QUERIES =
      "Rows of validation photos, from 0, or their ids in the .photos.csv beside the embeddings."
          + " Default: four, spread evenly.";

  public static final String QUERY_PROCESSING =
      "The queries' processing. Default: the parameter's first.";

  private Wording() {}
}
