/**
 * A miniature world: scenes of objects in settings, drawn from a seed and an index. In: seed and
 * index. Out: {@link org.encodertraces.image.LinearImage}, a class, a caption and the brightness of
 * the light. Sees {@code image} and {@code random}.
 */
package org.encodertraces.world;
