/**
 * What users of an index would see change if one encoder took another's place. In: photos and two
 * encoders, or one behind two transforms. Out: shares of neighbors, duplicates and classes that
 * change, with intervals, and the photos that change most. Sees every station up to {@code
 * encoder}, {@code photo}, {@code engine}, {@code linalg}, {@code random} and {@code statistics}.
 */
package org.encodertraces.difference;
