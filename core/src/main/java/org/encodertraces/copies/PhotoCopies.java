package org.encodertraces.copies;

import java.util.ArrayList;
import java.util.List;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.processing.Processing;
import org.encodertraces.processing.ScaleDraw;

/**
 * A decoded photo whose copies are embedded.
 *
 * @param seed of random scales
 */
record PhotoCopies(Encoder encoder, Photo photo, RgbImage image, long seed) {

  /** [the photo as it is where asked for, then its copies][d], as the encoder gives them. */
  float[] embeddings(List<CopyKind> kinds, boolean withClean, int batch)
      throws UnreadableImageException {
    int dimension = encoder.dimension();
    int count = kinds.size() + (withClean ? 1 : 0);
    float[] all = new float[count * dimension];
    List<RgbImage> crops = new ArrayList<>();
    int done = 0;
    if (withClean) {
      crops.add(encoder.crop(image));
    }
    for (CopyKind kind : kinds) {
      done += embedWhere(crops.size() == batch, crops, all, done);
      Processing processing = kind.processing();
      RgbImage copy = processing.apply(image, new ScaleDraw.OfPhoto(seed, photo.id()));
      crops.add(processing.afterCrop(encoder.crop(copy)));
    }
    embedWhere(true, crops, all, done);
    return all;
  }

  /** Embeds what has gathered, so that no more crops than a batch lie in memory. */
  private int embedWhere(boolean due, List<RgbImage> crops, float[] all, int done) {
    if (!due || crops.isEmpty()) {
      return 0;
    }
    int dimension = encoder.dimension();
    int count = crops.size();
    System.arraycopy(encoder.embed(crops), 0, all, done * dimension, count * dimension);
    crops.clear();
    return count;
  }
}
