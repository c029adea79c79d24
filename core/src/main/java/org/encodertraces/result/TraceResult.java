package org.encodertraces.result;

/** A result of one encoder on one data set. */
public sealed interface TraceResult
    permits ClaimedResult,
        SimilarityResult,
        NeighborsResult,
        LadderResult,
        ThresholdResult,
        DiffResult {

  ResultHeader header();

  /** The id of the parameter that was varied, or the attribute that was predicted. */
  String parameter();
}
