/**
 * Whole runs from photos to the page. In: a folder of photos and encoders. Out: embeddings, results
 * and report.html in one folder. The last station; sees all others.
 */
package org.encodertraces.study;
