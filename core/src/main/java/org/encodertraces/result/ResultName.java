package org.encodertraces.result;

import java.nio.file.Path;
import org.encodertraces.io.Sha256;

/**
 * Where a result's file lies: {@code DATASET/ENCODER/KIND-ABOUT.json}, with eight hexadecimal
 * digits of its settings behind where these are not the defaults.
 *
 * @param settings the settings' digest; empty for the defaults
 * @param plan the digest of data, encoder and settings, which tells two plans of one name apart
 */
record ResultName(Path folder, String stem, String settings, String plan) {

  private static final int HEX_DIGITS = 8;
  private static final int LONGEST = 100;

  /**
   * The name of a result.
   *
   * @param settingsJson of the settings
   * @param isDefault whether these are the defaults
   * @param planJson of the whole plan entry
   */
  static ResultName of(
      ResultHeader header, String about, String settingsJson, boolean isDefault, String planJson) {
    return new ResultName(
        // Every encoder's id has one slash, between model and variant.
        Path.of(safe(header.dataset()), safe(header.encoder().replace('/', '-'))),
        about.isEmpty() ? header.kind() : header.kind() + "-" + safe(about),
        isDefault ? "" : digest(settingsJson),
        digest(planJson));
  }

  /** The file's name unless another plan's result has it. */
  Path file() {
    return folder.resolve(stem + (settings.isEmpty() ? "" : "-" + settings) + ".json");
  }

  /** The file's name then. */
  Path fileOfPlan() {
    return folder.resolve(stem + "-" + plan + ".json");
  }

  /**
   * A name as one part of a path: what is not a letter, a digit or one of {@code ._-} becomes
   * {@code _}, and digits of the whole name tell it from others that became the same.
   */
  static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.]", "_");
    if (safe.equals(name) && safe.length() <= LONGEST && !safe.isEmpty()) {
      return safe;
    }
    return safe.substring(0, Math.min(LONGEST, safe.length())) + "-" + digest(name);
  }

  private static String digest(String text) {
    return Sha256.of(text).substring(0, HEX_DIGITS);
  }
}
