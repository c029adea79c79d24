/**
 * Which cosine tells a copy of a photo from another photo. In: embeddings of originals and of their
 * copies, or photos and an encoder. Out: thresholds with what they keep and let pass, and copy
 * detection as its field measures it. Sees every station up to {@code encoder}, {@code photo},
 * {@code vectors}, {@code engine}, {@code linalg}, {@code random} and {@code statistics}.
 */
package org.encodertraces.copies;
