package org.encodertraces.image;

/** A rectangle of pixels: {@code x}, {@code y} is its upper left corner. */
public record Window(int x, int y, int width, int height) {

  public Window {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("empty window: " + width + " x " + height);
    }
  }

  /** All of a picture. */
  public static Window of(PictureSize size) {
    return new Window(0, 0, size.width(), size.height());
  }

  /** The least one that holds this and another. */
  public Window with(Window other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    return new Window(
        left,
        top,
        Math.max(x + width, other.x + other.width) - left,
        Math.max(y + height, other.y + other.height) - top);
  }

  /** This and so many pixels around it, as far as they lie in a picture of this size. */
  public Window grown(int pixels, PictureSize size) {
    int left = Math.max(0, x - pixels);
    int top = Math.max(0, y - pixels);
    return new Window(
        left,
        top,
        Math.min(size.width(), x + width + pixels) - left,
        Math.min(size.height(), y + height + pixels) - top);
  }

  /**
   * The blocks of {@code side} x {@code side} pixels that it touches, as far as the picture goes.
   */
  Window blocks(int side, PictureSize size) {
    int left = x / side * side;
    int top = y / side * side;
    return new Window(
        left,
        top,
        Math.min(size.width(), (x + width + side - 1) / side * side) - left,
        Math.min(size.height(), (y + height + side - 1) / side * side) - top);
  }
}
