/**
 * Linear probes: what can be read from embeddings with one linear layer. In: embeddings with
 * classes. Out: accuracies, their uncertainty, the settings that gave them. Sees {@code dataset}
 * (split files), {@code embedding}, {@code engine}, {@code linalg}, {@code random}, {@code
 * statistics} and {@code io}.
 */
package org.encodertraces.probe;
