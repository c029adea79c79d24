/**
 * How far an embedding moves when its picture is compressed, scaled, sharpened or blurred, and
 * which cosine still tells a copy from a stranger. In: a data set and an encoder. Out: spreads by
 * step. Sees every station up to {@code encoder}, {@code photo}, {@code engine}, {@code linalg} and
 * {@code statistics}.
 */
package org.encodertraces.ladder;
