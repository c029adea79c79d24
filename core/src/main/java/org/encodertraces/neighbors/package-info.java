/**
 * Exact nearest neighbors by cosine similarity, and the five set-ups of the study that let traces
 * and classes agree or clash. In: embeddings under every class of a parameter. Out: accuracies with
 * their cells, neighbor lists, similarities. Sees {@code embedding}, {@code processing}, {@code
 * engine}, {@code linalg}, {@code random}, {@code statistics} and {@code io}.
 */
package org.encodertraces.neighbors;
