package org.encodertraces.encoder;

/**
 * Who an encoder is.
 *
 * @param id {@code model/variant}
 * @param category CVL, SUP, SSL, built-in or custom, as in the study's figures
 * @param transform the transform in front of it, in words
 * @param fingerprint SHA-256 of the model's file, or the version of a built-in
 */
public record EncoderCard(String id, String category, String transform, String fingerprint) {}
