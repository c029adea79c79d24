package org.encodertraces.photo;

import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.image.Chroma;
import org.encodertraces.image.Filter;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.Resampling;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.UnreadableImageException;

/** Small pictures for pages. */
public final class Thumbnail {

  private static final int LONGEST_SIDE = 112;
  private static final int QUALITY = 78;

  private Thumbnail() {}

  /** JPEG in base64 by photo id; a photo that can no longer be read has none. */
  public static Map<String, String> all(Collection<Photo> photos) {
    Map<String, String> thumbnails = new TreeMap<>();
    for (Photo photo : photos) {
      of(photo)
          .ifPresent(jpeg -> thumbnails.put(photo.id(), Base64.getEncoder().encodeToString(jpeg)));
    }
    return thumbnails;
  }

  /** As {@link #all}, of those photos of a data set that have one of these ids. */
  public static Map<String, String> of(ImageDataset dataset, Set<String> ids) {
    return all(dataset.all().stream().filter(photo -> ids.contains(photo.id())).toList());
  }

  /** JPEG of a photo, upright; empty for one that can no longer be read. */
  public static Optional<byte[]> of(Photo photo) {
    try {
      RgbImage image = PhotoReader.decoded(photo, true);
      double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
      int width = (int) Math.max(1, Math.round(image.width() * scale));
      int height = (int) Math.max(1, Math.round(image.height() * scale));
      return Optional.of(
          Jpeg.encode(
              Resampling.resize(image, width, height, Filter.BILINEAR),
              QUALITY,
              Chroma.SUBSAMPLED_420));
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }
}
