package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.encodertraces.copies.ThresholdOutcome;

/**
 * Which cosine tells a copy of a photo from another photo.
 *
 * @param thumbnails JPEG in base64 by photo id, of the pairs that are shown
 */
public record ThresholdResult(
    @JsonUnwrapped ResultHeader header,
    @JsonUnwrapped ThresholdOutcome outcome,
    Map<String, String> thumbnails)
    implements TraceResult {

  /** What is varied is how a photo was copied. */
  @Override
  public String parameter() {
    return "copies";
  }
}
