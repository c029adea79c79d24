package org.encodertraces.acquisition;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.ExifTiffHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The directories of a picture's Exif, in the order in which they count: where a file has several
 * blocks the last counts, tag by tag, as with exiftool; what is said of the thumbnail counts least.
 */
final class ExifDirectories {

  static final int RECOMMENDED_EXPOSURE_INDEX = 0x8832;
  static final int ISO_SPEED = 0x8833;

  /** The tags that labels are read from, and the one that tells pages from thumbnails. */
  private static final Set<Integer> TAGS =
      Set.of(
          ExifDirectoryBase.TAG_MAKE,
          ExifDirectoryBase.TAG_MODEL,
          ExifDirectoryBase.TAG_ORIENTATION,
          ExifDirectoryBase.TAG_SOFTWARE,
          ExifDirectoryBase.TAG_DATETIME,
          ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
          ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
          ExifDirectoryBase.TAG_EXPOSURE_TIME,
          ExifDirectoryBase.TAG_SHUTTER_SPEED,
          ExifDirectoryBase.TAG_FNUMBER,
          ExifDirectoryBase.TAG_APERTURE,
          ExifDirectoryBase.TAG_ISO_EQUIVALENT,
          RECOMMENDED_EXPOSURE_INDEX,
          ISO_SPEED,
          ExifDirectoryBase.TAG_FOCAL_LENGTH,
          ExifDirectoryBase.TAG_FLASH,
          ExifDirectoryBase.TAG_LENS_MODEL,
          ExifDirectoryBase.TAG_PAGE_NUMBER);

  private ExifDirectories() {}

  /**
   * The directories of a picture's bytes; none when it has no Exif.
   *
   * @throws IOException when there is Exif and none of it can be read
   * @throws RuntimeException on some broken files, as the library does
   */
  static List<Directory> of(byte[] bytes) throws IOException {
    List<byte[]> blocks = ExifBlocks.of(bytes);
    List<Directory> directories = new ArrayList<>();
    List<Directory> thumbnails = new ArrayList<>();
    String failure = "";
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Metadata metadata = new Metadata();
      try {
        new TiffReader().processTiff(new ByteArrayReader(blocks.get(i)), new Labels(metadata), 0);
      } catch (TiffProcessingException | IOException | RuntimeException e) {
        // What was read before the fault counts.
        failure = String.valueOf(e.getMessage());
      }
      for (Directory directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
        (directory instanceof ExifThumbnailDirectory ? thumbnails : directories).add(directory);
      }
    }
    directories.addAll(thumbnails);
    if (directories.isEmpty() && !blocks.isEmpty()) {
      throw new IOException(failure);
    }
    return directories;
  }

  /**
   * The library's handler without what labels do not need: maker notes, profiles, XMP and
   * thumbnails are passed over, and what a file can make it do has a bound. A structure of
   * overlapping directories that point at each other's bytes would otherwise unfold a megabyte to
   * hours of work.
   */
  private static final class Labels extends ExifTiffHandler {

    /** Real files have a handful; TIFF's further pages and thumbnails tell nothing new. */
    private static final int MOST_DIRECTORIES = 64;

    /** A segment of JPEG cannot hold a longer value. */
    private static final int LONGEST_VALUE = 1 << 16;

    private static final int MOST_BYTES = 1 << 24;

    /**
     * Each part of a list may be asked for as a pointer; the largest pictures have 100,000 tiles.
     */
    private static final int MOST_QUESTIONS = 10_000_000;

    private int entered = 1;
    private int bytes;
    private int questions;

    Labels(Metadata metadata) {
      super(metadata, null, 0);
    }

    @Override
    public boolean tryEnterSubIfd(int tagId) {
      if (++questions > MOST_QUESTIONS) {
        throw new IllegalArgumentException("its directories do not end");
      }
      if (entered >= MOST_DIRECTORIES || !super.tryEnterSubIfd(tagId)) {
        return false;
      }
      entered++;
      return true;
    }

    @Override
    public boolean hasFollowerIfd() {
      if (entered >= MOST_DIRECTORIES || !super.hasFollowerIfd()) {
        return false;
      }
      entered++;
      return true;
    }

    @Override
    public boolean customProcessTag(
        int tagOffset,
        Set<Integer> processedIfdOffsets,
        int tiffHeaderOffset,
        RandomAccessReader reader,
        int tagId,
        int byteCount) {
      boolean wanted =
          TAGS.contains(tagId)
              && byteCount > 0
              && byteCount <= LONGEST_VALUE
              && bytes + byteCount <= MOST_BYTES;
      bytes += wanted ? byteCount : 0;
      return !wanted; // true: the tag is dealt with
    }

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}
  }
}
