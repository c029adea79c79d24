/**
 * Photo-like pictures drawn from a seed, for measuring and checking: no download, no one's
 * copyright. In: a class, a seed. Out: {@link org.encodertraces.image.RgbImage}. Sees {@code
 * world}, {@code image} and {@code random}.
 */
package org.encodertraces.scene;
