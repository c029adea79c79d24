/**
 * Linear algebra that stations share and nobody else may use: unit rows, sums of outer products,
 * LAPACK. Sees {@code linalg} and {@code io}.
 */
package org.encodertraces.linalg.internal;
