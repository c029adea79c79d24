package org.encodertraces.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.dataset.AcquisitionSplit;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.RowIds;
import org.encodertraces.embedding.Rows;
import org.encodertraces.engine.Engine;
import org.encodertraces.io.KeptParts;
import org.encodertraces.statistics.BalancedAccuracy;
import org.encodertraces.statistics.OwnerRelabeling;

/**
 * Predicts an acquisition attribute (camera make, ISO …) from embeddings (paper, section 4;
 * protocol, section 4): tunes on the split file's train and val, trains once on both, tests on
 * test.
 */
public final class AcquisitionProbe {

  /** The study's seed of the one final run. */
  private static final long SEED = 42;

  /** Relabelings that are drawn, so that p resolves the level of a page of very many claims. */
  private static final int MOST_RELABELINGS = 99_999;

  /** Fewer for very many test photos, whose labels all move in each. */
  private static final int LABELS_MOVED = 1_000_000_000;

  /**
   * What came out.
   *
   * @param reading of the test photos, one run
   * @param relabeling the test of the reading, by dealing labels anew among owners or within them
   * @param owners of the test photos; a photo of an unknown owner counts as one of its own
   * @param trainPhotos in the final training: train and val
   */
  public record Outcome(
      AcquisitionSplit split,
      Reading reading,
      OwnerRelabeling relabeling,
      int owners,
      Setting best,
      List<Setting> trials,
      int trainPhotos,
      int testPhotos) {}

  private AcquisitionProbe() {}

  /**
   * Runs the probe.
   *
   * @param table with the photos' embeddings
   * @param ids of its rows
   * @param owners who took a photo, by its id; of those that are not there every one counts as of
   *     an owner of its own
   * @throws InputException when the split names photos that the file lacks, counting them, or
   *     nothing tells which row is which photo
   */
  public static Outcome run(
      EmbeddingTable table,
      RowIds ids,
      AcquisitionSplit split,
      Map<String, String> owners,
      Classifier classifier,
      Engine engine)
      throws InterruptedException {
    Rows matrix = table.rows();
    if (!ids.known()) {
      throw new InputException(
          matrix.file()
              + ": has no \"Flickr ID\", and no list of photos lies beside it; nothing tells"
              + " which row is which photo");
    }
    int classes = split.classes().size();
    LabeledRows train = rows(matrix, ids, split, split.train(), classes);
    LabeledRows val = rows(matrix, ids, split, split.val(), classes);
    LabeledRows test = rows(matrix, ids, split, split.test(), classes);
    LinearProbe probe = new LinearProbe(classifier, engine, KeptParts.none());
    try (Progress.Task task =
        engine
            .progress()
            .start(
                "probe " + split.attribute(), LinearProbe.TUNING_UNITS + LinearProbe.RUN_UNITS)) {
      List<Setting> trials = new ArrayList<>();
      Optional<Setting> given = probe.given();
      if (given.isPresent()) {
        task.find(LinearProbe.TUNING_UNITS);
      } else {
        trials.addAll(probe.tune("plain", train, val, SEED, task));
      }
      Setting best = given.orElseGet(() -> LinearProbe.best(trials, matrix.file().toString()));
      LabeledRows both = rows(matrix, ids, split, split.train().and(split.val()), classes);
      LinearProbe.Fitted fitted = probe.fit(both, best, SEED, 1, task);
      ReadingTally tally = new ReadingTally(test, matrix.count(), 1);
      tally.add(0, probe.read(fitted, test));
      int[] read = tally.read(0);
      int[] groups = groups(split.test().ids(), owners);
      double[] right = new double[read.length];
      Arrays.setAll(right, row -> read[row] == test.label(row) ? 1 : 0);
      int[] labels = split.test().labels();
      BalancedAccuracy balanced = BalancedAccuracy.of(labels, right, groups, classes);
      int relabelings = Math.min(MOST_RELABELINGS, Math.max(999, LABELS_MOVED / read.length));
      return new Outcome(
          split,
          tally.reading(balanced.interval().scaled(100)),
          OwnerRelabeling.of(labels, read, groups, classes, relabelings, SEED),
          (int) Arrays.stream(groups).distinct().count(),
          fitted.setting(),
          trials,
          both.count(),
          test.count());
    }
  }

  /** A number for each photo, alike for photos of one owner and for a photo that is there twice. */
  private static int[] groups(List<String> ids, Map<String, String> owners) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] groups = new int[ids.size()];
    for (int i = 0; i < groups.length; i++) {
      String id = ids.get(i);
      String group = owners.containsKey(id) ? "owner " + owners.get(id) : "photo " + id;
      groups[i] = numbers.computeIfAbsent(group, name -> numbers.size());
    }
    return groups;
  }

  private static LabeledRows rows(
      Rows matrix, RowIds ids, AcquisitionSplit split, AcquisitionSplit.Part part, int classes) {
    List<String> missing = part.ids().stream().filter(id -> ids.row(id).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: lacks %d of the %d photos that %s names, the first is %s (class %s)"
              .formatted(
                  matrix.file(),
                  missing.size(),
                  part.ids().size(),
                  split.origin(),
                  missing.get(0),
                  split.classes().get(part.labels()[part.ids().indexOf(missing.get(0))])));
    }
    int[] rows = part.ids().stream().mapToInt(id -> ids.row(id).orElseThrow()).toArray();
    return LabeledRows.of(matrix, rows, part.labels(), classes);
  }
}
