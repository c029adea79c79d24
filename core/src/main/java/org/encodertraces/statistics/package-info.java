/**
 * What figures bear: intervals by photo, exact and relabeling p, a page's claims under one error.
 * Rows of one photo under several classes are not independent, so photos (or owners) are what
 * varies. In: one number a photo, or labels and reads. Out: intervals and p. docs/statistics.md
 * shows what each is good for. Sees {@code random}.
 */
package org.encodertraces.statistics;
