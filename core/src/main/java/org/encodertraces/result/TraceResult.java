package org.encodertraces.result;

/** A result of one encoder on one data set. */
public interface TraceResult {

  ResultHeader header();

  /** The id of the parameter that was varied, or the attribute that was predicted. */
  String parameter();
}
