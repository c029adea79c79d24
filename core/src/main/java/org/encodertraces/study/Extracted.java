package org.encodertraces.study;

import java.nio.file.Path;
import java.util.List;
import org.encodertraces.photo.SkippedPhoto;

/**
 * Embeddings that were made.
 *
 * @param trainPhotos that have some
 * @param list where those stand that have none
 */
record Extracted(Path folder, int batch, int trainPhotos, List<SkippedPhoto> skipped, Path list) {}
