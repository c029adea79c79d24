package org.encodertraces.study;

import java.util.Optional;

/**
 * What lies in a plan's folder.
 *
 * @param planFile the name of the plan's file, where it has one of its own
 * @param holds what else
 */
public record StudyForm(Optional<String> planFile, Holds holds) {

  /** What a plan shares its folder with. */
  public enum Holds {
    /** Results and their page. */
    RESULTS,
    /** Results, beside those of other plans. */
    PART,
    /** The table of a repair, and maps. */
    TABLE
  }

  /** {@code plan.json}, results and their page. */
  static final StudyForm PLAN = new StudyForm(Optional.of("plan.json"), Holds.RESULTS);

  /** {@code audit.json}, results and their page. */
  static final StudyForm AUDIT = new StudyForm(Optional.of("audit.json"), Holds.RESULTS);

  /** One table, {@code repair.json}, which tells its plan, maps and a page. */
  static final StudyForm REPAIR = new StudyForm(Optional.empty(), Holds.TABLE);

  /**
   * One of several plans of a folder: {@code PART.json}, and its results among the others'. Whoever
   * runs them all writes their page.
   */
  static StudyForm part(String part) {
    return new StudyForm(Optional.of(part + ".json"), Holds.PART);
  }

  boolean isPart() {
    return holds == Holds.PART;
  }

  boolean isTable() {
    return holds == Holds.TABLE;
  }

  /** The name of the list of photos that could not be read. */
  String skippedFile() {
    return isPart()
        ? planFile.orElseThrow().replaceFirst("\\.json$", "-skipped.csv")
        : "skipped.csv";
  }
}
