package org.encodertraces.photo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.PhotoBytes;
import org.encodertraces.image.ImageDecoder;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/** Opens photos; whatever keeps one from being pixels is a reason to skip it. */
public final class PhotoReader {

  private PhotoReader() {}

  /**
   * The photo's pixels.
   *
   * @param upright whether Exif orientation is applied
   * @throws UnreadableImageException with the reason, without the photo's name
   */
  public static RgbImage decoded(Photo photo, boolean upright) throws UnreadableImageException {
    return decoded(bytes(photo.bytes()), upright);
  }

  /** The pixels of a photo's bytes. */
  public static RgbImage decoded(byte[] bytes, boolean upright) throws UnreadableImageException {
    return upright ? ImageDecoder.decodeUpright(bytes) : ImageDecoder.decode(bytes);
  }

  /** A photo's bytes, as they lie in its file. */
  public static byte[] bytes(PhotoBytes photo) throws UnreadableImageException {
    try {
      return photo.read();
    } catch (AccessDeniedException e) {
      throw new UnreadableImageException("no permission to read it", e);
    } catch (NoSuchFileException e) {
      throw new UnreadableImageException("it is gone, or a link to nothing", e);
    } catch (IOException e) {
      throw new UnreadableImageException("cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new UnreadableImageException("the file is too large to read into memory", e);
    }
  }
}
