/**
 * Which photos, with which labels, in which split. In: a folder. Out: {@link
 * org.encodertraces.dataset.ImageDataset}. Sees {@code random}.
 */
package org.encodertraces.dataset;
