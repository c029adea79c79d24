package org.encodertraces.camera;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import org.apache.commons.imaging.common.RationalNumber;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputDirectory;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;

/**
 * Writes the truth about a shot into its JPEG. No date: a simulated shot has none, and one of
 * today's would change the bytes.
 */
public final class PhotoExif {

  /** Flash did not fire, and was switched off. */
  private static final short NO_FLASH = 0x10;

  private static final int LARGEST = 1_000_000;

  private PhotoExif() {}

  /**
   * The JPEG with Exif.
   *
   * @param caption what the photo shows; for Exif ASCII alone
   * @param comment all that was decided about the shot, as JSON
   */
  public static byte[] write(Shot shot, String caption, String comment) {
    Camera camera = shot.camera();
    Exposure exposure = shot.exposure();
    try {
      TiffOutputSet set = new TiffOutputSet(ByteOrder.LITTLE_ENDIAN);
      TiffOutputDirectory root = set.getOrCreateRootDirectory();
      root.add(TiffTagConstants.TIFF_TAG_IMAGE_DESCRIPTION, caption);
      root.add(TiffTagConstants.TIFF_TAG_MAKE, Camera.MAKE);
      root.add(TiffTagConstants.TIFF_TAG_MODEL, camera.name());
      root.add(TiffTagConstants.TIFF_TAG_ORIENTATION, (short) 1);
      root.add(TiffTagConstants.TIFF_TAG_SOFTWARE, "Encoder Traces, world");
      TiffOutputDirectory exif = set.getOrCreateExifDirectory();
      exif.add(
          ExifTagConstants.EXIF_TAG_EXPOSURE_TIME,
          new RationalNumber(1, (int) Math.rint(1 / exposure.seconds())));
      exif.add(ExifTagConstants.EXIF_TAG_FNUMBER, rational(exposure.fNumber()));
      exif.add(ExifTagConstants.EXIF_TAG_ISO, (short) exposure.iso());
      exif.add(ExifTagConstants.EXIF_TAG_FOCAL_LENGTH, rational(camera.optics().focalLength()));
      exif.add(
          ExifTagConstants.EXIF_TAG_FOCAL_LENGTH_IN_35MM_FORMAT,
          (short) camera.optics().focalLength35());
      exif.add(ExifTagConstants.EXIF_TAG_FLASH, NO_FLASH);
      exif.add(
          ExifTagConstants.EXIF_TAG_LENS_MODEL,
          "%s lens f/%s".formatted(camera.name(), camera.optics().widest()));
      exif.add(
          ExifTagConstants.EXIF_TAG_BODY_SERIAL_NUMBER, Long.toString(camera.sensor().serial()));
      exif.add(ExifTagConstants.EXIF_TAG_USER_COMMENT, comment);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new ExifRewriter().updateExifMetadataLossless(shot.jpeg(), out, set);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("Exif could not be written", e);
    }
  }

  private static RationalNumber rational(double value) {
    int denominator = 1;
    while (denominator < LARGEST
        && Math.abs(Math.rint(value * denominator) - value * denominator) > 1e-6 * value) {
      denominator *= 10;
    }
    return new RationalNumber((int) Math.rint(value * denominator), denominator);
  }
}
