package org.encodertraces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.encodertraces.Forecast.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow

  @Test
  void ofWorkOfWhichNothingIsKnownItSaysNothingUntilSomeIsDone() {
    Forecast forecast = Forecast.ofOnePart(now::get);
    assertThat(forecast.left()).isEmpty();
    forecast.begin(0, 100);
    pass(10);
    assertThat(forecast.left()).isEmpty();

    forecast.step(1); // 1 %: too little to judge by
    assertThat(forecast.left()).isEmpty();
    forecast.step(4);

    assertThat(left(forecast)).isEqualTo(190); // 2 s each, 95 to go
    pass(10);
    forecast.step(15);
    assertThat(left(forecast)).isEqualTo(80); // faster since
    forecast.step(80);
    assertThat(left(forecast)).isZero();
  }

  @Test
  void aBurstAtTheStartIsNoMeasure() {
    Forecast forecast = Forecast.ofOnePart(now::get);
    forecast.begin(0, 100);
    pass(0.2);
    forecast.step(50);
    assertThat(forecast.left()).isEmpty();
    pass(0.8);
    assertThat(left(forecast)).isEqualTo(1);
  }

  /** A run that goes on after a kill: what it finds is no measure of what it must still do. */
  @Test
  void whatAnEarlierRunDidTellsNothingOfTheSpeed() {
    Forecast forecast = Forecast.ofOnePart(now::get);
    forecast.begin(0, 1000);
    forecast.find(900);
    pass(5);
    assertThat(forecast.left()).isEmpty();
    forecast.step(10);
    assertThat(left(forecast)).isEqualTo(45);
  }

  @Test
  void partsAheadAreExpectedAsFarOffAsPartsOfTheirKindWere() {
    Forecast forecast =
        new Forecast(
            List.of(
                Part.ofWork("pictures", 40),
                Part.ofSeconds("probe", 10),
                Part.ofWork("pictures", 20),
                Part.ofSeconds("probe", 20)),
            now::get);
    assertThat(forecast.left()).isEmpty();
    forecast.begin(0, 10);
    pass(3);
    forecast.step(5);
    // Half of the first in 3 s; the third is half as much of the same.
    assertThat(left(forecast)).isEqualTo(3 + 10 + 3 + 20);
    pass(3);
    forecast.step(5);
    forecast.begin(1, 4);
    assertThat(left(forecast)).isEqualTo(10 + 3 + 20);
    pass(4);
    assertThat(left(forecast)).isEqualTo(6 + 3 + 20); // by expectation
    pass(6);
    forecast.step(2);
    assertThat(left(forecast)).isEqualTo(10 + 3 + 40); // by its own speed, half of what was thought
    pass(20);
    forecast.step(2);
    forecast.end();
    assertThat(left(forecast)).isEqualTo(3 + 60); // it took three times as long
    forecast.begin(2, 1);
    pass(9);
    assertThat(left(forecast)).isEqualTo(60); // later than expected, and never below nothing
    forecast.step(1);
    forecast.begin(3, 1);
    assertThat(left(forecast)).isEqualTo(60);
    pass(60);
    forecast.step(1);
    assertThat(left(forecast)).isZero();
    assertThat(forecast.spent()).isEqualTo(Duration.ofSeconds(6 + 30 + 9 + 60));
  }

  @Test
  void aPartThatIsLeftOutCountsNoMore() {
    Forecast forecast =
        new Forecast(
            List.of(Part.ofSeconds("a", 5), Part.ofSeconds("b", 50), Part.ofSeconds("c", 500)),
            now::get);
    assertThat(left(forecast)).isEqualTo(555);
    forecast.begin(2, 10);
    assertThat(left(forecast)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "0, a few seconds",
    "4, a few seconds",
    "7, about 7 s",
    "34, about 30 s",
    "54, about 50 s",
    "58, about 1 min",
    "150, about 3 min",
    "1260, about 20 min",
    "1400, about 25 min",
    "3599, about 1 h",
    "4600, about 1 h 20 min",
    "90000, about 25 h",
  })
  void aTimeIsSaidNoMoreExactlyThanItIsKnown(long seconds, String words) {
    assertThat(Forecast.words(Duration.ofSeconds(seconds))).isEqualTo(words);
  }

  private static double left(Forecast forecast) {
    Optional<Duration> left = forecast.left();
    assertThat(left).isPresent();
    return left.orElseThrow().toMillis() / 1000.0;
  }

  private void pass(double seconds) {
    now.addAndGet((long) (seconds * 1e9));
  }
}
