package org.encodertraces.flickr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadWindowTest {

  /** Whatever is split, the parts hold every second of the whole once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void splittingCoversEverySecondOnce(int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    long from = random.nextInt(0, 2_000_000_000);
    UploadWindow whole = new UploadWindow(from, from + random.nextInt(0, 5_000_000));
    Deque<UploadWindow> open = new ArrayDeque<>(List.of(whole));
    List<UploadWindow> leaves = new ArrayList<>();
    while (!open.isEmpty()) {
      UploadWindow window = open.removeFirst();
      boolean split =
          window.canSplit() && open.size() + leaves.size() < 300 && random.nextInt(0, 4) > 0;
      if (split) {
        open.addAll(window.halves());
      } else {
        leaves.add(window);
      }
    }
    leaves.sort(Comparator.comparingLong(UploadWindow::from));

    assertThat(leaves.get(0).from()).isEqualTo(whole.from());
    assertThat(leaves.get(leaves.size() - 1).to()).isEqualTo(whole.to());
    for (int i = 1; i < leaves.size(); i++) {
      assertThat(leaves.get(i).from()).isEqualTo(leaves.get(i - 1).to() + 1);
    }
    assertThat(leaves.stream().mapToLong(UploadWindow::seconds).sum()).isEqualTo(whole.seconds());
  }
}
