/**
 * Encoders and the transform in front of them. In: processed pictures. Out: embeddings, float32,
 * one row a picture. Sees {@code image} and {@code io}.
 */
package org.encodertraces.encoder;
