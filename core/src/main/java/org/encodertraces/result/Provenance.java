package org.encodertraces.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a result came from.
 *
 * @param command the command line that repeats it
 * @param plan what was asked, every value spelled out; absent in files of version 0.1
 * @param options what was found on the way: the encoder's transform and fingerprint, rows left out
 *     …
 * @param inputs SHA-256 of every file that was read, by path
 * @param libraries what computed it: versions, Java, platform, and the commit of this program
 */
public record Provenance(
    String command,
    @Nullable PlanEntry plan,
    Map<String, String> options,
    Map<String, String> inputs,
    Map<String, String> libraries) {

  /** What was found on the way of a plan that is not told. */
  public Provenance(
      String command,
      Map<String, String> options,
      Map<String, String> inputs,
      Map<String, String> libraries) {
    this(command, null, options, inputs, libraries);
  }

  /** The same without its plan: what results of one run of the program share. */
  public Provenance shared() {
    return new Provenance(command, options, inputs, libraries);
  }

  /** Every setting as text: what was asked, then what was found on the way. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    asked()
        .ifPresent(
            entry -> {
              texts.putAll(ResultFiles.texts(entry.settings()));
              entry.map().ifPresent(map -> texts.put("through", map));
            });
    texts.putAll(options);
    return texts;
  }

  /** What was asked, where the file tells. */
  public Optional<PlanEntry> asked() {
    return Optional.ofNullable(plan);
  }
}
