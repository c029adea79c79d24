package org.encodertraces.spark;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.InputException;

/** What Spark says of a job that ended, in the words of those commands that run without it. */
final class Faults {

  /** How Spark's report of a lost task ends, before the stack trace. */
  private static final Pattern LAST =
      Pattern.compile("most recent failure: (.*?)(?:\\R|$)", Pattern.DOTALL);

  private static final Pattern OWN =
      Pattern.compile("org\\.encodertraces\\.(InputException|UsageException): (.*)");

  /** 52 is Spark's own for a heap that is full; 137 and 9 are a process that the system killed. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "OutOfMemoryError|[Ee]xit(ed with)? (code|status) (52|137)|signal 9|SIGKILL",
          Pattern.DOTALL);

  /** As Linux, its quotas, and Windows say it. */
  private static final Pattern FULL_DISK =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|There is not enough space on the disk");

  /** The scheduler's last word, once the master has removed the application. */
  private static final Pattern STOPPED =
      Pattern.compile("stopped SparkContext|SparkContext (was shut down|has been shut ?down)");

  private Faults() {}

  /** Throws what a command reports: the input's faults, the file system's, or Spark's. */
  static IOException of(Throwable ended) {
    for (Throwable cause = ended; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException input) {
        throw input;
      }
      if (cause instanceof FileSystemException file) {
        return file;
      }
    }
    String message = String.valueOf(ended.getMessage());
    Matcher last = LAST.matcher(message);
    String said = last.find() ? last.group(1) : message.lines().findFirst().orElse(message);
    Matcher own = OWN.matcher(said);
    if (own.find()) {
      throw new InputException(own.group(2), ended);
    }
    String all = messages(ended);
    if (FULL_DISK.matcher(all).find()) {
      return new IOException(
          "a disk is full, the driver's, an executor's (spark.local.dir) or the one written to;"
              + " what was finished is kept, make room and start it again: "
              + line(all, FULL_DISK),
          ended);
    }
    if (OUT_OF_MEMORY.matcher(all).find()) {
      return new IOException(
          "an executor ran out of memory, or was killed, each time the same work was tried; give"
              + " executors more (spark.executor.memory) or fewer cores (spark.executor.cores);"
              + " what was finished is kept, start it again: "
              + said,
          ended);
    }
    if (STOPPED.matcher(message).find()) {
      return new IOException(
          "Spark's cluster ended the application: its master could not be reached, or no executor"
              + " started (the logs of master and workers tell why); what was finished is kept,"
              + " start it again",
          ended);
    }
    return new IOException("Spark gave up: " + said, ended);
  }

  /** Those of all causes: Spark's own often says no more than which task it was. */
  private static String messages(Throwable ended) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = ended; cause != null; cause = cause.getCause()) {
      all.append(cause).append('\n');
    }
    return all.toString();
  }

  /** The line where something stands, without the name of the exception. */
  private static String line(String text, Pattern what) {
    String found = text.lines().filter(one -> what.matcher(one).find()).findFirst().orElse("");
    Matcher last = LAST.matcher(found);
    return last.find() ? last.group(1) : found;
  }
}
