package org.encodertraces.result;

/** A result of one encoder on one data set. */
public sealed interface TraceResult permits KnnResult, ProbeResult {

  ResultHeader header();

  /** The id of the parameter that was varied. */
  String parameter();
}
