package org.encodertraces.copies;

/**
 * Where a threshold loses as large a share of the copies as it lets pass of the strangers: of the
 * two thresholds around that point the one whose larger error is the smaller.
 *
 * @param share mean of the two errors there, 0 … 1
 * @param bin of the threshold
 */
record EqualError(double share, int bin) {

  static EqualError of(CosineCounts copies, CosineCounts strangers) {
    double lost = 1;
    double passing = 0;
    EqualError best = new EqualError(0.5, CosineCounts.bin(1));
    double least = Double.POSITIVE_INFINITY;
    for (int bin = CosineCounts.BINS - 1; bin >= 0; bin--) {
      if (copies.count(bin) + strangers.count(bin) > 0) {
        lost -= (double) copies.count(bin) / copies.total();
        passing += (double) strangers.count(bin) / strangers.total();
        double worse = Math.max(lost, passing);
        if (worse < least) {
          least = worse;
          best = new EqualError(Math.max(0, Math.min(1, (lost + passing) / 2)), bin);
        }
      }
    }
    return best;
  }

  double cosine() {
    return CosineCounts.edge(bin);
  }
}
