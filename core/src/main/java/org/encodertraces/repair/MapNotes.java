package org.encodertraces.repair;

import java.util.LinkedHashMap;
import java.util.Map;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/** What the JSON beside a fitted map tells. */
public final class MapNotes {

  private MapNotes() {}

  /**
   * Of a fit, by key.
   *
   * @param encoder whose vectors it is fitted on, by id
   * @param photos that it is fitted on
   */
  public static Map<String, Object> of(
      Fit.Done fit, Parameter fitted, String encoder, String command, int photos) {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("method", fit.method().id());
    notes.put("rank", fit.rank());
    notes.put("encoder", encoder);
    notes.put("parameter", fitted.id());
    Map<String, String> chains = new LinkedHashMap<>();
    for (Processing processing : fitted.classes()) {
      chains.put(processing.name(), processing.text());
    }
    notes.put("processings", chains);
    if (!fit.chosen().isEmpty()) {
      notes.put("chosen", fit.chosen());
    }
    notes.put("command", command);
    notes.put("photos", photos);
    return notes;
  }
}
