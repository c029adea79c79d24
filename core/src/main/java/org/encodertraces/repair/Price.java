package org.encodertraces.repair;

import java.util.Locale;
import org.encodertraces.statistics.DifferenceInterval;
import org.encodertraces.statistics.Figure;
import org.encodertraces.statistics.Interval;

/**
 * What a repair costs in content, in words that do not call a gain a price, nor a change a loss
 * that the test photos cannot tell from none.
 *
 * @param what is read of content
 * @param from [photos] whether a photo was read rightly before: 0 or 1
 * @param to [photos] the same after
 */
record Price(String what, double[] from, double[] to) {

  /** Half a sentence; the vectors' moves follow it. */
  String words() {
    Interval change = DifferenceInterval.of(from, to, 1).scaled(100);
    double before = 100 * Figure.mean(from);
    double after = 100 * Figure.mean(to);
    String figures =
        String.format(
            Locale.ROOT,
            "from %.1f to %.1f %% (%s points, 95 %%: %s to %s)",
            before,
            after,
            signed(after - before),
            signed(change.low()),
            signed(change.high()));
    if (change.high() < 0) {
      return "The price: %s fall %s, ".formatted(what, figures);
    }
    if (change.low() > 0) {
      return "No price in content: %s rise %s, but ".formatted(what, figures);
    }
    return "The price in content is none that %,d photos could show: %s %s %s, but "
        .formatted(from.length, what, after == before ? "stay," : "go", figures);
  }

  private static String signed(double points) {
    // Adding 0 makes of -0.0 what has no sign.
    return String.format(Locale.ROOT, "%+.1f", Math.round(10 * points) / 10.0 + 0.0);
  }
}
