/**
 * Encoders from a Hugging Face-style hub, whole or not at all. In: an entry of the catalogue. Out:
 * a folder that {@link org.encodertraces.encoder.EncoderHome} finds. Sees {@code encoder}, {@code
 * image}, {@code http} and {@code io}.
 */
package org.encodertraces.hub;
