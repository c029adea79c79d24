/**
 * Uncertainty by photo: rows of one photo under several classes are not independent, so photos are
 * what is resampled. In: one number a photo. Out: intervals. Sees {@code random}.
 */
package org.encodertraces.statistics;
