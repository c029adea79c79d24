package org.encodertraces.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.encodertraces.UsageException;
import org.encodertraces.io.TableFormat;

/** What {@code --out} says of a file, looked at before any work. */
final class OutputFile {

  private OutputFile() {}

  /** The form that the ending of a table's name chooses. */
  static TableFormat table(Path out) {
    require(out, TableFormat.endings());
    return TableFormat.of(out).orElseThrow();
  }

  /**
   * Refuses a name without one of these endings: a reader would take the file for what it is not.
   */
  static void require(Path out, List<String> endings) {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    if (endings.stream().noneMatch(name::endsWith)) {
      throw new UsageException(
          "--out %s: expected a name that ends in %s".formatted(out, String.join(" or ", endings)));
    }
    if (Files.isDirectory(out)) {
      throw new UsageException("--out %s: is a folder; expected a file".formatted(out));
    }
  }
}
