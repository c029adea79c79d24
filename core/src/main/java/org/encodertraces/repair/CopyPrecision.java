package org.encodertraces.repair;

import java.util.Arrays;

/**
 * Mean average precision of finding copies, pooled over all queries (µAP; F. Perronnin, Y. Liu,
 * J.-M. Renders, CVPR 2009): all pairs of a query and a gallery photo in one list by cosine, the
 * pairs of a photo with itself being right. With all photos and without each one.
 *
 * <p>Precision at a right pair counts wrong pairs of equal cosine as before it.
 */
final class CopyPrecision {

  private final int firstQuery;
  private final int photos;
  private final int queries;

  /** Cosines of the right pairs, descending, and the query photo of each. */
  private final float[] right;

  private final int[] owners;

  /** [right + 1] wrong pairs by the first right pair that they stand before. */
  private final long[] wrong;

  /** [queries][right + 1] the same of those pairs that a photo is in. */
  private final int[][] wrongOf;

  CopyPrecision(HeldVectors vectors, int firstQuery, int[] drawn) {
    this.firstQuery = firstQuery;
    photos = vectors.photos();
    queries = photos - firstQuery;
    int d = vectors.dimension();
    int processings = vectors.processings();
    int count = queries * (processings - 1);
    long[] sorted = new long[count];
    float[] own = new float[d];
    float[] copy = new float[d];
    int at = 0;
    for (int query = 0; query < queries; query++) {
      int photo = firstQuery + query;
      vectors.read(photo, drawn[photo], copy, 0);
      for (int p = 0; p < processings; p++) {
        if (p != drawn[photo]) {
          vectors.read(photo, p, own, 0);
          double cosine = 0;
          for (int i = 0; i < d; i++) {
            cosine += (double) own[i] * copy[i];
          }
          sorted[at++] = (long) ~ordered((float) cosine) << 32 | query;
        }
      }
    }
    Arrays.sort(sorted);
    right = new float[count];
    owners = new int[count];
    for (int i = 0; i < count; i++) {
      right[i] = Float.intBitsToFloat(ordered(~(int) (sorted[i] >> 32)));
      owners[i] = (int) sorted[i];
    }
    wrong = new long[count + 1];
    wrongOf = new int[queries][count + 1];
  }

  /** Bits that are ordered as their floats are; the same again gives the bits back. */
  private static int ordered(float value) {
    return ordered(Float.floatToRawIntBits(value));
  }

  private static int ordered(int bits) {
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }

  /** Takes the cosines of a query with every gallery photo. */
  void add(int query, float[] cosines, int from) {
    int own = firstQuery + query;
    float lowest = right[right.length - 1];
    for (int photo = 0; photo < photos; photo++) {
      float cosine = cosines[from + photo];
      if (photo != own && cosine >= lowest) {
        int place = firstAtMost(cosine);
        wrong[place]++;
        wrongOf[query][place]++;
        if (photo >= firstQuery) {
          wrongOf[photo - firstQuery][place]++;
        }
      }
    }
  }

  /** The first right pair whose cosine is at most this. */
  private int firstAtMost(float cosine) {
    int low = 0;
    int high = right.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (right[middle] <= cosine) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** µAP, 0 … 1. */
  double value() {
    return without(-1);
  }

  /** The same without one of the query photos, as a query and in the gallery; of -1, with all. */
  double without(int query) {
    long before = 0;
    int found = 0;
    double sum = 0;
    for (int i = 0; i < right.length; i++) {
      before += wrong[i] - (query < 0 ? 0 : wrongOf[query][i]);
      if (owners[i] != query) {
        found++;
        sum += found / (double) (found + before);
      }
    }
    return found == 0 ? 0 : sum / found;
  }
}
