package org.encodertraces.photo;

/** A photo that gave no embeddings, and why. */
public record SkippedPhoto(String id, String reason) {}
