package org.encodertraces.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a shard's task: the shard's file, or why it cannot be made by anyone. A refusal is
 * a result, since Spark would do the work again four times for an exception.
 *
 * @param file the file's bytes; none where the task is refused
 * @param refused why, in a sentence
 */
record MadeShard(byte[] file, @Nullable String refused) implements Serializable {}
