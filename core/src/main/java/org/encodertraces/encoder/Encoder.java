package org.encodertraces.encoder;

import java.util.List;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Window;

/**
 * Turns pictures into embeddings, in two steps: {@link #crop} is cheap and keeps what the encoder
 * looks at, {@link #embed} does the rest for a batch.
 *
 * <p>Both are safe to call from many threads and run on the calling thread alone.
 */
public interface Encoder extends AutoCloseable {

  /** Who this is. */
  EncoderCard card();

  /**
   * What {@link Encoders#open(String, Device)} opens it by, here or on a machine with its files.
   */
  default String reference() {
    return card().id();
  }

  /** Width of an embedding. */
  int dimension();

  /** The pixels that the encoder looks at. */
  RgbImage crop(RgbImage picture);

  /** The part of a picture of this size that {@link #crop} depends on. */
  default Window sees(PictureSize size) {
    return Window.of(size);
  }

  /**
   * Embeddings of a batch of crops.
   *
   * @param crops n results of {@link #crop}
   * @return [n, dimension] float32, not normalized
   */
  float[] embed(List<RgbImage> crops);

  @Override
  void close();
}
