package org.encodertraces.image;

/**
 * The strips or tiles that a TIFF is cut into.
 *
 * @param width of a block in pixels; the picture's for strips
 * @param height of a block in pixels; the last strip may have fewer
 * @param across blocks beside each other
 * @param down blocks below each other
 * @param offsets where each block's data begin in the file, by rows of blocks, plane by plane
 * @param byteCounts the length of each block's data; empty when the file does not tell
 */
record TiffBlocks(
    boolean tiled, int width, int height, int across, int down, long[] offsets, long[] byteCounts) {

  static TiffBlocks of(TiffDirectory tags) throws UnreadableImageException {
    int width = tags.width();
    int height = tags.height();
    boolean tiled = !tags.has(TiffDirectory.STRIP_OFFSETS);
    if (tiled && !tags.has(TiffDirectory.TILE_OFFSETS)) {
      throw new UnreadableImageException("TIFF has neither strips nor tiles");
    }
    // A strip may declare more rows than there are (2^32 - 1: all).
    long blockWidth = tiled ? tags.number(TiffDirectory.TILE_WIDTH, 0) : width;
    long blockHeight =
        tiled
            ? tags.number(TiffDirectory.TILE_HEIGHT, 0)
            : Math.min(height, tags.number(TiffDirectory.ROWS_PER_STRIP, height));
    if (blockWidth < 1 || blockHeight < 1 || blockWidth > ImageDecoder.MAX_PIXELS / blockHeight) {
      throw new UnreadableImageException(
          "TIFF declares %s of %d x %d pixels"
              .formatted(tiled ? "tiles" : "strips", blockWidth, blockHeight));
    }
    return new TiffBlocks(
        tiled,
        (int) blockWidth,
        (int) blockHeight,
        (int) ((width + blockWidth - 1) / blockWidth),
        (int) ((height + blockHeight - 1) / blockHeight),
        tags.numbers(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS),
        tags.numbers(tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS));
  }

  /** Blocks of a plane. */
  int blocks() {
    return across * down;
  }

  /** Rows of a block that lie in the picture. */
  int rows(int block, int pictureHeight) {
    return Math.min(height, pictureHeight - block / across * height);
  }

  /** Columns of a block that lie in the picture. */
  int columns(int block, int pictureWidth) {
    return Math.min(width, pictureWidth - block % across * width);
  }

  /** Bytes of a block's data, 0 where the file does not tell; not checked to lie in the file. */
  int byteCount(int index, int fileBytes) {
    if (byteCounts.length == 0 && offsets.length == 1) {
      // libtiff guesses the lengths of more than one strip, wrong.
      return (int) Math.max(0, fileBytes - offsets[index]);
    }
    return index < byteCounts.length
        ? (int) Math.max(0, Math.min(Integer.MAX_VALUE, byteCounts[index]))
        : 0;
  }

  String name(int index) {
    return (tiled ? "tile " : "strip ") + index;
  }
}
