/**
 * The one gateway to BLAS and the memory it reads. In: matrices outside the Java heap. Out: their
 * products. Sees {@code io}.
 */
package org.encodertraces.linalg;
