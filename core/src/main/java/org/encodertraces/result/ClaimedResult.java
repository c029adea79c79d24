package org.encodertraces.result;

/** A result that says yes or no to a question: whether there is a trace, whether it misleads. */
public sealed interface ClaimedResult extends TraceResult
    permits ProbedResult, KnnResult, RetrieveResult {

  /** What it may be claimed to show. */
  Effect effect();
}
