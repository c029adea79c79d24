/**
 * Embeddings on disk: safetensors in the study's layout, mapped rather than loaded. In: files. Out:
 * rows of float32, checked to belong together, as they are or through a map, and whose they are.
 * Sees {@code dataset}, {@code processing} and {@code io}, never an encoder: experiments need none.
 */
package org.encodertraces.embedding;
