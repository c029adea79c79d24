package org.encodertraces.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.encoder.EncoderCard;
import org.encodertraces.photo.SkippedPhoto;

/**
 * Embeddings that were made.
 *
 * @param trainPhotos that have some
 * @param list where those stand that have none
 */
record Extracted(Path folder, int batch, int trainPhotos, List<SkippedPhoto> skipped, Path list) {

  /** What was found on the way, for provenance. */
  Map<String, String> found(StudyPlan plan, ImageDataset dataset, EncoderCard card) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("images", dataset.root().toString());
    found.put("encoder fingerprint", card.fingerprint());
    found.put("transform", card.transform());
    found.put("split", dataset.splitRule());
    found.put(
        "skipped",
        skipped.isEmpty() ? "no photo" : skipped.size() + " photos, listed in skipped.csv");
    found.put("seed", Long.toString(plan.seed()));
    found.put("batch", Integer.toString(batch));
    found.put("orientation", plan.upright() ? "upright by Exif" : "as stored");
    return found;
  }
}
