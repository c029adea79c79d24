package org.encodertraces.camera;

import java.util.List;

/**
 * A camera as its numbers. What each is, its unit and its range: docs/world.md; the sources of the
 * values: the JSON files.
 *
 * @param name such as {@code phone-optics-2}; the Exif's model
 * @param phone whether it stands for a phone in pairs
 */
public record Camera(
    String name,
    boolean phone,
    Optics optics,
    Sensor sensor,
    Colors colors,
    Development development,
    Output output) {

  /** The Exif's make of every simulated camera. */
  public static final String MAKE = "Simulated";

  /**
   * The lens, and the hand that holds it.
   *
   * @param distortion how far a corner is moved toward the center, a share of its distance to it;
   *     negative away from it
   * @param cornerLight light in the corners at the widest aperture, a share of the center's
   * @param lateralRed how much farther from the center red lies, a share of the distance
   * @param blur standard deviation of the lens's blur at the widest aperture, in sensor pixels
   * @param shake how fast a hand moves the picture, widths a second
   * @param widest f-number
   * @param fNumber in use
   * @param focalLength in mm, {@code focalLength35} of equal angle on 36 x 24 mm
   */
  public record Optics(
      double distortion,
      double cornerLight,
      double lateralRed,
      double lateralBlue,
      double blur,
      double shake,
      double widest,
      double fNumber,
      double focalLength,
      double focalLength35) {}

  /**
   * The sensor and its exposure.
   *
   * @param scale sensor pixels along a side for each of the file's
   * @param shotNoise variance of shot noise over signal at base ISO, both with 1 for full scale
   * @param readNoise natural logarithm added to Brooks et al.'s line for read noise
   * @param responsePattern standard deviation of the pixels' responses, a share of the signal
   * @param offsetPattern standard deviation of the pixels' offsets, 1 for full scale
   * @param blackLevel pedestal in steps of the converter
   * @param longestExposure in seconds, from where on ISO is raised
   * @param serial draws the patterns
   */
  public record Sensor(
      double scale,
      double shotNoise,
      double readNoise,
      double responsePattern,
      double offsetPattern,
      int bits,
      int blackLevel,
      int baseIso,
      int highestIso,
      double longestExposure,
      long serial) {

    /** The largest value of the converter. */
    public int white() {
      return (1 << bits) - 1;
    }
  }

  /**
   * White balance and colors.
   *
   * @param redGain white balance in daylight, green 1
   * @param matrix from XYZ to the camera's own colors for D65, 9 numbers row by row, as dcraw has
   *     it
   */
  public record Colors(double redGain, double blueGain, List<Double> matrix) {}

  /**
   * What the camera does to its pixels.
   *
   * @param denoising range of the bilateral filter in standard deviations of the noise, 0 for none
   * @param denoisingColor the same for color
   * @param brightness gain in the darks of the tone curve, 1 or more
   * @param contrast share of an S curve
   * @param shadows lift of the darks: exponent 1 - shadows
   * @param sharpening amount of the unsharp mask
   * @param sharpeningRadius standard deviation in sensor pixels
   * @param halo how far sharpening may go, 1 for the whole scale
   */
  public record Development(
      Demosaicing demosaicing,
      double denoising,
      double denoisingColor,
      double brightness,
      double contrast,
      double shadows,
      double saturation,
      double sharpening,
      double sharpeningRadius,
      double halo) {}

  /**
   * The file's JPEG.
   *
   * @param quality of the luminance table, on the IJG scale
   * @param colorQuality of the chrominance table
   * @param tableTilt how much coarser than IJG's the tables grow toward high frequencies
   */
  public record Output(int quality, int colorQuality, double tableTilt, Subsampling subsampling) {}

  /** Chroma subsampling of a camera's JPEG. */
  public enum Subsampling {
    S444("4:4:4", 1, 1),
    S422("4:2:2", 2, 1),
    S420("4:2:0", 2, 2);

    private final String text;
    private final int across;
    private final int down;

    Subsampling(String text, int across, int down) {
      this.text = text;
      this.across = across;
      this.down = down;
    }

    /** As Exif readers spell it: {@code 4:2:0}. */
    public String text() {
      return text;
    }

    int across() {
      return across;
    }

    int down() {
      return down;
    }
  }
}
