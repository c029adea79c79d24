/**
 * Encoder Traces: what visual encoders remember of how a picture was made.
 *
 * <p>Packages are stations of one flow, each with its own package-info; this one holds what every
 * station may use: the two kinds of wrong input and the progress of a long task.
 */
package org.encodertraces;
