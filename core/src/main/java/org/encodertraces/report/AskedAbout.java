package org.encodertraces.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.encodertraces.result.ProbeResult;
import org.encodertraces.result.ResultHeader;
import org.encodertraces.result.TraceResult;

/**
 * The encoders that a page was made to tell of. Those of a user or of the study are; a built-in one
 * is a control beside them. Where all are built-in, those are that someone asked for: by the
 * command that made them, or as the one whose probes were repeated on random splits, which is done
 * for no control; and all of them where nobody asked for one.
 *
 * @param areAll whether no encoder of the page is a control
 */
record AskedAbout(Set<String> encoders, boolean areAll) {

  private static final String BUILT_IN = "built-in";

  static AskedAbout of(List<TraceResult> results) {
    Set<String> all = ids(results, result -> true);
    Set<String> asked = ids(results, result -> !isBuiltIn(result.header()));
    if (asked.isEmpty()) {
      asked = ids(results, result -> isNamed(result.header()) || isSplit(result));
    }
    return asked.isEmpty()
        ? new AskedAbout(all, true)
        : new AskedAbout(asked, asked.size() == all.size());
  }

  private static Set<String> ids(List<TraceResult> results, Predicate<TraceResult> which) {
    return results.stream()
        .filter(which)
        .map(result -> result.header().encoder())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isNamed(ResultHeader header) {
    String command = " " + header.provenance().command() + " ";
    return command.contains(" --encoder " + header.encoder() + " ")
        || command.contains(" --encoder=" + header.encoder() + " ");
  }

  private static boolean isSplit(TraceResult result) {
    return result instanceof ProbeResult probe && probe.splits() != null;
  }

  static boolean isBuiltIn(ResultHeader header) {
    return header.category().equals(BUILT_IN);
  }

  /** Whether an encoder stands on the page for comparison alone. */
  boolean isControl(ResultHeader header) {
    return !encoders.contains(header.encoder());
  }

  /** The category that a result is shown under: a built-in encoder is asked about, or a control. */
  String category(ResultHeader header) {
    return isBuiltIn(header) && !areAll && !isControl(header) ? "asked" : header.category();
  }
}
