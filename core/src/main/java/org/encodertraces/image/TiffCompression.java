package org.encodertraces.image;

/** The compressions that Pillow knows by name, with their numbers in the tag Compression. */
enum TiffCompression {
  NONE(1),
  CCITT_RLE(2),
  CCITT_GROUP3(3),
  CCITT_GROUP4(4),
  LZW(5),
  OLD_JPEG(6),
  JPEG(7),
  DEFLATE(8),
  CCITT_RLE_WORDS(32771),
  PACK_BITS(32773),
  THUNDER_SCAN(32809),
  OLD_DEFLATE(32946),
  SGI_LOG(34676),
  SGI_LOG24(34677),
  LZMA(34925),
  ZSTD(50000),
  WEBP(50001);

  private final int tag;

  TiffCompression(int tag) {
    this.tag = tag;
  }

  int tag() {
    return tag;
  }

  static TiffCompression of(TiffDirectory tags) throws UnreadableImageException {
    long value = tags.number(TiffDirectory.COMPRESSION, 1);
    for (TiffCompression compression : values()) {
      if (compression.tag == value) {
        return compression;
      }
    }
    throw new UnreadableImageException(
        "TIFF of compression %d, which Pillow does not read either".formatted(value));
  }

  /** Codecs before which libtiff runs a predictor. */
  boolean hasPredictor() {
    return switch (this) {
      case LZW, DEFLATE, OLD_DEFLATE, LZMA, ZSTD -> true;
      case NONE,
          CCITT_RLE,
          CCITT_GROUP3,
          CCITT_GROUP4,
          OLD_JPEG,
          JPEG,
          CCITT_RLE_WORDS,
          PACK_BITS,
          THUNDER_SCAN,
          SGI_LOG,
          SGI_LOG24,
          WEBP ->
          false;
    };
  }
}
