package org.encodertraces.image;

/**
 * The markers of a JPEG, which decide whether Pillow reads it: first its own plugin's reading of
 * the header, then libjpeg's of the whole file.
 *
 * <p>Libraries fill what is missing with gray and report success; Pillow refuses it. Of a picture
 * in one scan it wants every row, of one in several scans (a progressive one) the end marker too.
 * What it finds behind the last row must be markers that may stand there: another JPEG, as behind
 * one that was cut short, may not. Sources: Pillow's {@code JpegImagePlugin} and {@code
 * JpegDecode.c}, libjpeg's {@code jdmarker.c}.
 */
final class JpegMarkers {

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;

  private final byte[] bytes;

  private JpegMarkers(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The header of a whole JPEG.
   *
   * @throws UnreadableImageException when it is cut short, or is of a kind that Pillow does not
   *     read
   * @throws IndexOutOfBoundsException when it ends inside a header's segment
   */
  static ImageHeader read(byte[] bytes) throws UnreadableImageException {
    JpegMarkers markers = new JpegMarkers(bytes);
    ImageHeader header = markers.header();
    markers.checkWhole(header);
    return header;
  }

  /**
   * Transform of the last Adobe segment before the image data as libjpeg finds it (0 none, 1 YCbCr,
   * 2 YCCK), or -1 without one.
   */
  static int adobeTransform(byte[] bytes) {
    JpegMarkers markers = new JpegMarkers(bytes);
    int transform = -1;
    int at = markers.behindMarker(2);
    while (at >= 0 && markers.marker(at) != SOS) {
      if (markers.marker(at) == 0xEE
          && at + 14 <= bytes.length
          && markers.number(at) >= 14
          && bytes[at + 2] == 'A'
          && bytes[at + 3] == 'd'
          && bytes[at + 4] == 'o'
          && bytes[at + 5] == 'b'
          && bytes[at + 6] == 'e') {
        transform = bytes[at + 13] & 0xFF;
      }
      at = markers.behindMarker(markers.behindSegment(at));
    }
    return transform;
  }

  /** As Pillow's plugin reads up to the first scan. */
  private ImageHeader header() throws UnreadableImageException {
    if ((bytes[2] & 0xFF) != 0xFF) {
      throw new UnreadableImageException("a JPEG whose start marker is followed by no other");
    }
    int width = 0;
    int height = 0;
    int components = 0;
    int at = 2;
    while (true) {
      if ((bytes[at] & 0xFF) != 0xFF) {
        at++; // bytes between segments, which decoders pass over
        continue;
      }
      int marker = bytes[at + 1] & 0xFF;
      if (marker == 0xFF) {
        at++;
        continue;
      }
      at += 2;
      if (marker == 0) {
        continue;
      }
      if (marker < 0xC0 || marker == 0xFF) {
        throw new UnreadableImageException("a JPEG with an unknown marker %02x".formatted(marker));
      }
      if (standsAlone(marker) || marker == 0xC8 || (marker >= 0xF0 && marker <= 0xFD)) {
        continue;
      }
      int length = number(at);
      if (at + length > bytes.length) {
        throw new UnreadableImageException(
            "JPEG ends after %,d bytes inside its header (truncated)".formatted(bytes.length));
      }
      if (isFrame(marker) || marker == 0xDE) {
        int bits = bytes[at + 2] & 0xFF;
        height = number(at + 3);
        width = number(at + 5);
        components = bytes[at + 7] & 0xFF;
        if (bits != 8) {
          throw new UnreadableImageException(
              "a JPEG of %d bits a sample, expected 8".formatted(bits));
        }
        if (components != 1 && components != 3 && components != 4) {
          throw new UnreadableImageException(
              "a JPEG of %d components, expected 1, 3 or 4".formatted(components));
        }
      } else if (marker == 0xDB) {
        checkQuantization(at + 2, at + length);
      } else if (marker == SOS) {
        if (components == 0) {
          throw new UnreadableImageException("a JPEG without a frame before its image data");
        }
        return new ImageHeader(ImageHeader.Format.JPEG, width, height, components);
      }
      at += Math.max(2, length);
    }
  }

  private void checkQuantization(int from, int to) throws UnreadableImageException {
    int at = from;
    while (at < to) {
      at += 1 + ((bytes[at] & 0xF0) == 0 ? 64 : 128);
    }
    if (at > to) {
      throw new UnreadableImageException("a JPEG with a quantization table cut short (damaged)");
    }
  }

  /** As libjpeg reads from the start to the end marker. */
  private void checkWhole(ImageHeader header) throws UnreadableImageException {
    boolean progressive = false;
    int components = 0;
    int at = behindMarker(2);
    while (at >= 0 && marker(at) != SOS) {
      int marker = marker(at);
      if (marker == SOI || marker == EOI) {
        throw new UnreadableImageException(
            marker == SOI ? "a JPEG that starts twice (damaged)" : "a JPEG without image data");
      }
      if (isFrame(marker)) {
        progressive = marker == 0xC2 || marker == 0xCA;
        components = at + 7 < bytes.length ? bytes[at + 7] & 0xFF : 0;
      }
      at = behindMarker(behindSegment(at));
    }
    if (at < 0 || at + 2 >= bytes.length) {
      throw truncated();
    }
    boolean oneScan = !progressive && (bytes[at + 2] & 0xFF) >= components;
    int next = behindData(behindSegment(at));
    if (next < 0) {
      // Nothing follows the compressed data: only decoding it tells whether the last row is there.
      if (oneScan && ImageDecoder.reachesLastRow(bytes, header)) {
        return;
      }
      throw truncated();
    }
    if (oneScan) {
      checkBehindLastRow(next);
    } else {
      while (marker(next) != EOI) {
        next = behindMarker(behindSegment(next));
        if (next < 0) {
          throw truncated();
        }
      }
    }
  }

  /**
   * Where the last row is there already, the file may stop; but nothing may stand there wrongly.
   */
  private void checkBehindLastRow(int from) throws UnreadableImageException {
    for (int at = from; at >= 0 && marker(at) != EOI; at = behindMarker(behindSegment(at))) {
      int marker = marker(at);
      if (!mayFollow(marker)) {
        throw new UnreadableImageException(
            marker == SOI
                ? "a JPEG cut short, with another one behind it (damaged)"
                : "a JPEG with marker %02x behind its image data (damaged)".formatted(marker));
      }
    }
  }

  /**
   * Restarts, tables, application segments, comments: what libjpeg accepts behind the only scan.
   */
  private static boolean mayFollow(int marker) {
    return marker == 1
        || (marker >= 0xD0 && marker <= 0xD7)
        || marker == 0xC4
        || marker == 0xCC
        || (marker >= 0xDB && marker <= 0xDD)
        || (marker >= 0xE0 && marker <= 0xEF)
        || marker == 0xFE;
  }

  /** Position behind the first marker that ends compressed data; restarts do not. */
  private int behindData(int from) {
    int at = behindMarker(from);
    while (at >= 0 && marker(at) >= 0xD0 && marker(at) <= 0xD7) {
      at = behindMarker(at);
    }
    return at;
  }

  /** Position behind the next marker, past whatever stands before it; -1 when there is none. */
  private int behindMarker(int from) {
    int at = from;
    while (at < bytes.length) {
      if ((bytes[at++] & 0xFF) != 0xFF) {
        continue;
      }
      while (at < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
        at++;
      }
      if (at < bytes.length && bytes[at++] != 0) {
        return at;
      }
    }
    return -1;
  }

  private int marker(int behind) {
    return bytes[behind - 1] & 0xFF;
  }

  private int behindSegment(int behindMarker) {
    if (standsAlone(marker(behindMarker)) || behindMarker + 1 >= bytes.length) {
      return behindMarker;
    }
    return behindMarker + Math.max(2, number(behindMarker));
  }

  private int number(int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** C0 … CF but tables (C4, CC) and a reserved marker (C8). */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean standsAlone(int marker) {
    return marker == 1 || (marker >= 0xD0 && marker <= 0xD9);
  }

  private UnreadableImageException truncated() {
    return new UnreadableImageException(
        "JPEG ends after %,d bytes without its end marker (truncated)".formatted(bytes.length));
  }
}
