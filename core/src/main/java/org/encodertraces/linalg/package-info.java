/**
 * The one gateway to BLAS and the memory it reads. In: matrices outside the Java heap. Out: their
 * products. Sees no other package.
 */
package org.encodertraces.linalg;
