/**
 * Pixels: decoding, Pillow-exact resampling and sharpening, Pillow-equal JPEG. In: the bytes of a
 * photo. Out: {@link org.encodertraces.image.RgbImage}. Sees {@code io}.
 */
package org.encodertraces.image;
