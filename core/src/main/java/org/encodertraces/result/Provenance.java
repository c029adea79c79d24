package org.encodertraces.result;

import java.util.Map;

/**
 * What a result came from.
 *
 * @param command the command line that repeats it
 * @param options every option with its value, defaults among them
 * @param inputs SHA-256 of every file that was read, by path
 * @param libraries versions of what computed it, the Java runtime among them
 */
public record Provenance(
    String command,
    Map<String, String> options,
    Map<String, String> inputs,
    Map<String, String> libraries) {}
