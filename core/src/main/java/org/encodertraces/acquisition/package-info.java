/**
 * How photos were taken: labels from their own Exif, from tables, and in pairs; and which of them
 * teach and test. In: photos, tables. Out: Parquet with a row a photo, split files, folders of
 * photos that {@code dataset} reads. Sees {@code dataset}, {@code image}, {@code random} and {@code
 * io}.
 */
package org.encodertraces.acquisition;
