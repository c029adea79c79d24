package org.encodertraces.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A recommendation's price is named for what it is. */
class PriceTest {

  private static final String WHAT = "classes of unprocessed photos by their neighbors";

  @Test
  void contentThatIsLostIsThePrice() {
    assertThat(new Price(WHAT, right(100, 90), right(100, 60)).words())
        .startsWith("The price: " + WHAT + " fall from 90.0 to 60.0 % (-30.0 points, 95 %: -")
        .endsWith("), ");
  }

  @Test
  void contentThatIsGainedIsNoPrice() {
    assertThat(new Price(WHAT, right(100, 60), right(100, 90)).words())
        .startsWith("No price in content: " + WHAT + " rise from 60.0 to 90.0 % (+30.0 points")
        .endsWith("), but ");
  }

  @Test
  void whatThePhotosCannotTellIsNeither() {
    assertThat(new Price(WHAT, right(100, 60), right(100, 61)).words())
        .startsWith(
            "The price in content is none that 100 photos could show: "
                + WHAT
                + " go from 60.0 to 61.0 % (+1.0 points, 95 %: -")
        .endsWith("), but ");
    assertThat(new Price(WHAT, right(100, 61), right(100, 60)).words())
        .startsWith("The price in content is none that 100 photos could show: ")
        .contains("go from 61.0 to 60.0 % (-1.0 points");
    assertThat(new Price(WHAT, right(100, 60), right(100, 60)).words())
        .contains("stay, from 60.0 to 60.0 % (+0.0 points");
  }

  /** The first so many of the photos are read rightly. */
  private static double[] right(int photos, int right) {
    double[] values = new double[photos];
    Arrays.fill(values, 0, right, 1);
    return values;
  }
}
