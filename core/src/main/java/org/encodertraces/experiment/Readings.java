package org.encodertraces.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.encodertraces.result.AcquisitionResult;
import org.encodertraces.result.Effect;
import org.encodertraces.result.ProbedResult;
import org.encodertraces.result.Range;

/** What a probe reads, in lines. */
final class Readings {

  private Readings() {}

  static List<String> lines(ProbedResult result) {
    Effect effect = result.effect();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "accuracy %.2f %% ± %.2f (95 %%: %.2f to %.2f, %d test photos), chance %.2f %%,"
                + " p %.2g",
            result.accuracyMean(),
            result.accuracyStd(),
            result.interval().low(),
            result.interval().high(),
            result.testPhotos(),
            result.chance(),
            effect.p().orElse(Double.NaN)));
    if (result instanceof AcquisitionResult) {
      lines.add(
          String.format(
              Locale.ROOT,
              "balanced accuracy %.2f %% (95 %%: %.2f to %.2f), chance %.2f %%; the largest"
                  + " class alone: %.2f %%",
              effect.value(),
              effect.interval().map(Range::low).orElse(Double.NaN),
              effect.interval().map(Range::high).orElse(Double.NaN),
              effect.none(),
              result.evidence().majorityShare()));
      result
          .evidence()
          .dealing()
          .ifPresent(
              dealing ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "p: labels dealt anew %s (%,d owners); no p below %.2g can come out",
                          dealing.words(),
                          result.evidence().owners(),
                          effect.smallestP())));
    }
    return lines;
  }
}
