package org.encodertraces.report;

import java.util.List;
import org.encodertraces.result.TraceResult;

/**
 * What a page answers, in one sentence, with what it was measured on and how certain it is. Plain
 * text: names of encoders and attributes are as they were given, but for marks that no one sees.
 *
 * <p>The rule by which it is chosen is in docs/page.md. Nothing is found here that {@link Claims}
 * does not find; a fraction is said where its figure's own interval holds it.
 *
 * @param sentence the answer, with its full stop
 * @param strong the part of it that tells how bad it is; empty where nothing is
 * @param measured what it was measured on: photos, encoders, traces
 * @param certainty how often such pages err, the main figure's interval, and what could have been
 *     missed
 * @param encoder id of the one that it is about, or of the one that it names of many
 */
public record Answer(
    String sentence, String strong, List<String> measured, String certainty, String encoder) {

  /**
   * The answer of some results.
   *
   * @param sections that word the claims
   */
  public static Answer of(List<TraceResult> results, List<Section> sections) {
    return of(PageResults.of(results, sections));
  }

  /** The answer of a page's results. */
  public static Answer of(PageResults results) {
    AnswerSubjects subjects = AnswerSubjects.of(results);
    AnswerSentence sentence = AnswerSentence.of(results, subjects);
    return new Answer(
        AnswerWords.visible(sentence.text()),
        AnswerWords.visible(sentence.strong()),
        AnswerFacts.measured(results, subjects).stream().map(AnswerWords::visible).toList(),
        AnswerWords.visible(AnswerFacts.certainty(results, subjects)),
        AnswerSubjects.largest(subjects.falls())
            .or(() -> AnswerSubjects.largest(subjects.readings()))
            .map(standing -> standing.result().header().encoder())
            .or(() -> subjects.encoders().stream().findFirst())
            .orElse(""));
  }

  /** The same in lines, for a terminal. */
  public List<String> lines() {
    return List.of(sentence, "Measured on: " + String.join("; ", measured) + ".", certainty);
  }
}
