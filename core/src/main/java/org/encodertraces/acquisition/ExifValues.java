package org.encodertraces.acquisition;

import com.drew.lang.Rational;
import java.lang.reflect.Array;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of Exif in FlickrExif's spelling, whether they come from a photo's own bytes or as the
 * text that Flickr's API gives.
 */
final class ExifValues {

  /** A number, a fraction of two, or either within words: {@code 1/125}, {@code 0.008 sec}. */
  private static final Pattern NUMBER =
      Pattern.compile("([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)(?:\\s*/\\s*(\\d+(?:\\.\\d+)?))?");

  private static final double LONGEST_EXPOSURE = 3_600;
  private static final double SHORTEST_EXPOSURE = 1e-6;
  private static final double LARGEST_APERTURE = 200;
  private static final double LARGEST_ISO = 10_000_000;
  private static final double LONGEST_FOCAL_LENGTH = 10_000;

  private ExifValues() {}

  /** {@code 1/125} for what is shorter than a third of a second, else seconds. */
  static Optional<String> exposure(double seconds) {
    if (!(seconds >= SHORTEST_EXPOSURE && seconds <= LONGEST_EXPOSURE)) {
      return Optional.empty();
    }
    double inverse = 1 / seconds;
    long whole = Math.round(inverse);
    boolean fraction = seconds < 0.3 || (seconds < 1 && Math.abs(inverse - whole) < 0.01 * whole);
    return Optional.of(fraction ? "1/" + whole : plain(seconds));
  }

  /** {@code 5.6}: one decimal. */
  static Optional<String> aperture(double number) {
    return number >= 0.5 && number <= LARGEST_APERTURE
        ? Optional.of(oneDecimal(number))
        : Optional.empty();
  }

  /** {@code 200}: a whole number. */
  static Optional<String> iso(double value) {
    return value >= 1 && value <= LARGEST_ISO
        ? Optional.of(Long.toString(Math.round(value)))
        : Optional.empty();
  }

  /** {@code 18.0 mm}. */
  static Optional<String> focalLength(double millimeters) {
    return millimeters >= 0.1 && millimeters <= LONGEST_FOCAL_LENGTH
        ? Optional.of(oneDecimal(millimeters) + " mm")
        : Optional.empty();
  }

  /** By bit 0, "flash fired" (Exif 2.3, section 4.6.5). */
  static String flash(int value) {
    return (value & 1) == 1 ? "with flash" : "without flash";
  }

  /** A number of whatever type Exif holds: of a list its first, of a text what it spells. */
  static OptionalDouble number(@Nullable Object value) {
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Rational rational) {
      return rational.getDenominator() == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of((double) rational.getNumerator() / rational.getDenominator());
    }
    if (value instanceof Number number) {
      return finite(number.doubleValue());
    }
    if (value.getClass().isArray()) {
      return Array.getLength(value) == 0 ? OptionalDouble.empty() : number(Array.get(value, 0));
    }
    return number(value.toString());
  }

  /** The first number or fraction in a text. */
  static OptionalDouble number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(matcher.group(1));
    String divisor = matcher.group(2);
    return finite(divisor == null ? value : value / Double.parseDouble(divisor));
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static String oneDecimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String plain(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
