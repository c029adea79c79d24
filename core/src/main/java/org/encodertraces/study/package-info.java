/**
 * Plans, and their runs from photos to the page. In: a plan. Out: embeddings, results and
 * report.html in one folder. The last station; sees all others.
 */
package org.encodertraces.study;
