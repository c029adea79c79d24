/**
 * Collects photos and their labels from Flickr. In: a key, what to search for. Out: photos, and a
 * table of labels as {@code acquisition} makes them. A stopped harvest goes on where it was. Sees
 * {@code acquisition}, {@code image}, {@code http} and {@code io}.
 */
package org.encodertraces.flickr;
