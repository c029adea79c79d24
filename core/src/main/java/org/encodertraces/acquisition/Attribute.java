package org.encodertraces.acquisition;

/**
 * What can be known of how a photo was taken; the first are FlickrExif's attributes, by its names.
 */
public enum Attribute {
  MAKE("Make"),
  MODEL("Model"),
  EXPOSURE("Exposure"),
  APERTURE("Aperture"),
  ISO_SPEED("ISO Speed"),
  FOCAL_LENGTH("Focal Length"),
  FLASH("Flash"),
  YEAR("Year"),
  IS_SMARTPHONE("Is Smartphone"),
  SMARTPHONE_MODEL("Smartphone Model"),
  DATE_TAKEN("date_taken"),
  MAKE_WRITTEN("make_as_written"),
  SOFTWARE("software"),
  LENS("lens"),
  ORIENTATION("orientation"),
  /** Of the IJG scale, by the file's quantization tables. */
  JPEG_QUALITY("jpeg_quality"),
  /** {@code standard}, or the {@code own} of a camera, whose quality is an estimate then. */
  JPEG_TABLES("jpeg_tables"),
  JPEG_SUBSAMPLING("jpeg_subsampling");

  private final String column;

  Attribute(String column) {
    this.column = column;
  }

  /** The name of the column in Parquet, and on the command line. */
  public String column() {
    return column;
  }

  /** Whether it comes from the JPEG's own tables and not from Exif. */
  public boolean isOfFile() {
    return this == JPEG_QUALITY || this == JPEG_TABLES || this == JPEG_SUBSAMPLING;
  }
}
