package org.encodertraces.encoder;

import java.util.Locale;
import org.encodertraces.encoder.EncoderCheck.Level;
import org.encodertraces.encoder.Look.AloneAndInBatch;
import org.encodertraces.encoder.Look.Different;
import org.encodertraces.encoder.Look.Finite;
import org.encodertraces.encoder.Look.Floor;
import org.encodertraces.encoder.Look.Lengths;
import org.encodertraces.encoder.Look.Mistaken;
import org.encodertraces.encoder.Look.NotFinite;
import org.encodertraces.encoder.Look.Repeated;
import org.encodertraces.encoder.Look.Signature;
import org.encodertraces.encoder.Look.Tokens;
import org.encodertraces.encoder.Look.Transform;
import org.encodertraces.encoder.Look.Width;
import org.encodertraces.encoder.Look.Zeros;

/** What looks at an encoder are told as; what is bad continues "the encoder …". */
final class LookWords {

  private LookWords() {}

  /** One line. */
  static String of(Look look) {
    if (look instanceof Signature signature) {
      return signature.text();
    }
    if (look instanceof Transform transform) {
      return "transform: " + transform.text();
    }
    if (look instanceof Width width) {
      return text("width %d, float32 here whatever the file computes in", width.values());
    }
    if (look instanceof Tokens tokens) {
      return text(
          "width %d is %d x %d: looks like tokens that nobody pooled, laid end to end; a cosine of"
              + " those compares patch with patch by position. Set \"pooling\", or export the pooled"
              + " output",
          tokens.values(), tokens.tokens(), tokens.each());
    }
    return ofRuns(look);
  }

  /** Whether its answers can be used. */
  private static String ofRuns(Look look) {
    if (look instanceof NotFinite bad) {
      return text("gives NaN or infinity for picture %d", bad.picture());
    }
    if (look instanceof Zeros zeros) {
      return text("gives nothing but zeros for picture %d", zeros.picture());
    }
    if (look instanceof Finite finite) {
      return text("%d values, all finite", finite.values());
    }
    if (look instanceof Repeated repeated) {
      return repeated.same()
          ? "the same batch twice: the same bits"
          : "gives different values for the same batch: it holds randomness, such as dropout";
    }
    if (look instanceof AloneAndInBatch both) {
      return text(
          both.level() == Level.BAD
              ? "alone and in a batch differ by %.2g of the embedding's length: it mixes the"
                  + " pictures of a batch"
              : "alone and in a batch: %.2g of the embedding's length apart",
          both.worst());
    }
    if (look instanceof Different different) {
      return text(
          different.level() == Level.BAD
              ? "gives the same embedding for different pictures (cosine %.7f)"
              : "different pictures: a cosine of %.7f at least",
          different.least());
    }
    return ofSpace(look);
  }

  /** What its embeddings are like. */
  private static String ofSpace(Look look) {
    if (look instanceof Floor floor) {
      return text(
          "floor: two unrelated drawn pictures have a cosine of %.3f (%.3f to %.3f); traces ladder"
              + " measures it on your photos",
          floor.median(), floor.least(), floor.most());
    }
    if (look instanceof Lengths lengths) {
      return lengths.areOne()
          ? "embeddings have length 1"
          : text(
              "embeddings have lengths of %.3g to %.3g; every experiment scales them to 1",
              lengths.shortest(), lengths.longest());
    }
    if (look instanceof Mistaken mistaken) {
      return text(
          "with %s the cosine to itself would be %.4f", mistaken.mistake(), mistaken.cosine());
    }
    throw new IllegalArgumentException("no words for " + look);
  }

  private static String text(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
