package org.encodertraces.image;

/** A rectangle of pixels: {@code x}, {@code y} is its upper left corner. */
public record Window(int x, int y, int width, int height) {

  public Window {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("empty window: " + width + " x " + height);
    }
  }
}
