package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.encodertraces.difference.DiffOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What users would see change if one encoder took the place of the header's.
 *
 * @param a the encoder whose place is taken, with what is done differently in front of it
 * @param b the encoder that takes it
 * @param tolerated percentage of changes up to which it may; absent where none was named
 * @param within whether no figure of {@link DiffOutcome#worst} exceeds it; absent with it
 * @param thumbnails JPEG in base64 by photo id, of the photos that are shown
 */
public record DiffResult(
    @JsonUnwrapped ResultHeader header,
    String a,
    String b,
    @JsonUnwrapped DiffOutcome outcome,
    @Nullable Double tolerated,
    @Nullable Boolean within,
    Map<String, String> thumbnails)
    implements TraceResult {

  /** The encoder is what is varied. */
  @Override
  public String parameter() {
    return b;
  }
}
