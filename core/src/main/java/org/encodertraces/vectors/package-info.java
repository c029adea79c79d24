/**
 * Vectors that exist already, made here or elsewhere. In: NumPy, safetensors and Parquet files.
 * Out: their rows as blocks of float32, and copies of the files with each row repaired. Sees {@code
 * embedding}, {@code engine}, {@code linalg} and {@code io}.
 */
package org.encodertraces.vectors;
