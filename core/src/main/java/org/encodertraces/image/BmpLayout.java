package org.encodertraces.image;

import java.util.List;

/** Pixels of a BMP as they lie in the file; for those of whole bytes, where each color is. */
enum BmpLayout {
  INDEX1(1, 0, 0, 0),
  INDEX4(4, 0, 0, 0),
  INDEX8(8, 0, 0, 0),
  RGB555(16, 0, 0, 0),
  RGB565(16, 0, 0, 0),
  BGR(24, 2, 1, 0),
  BGRX(32, 2, 1, 0),
  XBGR(32, 3, 2, 1),
  RGBX(32, 0, 1, 2),
  BGXR(32, 3, 1, 0);

  /** The color masks that Pillow knows, with or without alpha, which is dropped. */
  static final List<Masks> MASKS =
      List.of(
          new Masks(32, 0xFF0000, 0xFF00, 0xFF, 0, BGRX),
          new Masks(32, 0xFF000000L, 0xFF0000, 0xFF00, 0, XBGR),
          new Masks(32, 0xFF000000L, 0xFF00, 0xFF, 0, BGXR),
          new Masks(32, 0xFF000000L, 0xFF0000, 0xFF00, 0xFF, XBGR),
          new Masks(32, 0xFF, 0xFF00, 0xFF0000, 0xFF000000L, RGBX),
          new Masks(32, 0xFF0000, 0xFF00, 0xFF, 0xFF000000L, BGRX),
          new Masks(32, 0xFF000000L, 0xFF00, 0xFF, 0xFF0000, BGXR),
          new Masks(32, 0, 0, 0, 0, BGRX),
          new Masks(24, 0xFF0000, 0xFF00, 0xFF, Masks.ANY, BGR),
          new Masks(16, 0xF800, 0x7E0, 0x1F, Masks.ANY, RGB565),
          new Masks(16, 0x7C00, 0x3E0, 0x1F, Masks.ANY, RGB555));

  /** Masks of the colors in a pixel of {@code bits}, and the layout they mean. */
  record Masks(int bits, long red, long green, long blue, long alpha, BmpLayout layout) {

    private static final long ANY = -1;

    /** Whether these are the masks {@code rgba} of a pixel of {@code pixelBits}. */
    boolean match(int pixelBits, long[] rgba) {
      return bits == pixelBits
          && red == rgba[0]
          && green == rgba[1]
          && blue == rgba[2]
          && (alpha == ANY || alpha == rgba[3]);
    }
  }

  private final int bits;
  private final int red;
  private final int green;
  private final int blue;

  BmpLayout(int bits, int red, int green, int blue) {
    this.bits = bits;
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /** Bits of a pixel. */
  int bits() {
    return bits;
  }

  /** The byte of a pixel that is its red. */
  int red() {
    return red;
  }

  int green() {
    return green;
  }

  int blue() {
    return blue;
  }
}
