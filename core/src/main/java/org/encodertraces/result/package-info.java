/**
 * Results as records and as JSON, with what it takes to repeat them. In: outcomes of the
 * experiments. Out: the result files of the command line's contract, and the records read back from
 * them. Sees the experiments, {@code repair}, {@code ladder}, {@code dataset}, {@code statistics}
 * and {@code io}.
 */
package org.encodertraces.result;
