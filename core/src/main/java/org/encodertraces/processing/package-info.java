/**
 * The study's named processings and the four parameters whose classes they are. In: {@link
 * org.encodertraces.image.RgbImage}. Out: the picture as the processing leaves it. Sees {@code
 * image} and {@code random}.
 */
package org.encodertraces.processing;
