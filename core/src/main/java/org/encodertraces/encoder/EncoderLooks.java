package org.encodertraces.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.encoder.EncoderCheck.Level;
import org.encodertraces.image.RgbImage;

/** Runs an encoder on some pictures, and keeps what is seen. */
final class EncoderLooks {

  /**
   * Numbers of tokens of common vision transformers, with and without class and register tokens.
   */
  private static final int[] TOKENS = {
    49, 50, 64, 144, 145, 196, 197, 201, 256, 257, 261, 324, 325, 576, 577, 729, 784, 785, 1024,
    1025
  };

  private static final int[] WIDTHS = {192, 384, 512, 640, 768, 1024, 1152, 1280, 1408, 1536, 2048};

  private final Encoder encoder;
  private final List<RgbImage> pictures;
  private final List<Look> looks = new ArrayList<>();

  private EncoderLooks(Encoder encoder, List<RgbImage> pictures) {
    this.encoder = encoder;
    this.pictures = pictures;
  }

  /** What decides whether it can be used at all. */
  static List<Look> basics(Encoder encoder, List<RgbImage> pictures) {
    EncoderLooks run = new EncoderLooks(encoder, pictures);
    run.basics();
    return run.looks;
  }

  /** All there is to see; the basics alone where they show that it cannot be used. */
  static List<Look> all(Encoder encoder, List<RgbImage> pictures) {
    EncoderLooks run = new EncoderLooks(encoder, pictures);
    EmbeddingRows embeddings = run.basics();
    if (run.looks.stream().noneMatch(look -> look.level() == Level.BAD)) {
      run.spread(embeddings);
      run.mistakes(embeddings);
    }
    return run.looks;
  }

  private EmbeddingRows basics() {
    if (encoder instanceof OnnxEncoder onnx) {
      looks.add(new Look.Signature(onnx.signature()));
    }
    looks.add(new Look.Transform(encoder.card().transform()));
    looks.add(width());
    List<RgbImage> crops = pictures.stream().map(one -> encoder.crop(one)).toList();
    EmbeddingRows batch = new EmbeddingRows(encoder.embed(crops), encoder.dimension());
    Look direction = direction(batch);
    looks.add(direction);
    if (direction.level() == Level.BAD) {
      return batch;
    }
    looks.add(new Look.Repeated(Arrays.equals(batch.values(), encoder.embed(crops))));
    double worst = 0;
    for (int i = 0; i < crops.size(); i++) {
      float[] alone = encoder.embed(crops.subList(i, i + 1));
      worst = Math.max(worst, batch.relativeDifference(alone, i));
    }
    looks.add(new Look.AloneAndInBatch(worst));
    Look different = different(batch);
    if (different.level() == Level.BAD) { // the floor tells the rest
      looks.add(different);
    }
    return batch;
  }

  private Look width() {
    int d = encoder.dimension();
    for (int tokens : TOKENS) {
      int width = d / tokens;
      if (d % tokens == 0 && Arrays.stream(WIDTHS).anyMatch(known -> known == width)) {
        return new Look.Tokens(d, tokens, width);
      }
    }
    return new Look.Width(d);
  }

  private Look direction(EmbeddingRows embeddings) {
    for (int i = 0; i < pictures.size(); i++) {
      double length = embeddings.length(i);
      if (!Double.isFinite(length)) {
        return new Look.NotFinite(i);
      }
      if (length == 0) {
        return new Look.Zeros(i);
      }
    }
    return new Look.Finite((long) pictures.size() * encoder.dimension());
  }

  private Look different(EmbeddingRows embeddings) {
    double least = 1;
    for (int i = 1; i < pictures.size(); i++) {
      least = Math.min(least, embeddings.cosine(0, embeddings, i));
    }
    return new Look.Different(least);
  }

  private void spread(EmbeddingRows embeddings) {
    int n = pictures.size();
    double[] cosines = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        cosines[at++] = embeddings.cosine(i, embeddings, j);
      }
    }
    Arrays.sort(cosines);
    looks.add(new Look.Floor(cosines[cosines.length / 2], cosines[0], cosines[cosines.length - 1]));
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (int i = 0; i < n; i++) {
      shortest = Math.min(shortest, embeddings.length(i));
      longest = Math.max(longest, embeddings.length(i));
    }
    looks.add(new Look.Lengths(shortest, longest));
  }

  /** How far the embeddings would be off with the mistakes that people make. */
  private void mistakes(EmbeddingRows declared) {
    if (!(encoder instanceof OnnxEncoder onnx)) {
      return;
    }
    CommonMistakes.embeddings(onnx, pictures)
        .forEach(
            (mistake, values) -> {
              EmbeddingRows embeddings = new EmbeddingRows(values, encoder.dimension());
              double sum = 0;
              for (int i = 0; i < pictures.size(); i++) {
                sum += declared.cosine(i, embeddings, i);
              }
              Look.Mistaken look = new Look.Mistaken(mistake, sum / pictures.size());
              if (look.matters()) {
                looks.add(look);
              }
            });
  }
}
