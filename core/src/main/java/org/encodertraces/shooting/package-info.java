/**
 * Shoots scenes, or linear pictures of one's own, with simulated cameras into a folder of photos
 * that tell the truth about themselves. In: {@link org.encodertraces.world.World} or a folder, and
 * {@link org.encodertraces.camera.Camera}s. Out: JPEGs, labels, mosaics, pairs, a sheet of cameras.
 * Sees {@code world}, {@code camera}, {@code dataset}, {@code acquisition}, {@code image}, {@code
 * engine} and {@code io}.
 */
package org.encodertraces.shooting;
