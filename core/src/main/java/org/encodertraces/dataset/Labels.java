package org.encodertraces.dataset;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Classes of photos that come as text or as numbers.
 *
 * @param classes names by label
 * @param labels of the photos, in order
 */
record Labels(List<String> classes, List<Integer> labels) {

  private static final String NUMBER = "\\d{1,9}";

  /** No classes. */
  static Labels none(int photos) {
    return new Labels(
        List.of(), IntStream.range(0, photos).map(i -> Photo.NO_LABEL).boxed().toList());
  }

  /**
   * Classes from what each photo says: whole numbers are labels themselves, any other text is a
   * name, numbered in sorted order.
   *
   * @param names by label, where the data set tells them; else empty
   */
  static Labels of(List<String> values, List<String> names) {
    if (!values.stream().allMatch(value -> value.matches(NUMBER))) {
      List<String> classes = List.copyOf(new TreeSet<>(values));
      return new Labels(classes, values.stream().map(classes::indexOf).toList());
    }
    List<Integer> labels = values.stream().map(Integer::parseInt).toList();
    int classes = labels.stream().mapToInt(label -> label + 1).max().orElse(0);
    return new Labels(
        names.size() >= classes
            ? names
            : IntStream.range(0, classes)
                .mapToObj(Integer::toString)
                .collect(Collectors.toUnmodifiableList()),
        labels);
  }
}
