/**
 * Which photos, with which labels, in which split. In: a folder, Parquet, tar shards. Out: {@link
 * org.encodertraces.dataset.ImageDataset}. Sees {@code random} and {@code io}.
 */
package org.encodertraces.dataset;
