/**
 * The one gateway to BLAS, LAPACK and the memory they read. In: matrices, float32 outside the Java
 * heap, or float64 on it. Out: their products and decompositions. Sees {@code io}.
 */
package org.encodertraces.linalg;
