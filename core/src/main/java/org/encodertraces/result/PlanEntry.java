package org.encodertraces.result;

/**
 * What a result is a result of: one experiment, with its settings, of one encoder on one data set.
 * Two results of one plan entry tell the same; the file of one is never overwritten by another's.
 *
 * @param data absolute path of the embeddings or photos
 * @param encoder as it was asked for
 */
public record PlanEntry(String data, String encoder, ExperimentSettings settings) {}
