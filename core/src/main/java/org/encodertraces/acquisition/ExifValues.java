package org.encodertraces.acquisition;

import com.drew.lang.Rational;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQuery;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of Exif in FlickrExif's spelling, whether they come from a photo's own bytes or as the
 * text that Flickr's API gives.
 */
public final class ExifValues {

  /** A number, a fraction of two, or either within words: {@code 1/125}, {@code 0.008 sec}. */
  private static final Pattern NUMBER =
      Pattern.compile("([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)(?:\\s*/\\s*(\\d+(?:\\.\\d+)?))?");

  // Strict: there was no 30 February, and no 24:00:00 that is the next day's start.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu:MM:dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Year of the oldest photograph: 0001:01:01 and the like are clocks that were never set. */
  private static final int FIRST_PHOTO = 1826;

  private static final double LONGEST_EXPOSURE = 3_600;
  private static final double SHORTEST_EXPOSURE = 1e-6;
  private static final double LARGEST_APERTURE = 200;
  private static final double LARGEST_ISO = 10_000_000;
  private static final double LONGEST_FOCAL_LENGTH = 10_000;

  private ExifValues() {}

  /** {@code 1/125} for what is shorter than a third of a second, else seconds. */
  public static Optional<String> exposure(double seconds) {
    if (!(seconds >= SHORTEST_EXPOSURE && seconds <= LONGEST_EXPOSURE)) {
      return Optional.empty();
    }
    double inverse = 1 / seconds;
    long whole = Math.round(inverse);
    boolean fraction = seconds < 0.3 || (whole > 1 && Math.abs(inverse - whole) < 0.01 * whole);
    return Optional.of(fraction ? "1/" + whole : plain(seconds));
  }

  /** {@code 5.6}: one decimal; below 1 two, {@code 0.95}, as exiftool and so Flickr spell it. */
  public static Optional<String> aperture(double number) {
    if (!(number >= 0.5 && number <= LARGEST_APERTURE)) {
      return Optional.empty();
    }
    String two = String.format(Locale.ROOT, "%.2f", number);
    return Optional.of(two.startsWith("0") ? two : oneDecimal(number));
  }

  /** {@code 200}: a whole number. */
  public static Optional<String> iso(double value) {
    return value >= 1 && value <= LARGEST_ISO
        ? Optional.of(Long.toString(Math.round(value)))
        : Optional.empty();
  }

  /** {@code 18.0 mm}. */
  public static Optional<String> focalLength(double millimeters) {
    return millimeters >= 0.1 && millimeters <= LONGEST_FOCAL_LENGTH
        ? Optional.of(oneDecimal(millimeters) + " mm")
        : Optional.empty();
  }

  /** By bit 0, "flash fired" (Exif 2.3, section 4.6.5). */
  public static String flash(int value) {
    return (value & 1) == 1 ? "with flash" : "without flash";
  }

  /** A number of whatever type Exif holds: of a list its first, of a text what it spells. */
  public static OptionalDouble number(@Nullable Object value) {
    if (value != null && value.getClass().isArray() && Array.getLength(value) > 0) {
      return number(Array.get(value, 0));
    }
    return numbers(value).findFirst();
  }

  /** All numbers of a value of whatever type Exif holds. */
  public static DoubleStream numbers(@Nullable Object value) {
    if (value == null) {
      return DoubleStream.empty();
    }
    if (value instanceof Rational rational) {
      return rational.getDenominator() == 0
          ? DoubleStream.empty()
          : DoubleStream.of((double) rational.getNumerator() / rational.getDenominator());
    }
    if (value instanceof Number number) {
      return DoubleStream.of(number.doubleValue()).filter(Double::isFinite);
    }
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .boxed()
          .flatMapToDouble(i -> numbers(Array.get(value, i)));
    }
    return NUMBER
        .matcher(value.toString())
        .results()
        .mapToDouble(ExifValues::value)
        .filter(Double::isFinite);
  }

  /** The first number or fraction in a text. */
  public static OptionalDouble number(String text) {
    return number((Object) text);
  }

  private static double value(MatchResult match) {
    double value = Double.parseDouble(match.group(1));
    String divisor = match.group(2);
    return divisor == null ? value : value / Double.parseDouble(divisor);
  }

  /** The moment that Exif's {@code 2008:05:30 15:56:01} names, if there was one. */
  public static Optional<LocalDateTime> time(String text) {
    return parsed(text, TIME, LocalDateTime::from).filter(time -> isOfAPhoto(time.toLocalDate()));
  }

  /** The day that Exif's {@code 2008:05:30} names, if there was one. */
  public static Optional<LocalDate> day(String text) {
    return parsed(text, DAY, LocalDate::from).filter(ExifValues::isOfAPhoto);
  }

  private static <T> Optional<T> parsed(
      String text, DateTimeFormatter format, TemporalQuery<T> query) {
    try {
      return Optional.of(format.parse(text, query));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfAPhoto(LocalDate day) {
    return day.getYear() >= FIRST_PHOTO;
  }

  private static String oneDecimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String plain(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
