package org.encodertraces.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A task of a search: some units of queries times some blocks of training rows.
 *
 * <p>How they are cut changes no list. More units a task normalize each block for fewer tasks; more
 * block ranges leave fewer cores idle, and send every unit's lists as often.
 */
record Cut(int firstUnit, int units, int firstBlock, int blocks) implements Serializable {

  /** At most: a task's queries and lists are then some tens of megabytes. */
  private static final int UNITS_A_TASK = 8;

  /** So that a slow task at the end costs little. */
  private static final int TASKS_A_CORE = 3;

  /** All units times all blocks. */
  static List<Cut> all(int units, int blocks, int cores) {
    int groups = (units + UNITS_A_TASK - 1) / UNITS_A_TASK;
    int wanted = (TASKS_A_CORE * cores + groups - 1) / groups;
    int ranges = Math.max(1, Math.min(blocks, wanted));
    List<Cut> cuts = new ArrayList<>();
    for (int range = 0; range < ranges; range++) {
      int from = (int) ((long) blocks * range / ranges);
      int to = (int) ((long) blocks * (range + 1) / ranges);
      for (int first = 0; first < units; first += UNITS_A_TASK) {
        cuts.add(new Cut(first, Math.min(UNITS_A_TASK, units - first), from, to - from));
      }
    }
    return cuts;
  }
}
