/**
 * All cosines, block by block, and memory for them, as stations share them and nobody else may: in:
 * unit rows. Out: a row of cosines at a time. Sees {@code engine} and {@code linalg}.
 */
package org.encodertraces.engine.internal;
