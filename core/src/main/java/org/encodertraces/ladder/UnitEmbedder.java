package org.encodertraces.ladder;

import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.encoder.Encoder;
import org.encodertraces.image.RgbImage;

/**
 * An encoder whose embeddings have length 1, so that a product of two is their cosine.
 *
 * @param batch crops a run of the network, at most
 */
record UnitEmbedder(Encoder encoder, int batch) {

  int dimension() {
    return encoder.dimension();
  }

  RgbImage crop(RgbImage image) {
    return encoder.crop(image);
  }

  /**
   * [crops, d], each row of length 1.
   *
   * @param photo that they are crops of
   * @throws InputException when an embedding has no direction
   */
  float[] embeddings(Photo photo, List<RgbImage> crops) {
    int dimension = encoder.dimension();
    float[] all = new float[crops.size() * dimension];
    for (int from = 0; from < crops.size(); from += batch) {
      List<RgbImage> some = crops.subList(from, Math.min(from + batch, crops.size()));
      System.arraycopy(encoder.embed(some), 0, all, from * dimension, some.size() * dimension);
    }
    for (int row = 0; row < crops.size(); row++) {
      double sum = 0;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        sum += (double) all[i] * all[i];
      }
      if (!(sum > 0) || Double.isInfinite(sum)) {
        throw new InputException(
            "%s: the embedding of %s holds NaN, infinities or only zeros"
                .formatted(encoder.card().id(), photo.id()));
      }
      float scale = (float) (1 / Math.sqrt(sum));
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        all[i] *= scale;
      }
    }
    return all;
  }
}
