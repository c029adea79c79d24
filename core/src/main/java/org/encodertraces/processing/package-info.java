/**
 * Processings as values: a name and a chain of operations; the study's 17, its four parameters, and
 * a user's own. In: {@link org.encodertraces.image.RgbImage}. Out: the picture as the processing
 * leaves it. Sees {@code camera}, {@code image}, {@code random} and {@code io}.
 */
package org.encodertraces.processing;
