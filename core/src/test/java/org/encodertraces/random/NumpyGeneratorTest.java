package org.encodertraces.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.encodertraces.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NumpyGeneratorTest {

  static List<Arguments> draws() {
    List<Arguments> draws = new ArrayList<>();
    Golden.json("numpy-draws.json")
        .properties()
        .forEach(
            classes -> {
              if (classes.getKey().startsWith("choice_")) {
                int k = Integer.parseInt(classes.getKey().substring("choice_".length()));
                classes
                    .getValue()
                    .properties()
                    .forEach(
                        seed ->
                            draws.add(
                                Arguments.of(k, Long.parseLong(seed.getKey()), seed.getValue())));
              }
            });
    return draws;
  }

  @ParameterizedTest
  @MethodSource("draws")
  void choiceRepeatsNumpysDraws(int k, long seed, JsonNode expected) {
    int[] draws = new NumpyGenerator(seed).choice(k, 100_000);

    assertThat(Arrays.stream(draws).limit(40).boxed().toList())
        .isEqualTo(
            IntStream.range(0, 40)
                .map(i -> expected.get("first40").get(i).asInt())
                .boxed()
                .toList());
    assertThat(Arrays.stream(draws).asLongStream().sum())
        .isEqualTo(expected.get("sum_100000").asLong());
  }

  @Test
  void permutationHoldsEveryIndexOnce() {
    int[] order = new NumpyGenerator(7).permutation(1000);

    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(order).isEqualTo(new NumpyGenerator(7).permutation(1000));
  }

  @Test
  void aNegativeSeedIsRefusedAsNumpyDoes() {
    assertThatThrownBy(() -> new NumpyGenerator(-1)).hasMessageContaining("-1");
  }
}
