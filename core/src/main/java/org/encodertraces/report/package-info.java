/**
 * The page: one self-contained HTML file over any number of results. In: result records. Out: HTML
 * that opens from disk and asks the network for nothing. Sees {@code result}, {@code neighbors},
 * {@code ladder}, {@code repair}, {@code processing}, {@code statistics} and {@code io}.
 */
package org.encodertraces.report;
