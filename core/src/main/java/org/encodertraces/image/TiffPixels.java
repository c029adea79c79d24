package org.encodertraces.image;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a pixel of a TIFF is made of, for the kinds that Pillow knows.
 *
 * <p>Source: the table {@code OPEN_INFO} and {@code TiffImageFile._setup} of Pillow's {@code
 * TiffImagePlugin}; where its versions 9.4 to 12 differ, the newest.
 *
 * @param bits of a sample, the same for all
 * @param samples of a pixel, those included that nobody shows
 * @param colors samples of a pixel that decide its color: 1, 3, or 4 (CMYK, associated alpha)
 * @param inverted white is 0
 * @param reversedBits the lowest bit of a byte is the leftmost (FillOrder 2)
 */
record TiffPixels(
    Kind kind, int bits, int samples, int colors, boolean inverted, boolean reversedBits) {

  /** What samples mean. */
  enum Kind {
    GRAY,
    /** Signed whole numbers, of which Pillow shows 0 … 255 and clips the rest. */
    SIGNED,
    /** Floating point, of which Pillow shows 0 … 255 and clips the rest. */
    FLOAT,
    PALETTE,
    RGB,
    /** RGB that was multiplied by the alpha behind it. */
    ASSOCIATED,
    CMYK,
    YCBCR
  }

  private static final int MAX_SAMPLES = 6;

  static TiffPixels of(TiffDirectory tags) throws UnreadableImageException {
    long photometric = tags.number(TiffDirectory.PHOTOMETRIC, 0);
    if (tags.number(TiffDirectory.COMPRESSION, 1) == TiffCompression.OLD_JPEG.tag()) {
      photometric = 6;
    }
    long fill = tags.number(TiffDirectory.FILL_ORDER, 1);
    long[] formats = tags.numbers(TiffDirectory.SAMPLE_FORMAT, 1);
    long[] extra = tags.numbers(TiffDirectory.EXTRA_SAMPLES);
    long[] bits = tags.numbers(TiffDirectory.BITS_PER_SAMPLE, 1);
    long samples = tags.number(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    if (tags.number(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2
        && extra.length > 0
        && Arrays.stream(extra).allMatch(value -> value == 0)) {
      // Planes behind the colors that mean nothing are not read.
      bits = Arrays.copyOf(bits, Math.max(0, bits.length - extra.length));
      samples -= extra.length;
      extra = new long[0];
    }
    String description =
        "photometric %d, %s bits, sample format %s, extra samples %s, fill order %d, %s"
            .formatted(
                photometric,
                Arrays.toString(bits),
                Arrays.toString(formats),
                Arrays.toString(extra),
                fill,
                tags.order() == ByteOrder.LITTLE_ENDIAN ? "little-endian" : "big-endian");
    if (samples >= 1 && samples <= MAX_SAMPLES && bits.length > 0 && fill >= 1 && fill <= 2) {
      if (bits.length == 1) {
        long only = bits[0];
        bits = new long[(int) samples];
        Arrays.fill(bits, only);
      }
      boolean equal = formats.length > 0;
      for (long format : formats) {
        equal &= format == formats[0];
      }
      for (int i = 0; i < samples; i++) {
        equal &= i < bits.length && bits[i] == bits[0];
      }
      if (equal && bits[0] >= 1 && bits[0] <= 32) {
        Key key =
            new Key(tags.order(), (int) samples, (int) bits[0], (int) formats[0], fill, extra);
        TiffPixels pixels = key.pixels(photometric, unnamedFourthPlane(tags));
        if (pixels.samples() > 0) {
          return pixels;
        }
      }
    }
    if (photometric == 8) {
      throw new UnreadableImageException(
          "TIFF in CIE L*a*b*, which is not read here: Pillow converts it by a color management"
              + " library");
    }
    throw new UnreadableImageException(
        "TIFF of a kind that Pillow does not read either (" + description + ")");
  }

  /**
   * A fourth plane of which the file does not say what it is: libtiff and Pillow together take it
   * for the alpha that the colors were multiplied by.
   */
  private static boolean unnamedFourthPlane(TiffDirectory tags) throws UnreadableImageException {
    return tags.number(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2
        && !tags.has(TiffDirectory.EXTRA_SAMPLES)
        && TiffCompression.of(tags) != TiffCompression.NONE;
  }

  /** What Pillow looks a file's kind up by. */
  private record Key(ByteOrder order, int samples, int bits, int format, long fill, long[] extra) {

    private static final TiffPixels UNKNOWN = new TiffPixels(Kind.GRAY, 0, 0, 0, false, false);

    TiffPixels pixels(long photometric, boolean unnamedFourthPlane) {
      boolean plain = format == 1 && fill == 1;
      return switch ((int) Math.max(-1, Math.min(99, photometric))) {
        case 0, 1 -> gray(photometric == 0);
        case 2 -> rgb(unnamedFourthPlane);
        case 3 -> {
          boolean small = bits == 1 || bits == 2 || bits == 4 || bits == 8;
          boolean alone = samples == 1 && extra.length == 0 && format == 1 && small;
          boolean withExtra = samples == 2 && bits == 8 && plain && (extra(2) || extra(0));
          yield alone || withExtra ? make(Kind.PALETTE, 1) : UNKNOWN;
        }
        case 5 -> {
          boolean eight = bits == 8 && samples >= 4 && allZero(0) && extra.length == samples - 4;
          boolean sixteen = bits == 16 && samples == 4 && extra.length == 0;
          yield plain && (eight || sixteen) ? make(Kind.CMYK, 4) : UNKNOWN;
        }
        case 6 ->
            plain && bits == 8 && samples == 3 && extra.length == 0 ? make(Kind.YCBCR, 3) : UNKNOWN;
        default -> UNKNOWN;
      };
    }

    private TiffPixels gray(boolean whiteIsZero) {
      boolean little = order == ByteOrder.LITTLE_ENDIAN;
      if (samples == 2) {
        boolean known = !whiteIsZero && bits == 8 && format == 1 && fill == 1 && extra(2);
        return known ? make(Kind.GRAY, 1) : UNKNOWN;
      }
      if (samples != 1 || extra.length > 0) {
        return UNKNOWN;
      }
      boolean first = fill == 1;
      return switch (bits) {
        case 1, 2, 4, 8 ->
            format == 1 ? new TiffPixels(Kind.GRAY, bits, 1, 1, whiteIsZero, fill == 2) : UNKNOWN;
        case 12 -> format == 1 && first && little && !whiteIsZero ? make(Kind.GRAY, 1) : UNKNOWN;
        case 16 -> {
          if (format == 2 && first && !whiteIsZero) {
            yield make(Kind.SIGNED, 1);
          }
          // White at 0 is not turned around at this depth.
          boolean known = format == 1 && (little ? first || !whiteIsZero : first && !whiteIsZero);
          yield known ? make(Kind.GRAY, 1) : UNKNOWN;
        }
        case 32 -> {
          if (format == 3 && first) {
            yield make(Kind.FLOAT, 1);
          }
          boolean known = first && !whiteIsZero && (format == 2 || (format == 1 && little));
          yield known ? make(Kind.SIGNED, 1) : UNKNOWN;
        }
        default -> UNKNOWN;
      };
    }

    private TiffPixels rgb(boolean unnamedFourthPlane) {
      if (format != 1 || (bits != 8 && bits != 16)) {
        return UNKNOWN;
      }
      if (samples == 3 && extra.length == 0) {
        return bits == 8 || fill == 1 ? make(Kind.RGB, 3) : UNKNOWN;
      }
      if (fill != 1 || samples < 4) {
        return UNKNOWN;
      }
      if (samples == 4 && extra.length == 0) {
        return unnamedFourthPlane ? make(Kind.ASSOCIATED, 4) : make(Kind.RGB, 3);
      }
      if (extra.length != samples - 3 || !allZero(1) || (bits == 16 && samples > 4)) {
        return UNKNOWN;
      }
      boolean corelDraw = extra[0] == 999 && bits == 8 && samples == 4;
      if (extra[0] == 0 || extra[0] == 2 || corelDraw) {
        return make(Kind.RGB, 3);
      }
      return extra[0] == 1 ? make(Kind.ASSOCIATED, 4) : UNKNOWN;
    }

    private TiffPixels make(Kind kind, int colors) {
      return new TiffPixels(kind, bits, samples, colors, false, fill == 2);
    }

    private boolean extra(long value) {
      return extra.length == 1 && extra[0] == value;
    }

    private boolean allZero(int from) {
      for (int i = from; i < extra.length; i++) {
        if (extra[i] != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
