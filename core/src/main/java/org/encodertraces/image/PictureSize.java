package org.encodertraces.image;

import java.util.Optional;

/** Width and height that a picture's header declares, in pixels as stored. */
public record PictureSize(int width, int height) {

  /** The size of a picture's bytes; empty when their header cannot be read. */
  public static Optional<PictureSize> of(byte[] bytes) {
    try {
      ImageHeader header = ImageHeader.read(bytes);
      return Optional.of(new PictureSize(header.width(), header.height()));
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }
}
