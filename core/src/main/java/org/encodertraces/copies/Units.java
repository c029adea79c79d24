package org.encodertraces.copies;

/**
 * One threshold in the units of those who use it, from a cosine of four decimals.
 *
 * @param cosine of the two
 * @param cosineDistance 1 - cosine: pgvector's {@code <=>}, immich, chroma, scikit-learn
 * @param innerProduct of vectors of length 1: faiss's IndexFlatIP
 * @param squaredL2 of vectors of length 1, 2 - 2 cosine: faiss's IndexFlatL2
 * @param angular the length of their difference, √(2 - 2 cosine): annoy
 * @param percent 100 times the cosine
 */
public record Units(
    double cosine,
    double cosineDistance,
    double innerProduct,
    double squaredL2,
    double angular,
    double percent) {

  private static final double STEPS = 10_000;

  /** A cosine that is four decimals but for its rounding to float32 stays what it is. */
  private static final double ROUNDING = 1e-3;

  /** Of a cosine that copies are kept by: rounded down, so that it keeps what it promises. */
  public static Units of(double cosine) {
    return ofSteps(Math.floor(cosine * STEPS + ROUNDING));
  }

  /** Of a cosine that strangers are kept out by: rounded up, so that it lets pass no more. */
  public static Units atLeast(double cosine) {
    return ofSteps(Math.ceil(cosine * STEPS - ROUNDING));
  }

  private static Units ofSteps(double steps) {
    double rounded = steps / STEPS;
    double distance = (STEPS - steps) / STEPS;
    return new Units(
        rounded, distance, rounded, 2 * distance, Math.sqrt(2 * distance), steps / 100);
  }
}
