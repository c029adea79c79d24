package org.encodertraces.probe;

/**
 * What probes read over random splits of all photos.
 *
 * @param accuracies [splits] in percent
 * @param trainPhotos of each split
 * @param testPhotos of each split
 */
public record SplitReadings(double[] accuracies, int trainPhotos, int testPhotos) {}
