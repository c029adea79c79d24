/**
 * Simulated cameras: each a JSON resource of numbers with their sources. In: scene-linear light
 * ({@link org.encodertraces.image.LinearImage}). Out: the mosaic of its sensor, its pixels, or its
 * JPEG with Exif that tells the truth. Sees {@code image}, {@code random} and {@code io}.
 */
package org.encodertraces.camera;
