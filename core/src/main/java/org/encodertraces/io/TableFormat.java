package org.encodertraces.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a table is written; the file's ending chooses. */
public enum TableFormat {
  PARQUET(".parquet", "FORMAT parquet"),
  /** With a header, as pandas reads by default; what has no value is empty. */
  CSV(".csv", "FORMAT csv, HEADER true");

  private final String ending;
  private final String copyOptions;

  TableFormat(String ending, String copyOptions) {
    this.ending = ending;
    this.copyOptions = copyOptions;
  }

  /** The form that a file's ending names, in small or capital letters. */
  public static Optional<TableFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending)).findFirst();
  }

  /** The endings that name a form, with their dots. */
  public static List<String> endings() {
    return Arrays.stream(values()).map(format -> format.ending).toList();
  }

  String copyOptions() {
    return copyOptions;
  }
}
