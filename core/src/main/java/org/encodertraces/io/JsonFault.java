package org.encodertraces.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;
import org.encodertraces.InputException;

/** What is wrong with a text that is no JSON, in words for whoever wrote it. */
public final class JsonFault {

  /** Where the parser says that what is not closed began, in words of its own settings. */
  private static final Pattern OWN_PLACE = Pattern.compile("\\s*\\(start marker at .*\\)");

  private JsonFault() {}

  /**
   * {@code FILE, line N: no JSON: what is wrong}.
   *
   * @param file or whatever else the text is called
   */
  public static String words(Object file, JsonProcessingException fault) {
    return "%s, line %d: no JSON: %s"
        .formatted(
            file, fault.getLocation() == null ? 1 : fault.getLocation().getLineNr(), reason(fault));
  }

  /** {@code FILE: not valid JSON: what is wrong}, of a file that nobody writes line by line. */
  public static InputException notValid(Object file, JsonProcessingException fault) {
    return new InputException("%s: not valid JSON: %s".formatted(file, reason(fault)), fault);
  }

  /** What is wrong alone. */
  public static String reason(JsonProcessingException fault) {
    return OWN_PLACE.matcher(fault.getOriginalMessage()).replaceAll("");
  }
}
