/**
 * Near-duplicate retrieval among pairs of photos of one subject by two kinds of camera. In:
 * embeddings with subject and camera type. Out: recall@1 where the collection shares the query's
 * camera type and where it does not. Sees {@code dataset}, {@code processing}, {@code embedding},
 * {@code engine}, {@code linalg} and {@code io}.
 */
package org.encodertraces.retrieval;
