package org.encodertraces.encoder;

import java.util.List;
import org.encodertraces.UsageException;
import org.encodertraces.image.RgbImage;

/** A network behind a changed transform; closing it closes the network. */
public final class ChangedEncoder implements Encoder {

  private final OnnxEncoder network;
  private final Preprocessor preprocessor;
  private final TransformChange change;

  private ChangedEncoder(OnnxEncoder network, TransformChange change) {
    this.network = network;
    this.change = change;
    preprocessor = change.of(network.preprocessor());
  }

  /**
   * The encoder behind the changed transform, itself where nothing changes.
   *
   * @throws UsageException where it has no transform that could change
   */
  public static Encoder of(Encoder encoder, TransformChange change) {
    if (change.isNone()) {
      return encoder;
    }
    if (encoder instanceof OnnxEncoder network) {
      return new ChangedEncoder(network, change);
    }
    throw new UsageException(
        "%s: has no resize, mean or color order to change; only an .onnx file has"
            .formatted(encoder.card().id()));
  }

  @Override
  public EncoderCard card() {
    EncoderCard own = network.card();
    return new EncoderCard(
        own.id(),
        own.category(),
        preprocessor.describe() + "; " + change.describe(),
        own.fingerprint(),
        own.device());
  }

  @Override
  public int dimension() {
    return network.dimension();
  }

  @Override
  public RgbImage crop(RgbImage picture) {
    return preprocessor.crop(picture, change.resampler());
  }

  @Override
  public float[] embed(List<RgbImage> crops) {
    return network.embedCrops(crops, preprocessor);
  }

  @Override
  public void close() {
    network.close();
  }
}
