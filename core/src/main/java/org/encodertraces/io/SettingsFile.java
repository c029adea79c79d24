package org.encodertraces.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.encodertraces.InputException;

/**
 * The settings that files were made with, kept beside them as JSON.
 *
 * <p>Files of other settings would look alike and mean something else, so a run into a folder that
 * holds them is refused, and the message names the setting.
 */
public final class SettingsFile {

  private SettingsFile() {}

  /**
   * Takes a folder for these settings: writes the file, or compares with the one that is there.
   *
   * @param what the folder holds, for the message
   * @throws InputException when {@code file} records others
   */
  public static void claim(Path file, String what, Map<String, String> settings)
      throws IOException {
    claim(file, what, settings, Map.of());
  }

  /**
   * The same, with what else is told of the last run into it, which may be another each time.
   *
   * @throws InputException when {@code file} records other settings
   */
  public static void claim(
      Path file, String what, Map<String, String> settings, Map<String, String> told)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(told);
    if (!Files.exists(file)) {
      write(file, all);
      return;
    }
    Map<String, String> earlier = read(file);
    for (var setting : settings.entrySet()) {
      String then = earlier.getOrDefault(setting.getKey(), "nothing");
      if (!then.equals(setting.getValue())) {
        throw new InputException(
            "%s: holds %s made with another %s (%s then, %s now); choose another folder, or the same setting"
                .formatted(file.getParent(), what, setting.getKey(), then, setting.getValue()));
      }
    }
    Map<String, String> now = new LinkedHashMap<>(earlier);
    now.putAll(all);
    if (!now.equals(earlier)) {
      write(file, now);
    }
  }

  /** Records settings, in place of what was recorded before. */
  public static void write(Path file, Map<String, String> settings) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.writeString(file, json.writeValueAsString(settings) + "\n");
  }

  /**
   * The recorded settings.
   *
   * @throws InputException when the file is damaged
   */
  public static Map<String, String> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new ObjectMapper().readValue(in, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw JsonFault.notValid(file, e);
    }
  }
}
