package org.encodertraces.acquisition;

import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Reads acquisition labels from a photo's own bytes, as FlickrExif spells them: {@code 1/125},
 * {@code 5.6}, {@code 200}, {@code 18.0 mm}, {@code with flash}.
 *
 * <p>Exif is what strangers wrote: whatever is not what it must be is left out with a reason, and
 * nothing in it stops a run.
 */
public final class ExifReader {

  private static final int LONGEST_TEXT = 200;

  /** "See the other tags": a sensitivity that 16 bits do not hold (Exif 2.3, section 4.6.5). */
  private static final int ISO_OVERFLOW = 65_535;

  /** Letters of an unusable value that its reason repeats. */
  private static final int LONGEST_QUOTE = 40;

  private final Cameras cameras;

  public ExifReader(Cameras cameras) {
    this.cameras = cameras;
  }

  /**
   * What a photo says of itself.
   *
   * @param values by attribute, of {@link Attribute}s that could be read
   * @param missing reasons by attribute, for the others
   */
  public record Labels(Map<Attribute, String> values, Map<Attribute, String> missing) {
    /** The value of an attribute. */
    public Optional<String> get(Attribute attribute) {
      return Optional.ofNullable(values.get(attribute));
    }
  }

  /** Reads the labels of a photo's bytes. */
  public Labels read(byte[] bytes) {
    Reading reading = new Reading(bytes);
    return new Labels(reading.values, reading.missing);
  }

  /** One photo under way. */
  private final class Reading {
    private final Map<Attribute, String> values = new LinkedHashMap<>();
    private final Map<Attribute, String> missing = new LinkedHashMap<>();
    private List<Directory> directories = List.of();
    private String why = "not in the photo's Exif";

    Reading(byte[] bytes) {
      try {
        directories = ExifDirectories.of(bytes);
        if (directories.isEmpty()) {
          why = "the photo has no Exif";
        }
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        why = "its metadata cannot be read";
      }
      readCamera();
      put(Attribute.EXPOSURE, exposure());
      put(Attribute.APERTURE, aperture());
      put(Attribute.ISO_SPEED, iso());
      put(Attribute.FOCAL_LENGTH, focalLength());
      put(Attribute.FLASH, flash());
      Optional<LocalDateTime> taken = taken();
      put(Attribute.DATE_TAKEN, taken.map(LocalDateTime::toString));
      put(Attribute.YEAR, taken.map(date -> date.getYear() + ".0"));
      put(Attribute.SOFTWARE, text(ExifDirectoryBase.TAG_SOFTWARE));
      put(Attribute.LENS, text(ExifDirectoryBase.TAG_LENS_MODEL));
      put(
          Attribute.ORIENTATION,
          number(ExifDirectoryBase.TAG_ORIENTATION).stream()
              .filter(value -> value >= 1 && value <= 8)
              .mapToObj(value -> Integer.toString((int) value))
              .findFirst());
      Optional<JpegTables> tables = JpegTables.of(bytes);
      put(Attribute.JPEG_QUALITY, tables.map(found -> Integer.toString(found.quality())));
      put(Attribute.JPEG_TABLES, tables.map(found -> found.standard() ? "standard" : "own"));
      put(Attribute.JPEG_SUBSAMPLING, tables.flatMap(JpegTables::subsampling));
    }

    private void put(Attribute attribute, Optional<String> value) {
      if (value.isPresent()) {
        values.put(attribute, value.get());
      } else {
        missing.putIfAbsent(
            attribute, attribute.isOfFile() ? "not a JPEG with three components" : why);
      }
    }

    private void readCamera() {
      Optional<String> written = text(ExifDirectoryBase.TAG_MAKE);
      Optional<String> make = written.map(cameras::make);
      Optional<String> model = text(ExifDirectoryBase.TAG_MODEL);
      put(Attribute.MAKE, make);
      put(Attribute.MAKE_WRITTEN, written);
      put(Attribute.MODEL, model);
      Optional<Boolean> smartphone =
          make.flatMap(m -> model.map(name -> cameras.isSmartphone(m, name)));
      put(Attribute.IS_SMARTPHONE, smartphone.map(phone -> phone ? "True" : "False"));
      if (smartphone.isPresent() && !smartphone.get()) {
        missing.put(Attribute.SMARTPHONE_MODEL, "not a smartphone");
      }
      put(Attribute.SMARTPHONE_MODEL, model.filter(name -> smartphone.orElse(false)));
    }

    /** Exposure time, or what the shutter speed in APEX units comes to. */
    private Optional<String> exposure() {
      OptionalDouble seconds = positive(ExifDirectoryBase.TAG_EXPOSURE_TIME);
      if (seconds.isEmpty()) {
        OptionalDouble apex =
            apex(
                ExifDirectoryBase.TAG_SHUTTER_SPEED,
                Attribute.EXPOSURE,
                "exposure time would be 1 s");
        if (apex.isPresent() && Math.abs(apex.getAsDouble()) < 20) {
          seconds = OptionalDouble.of(Math.pow(2, -apex.getAsDouble()));
        }
      }
      return spelled(
          Attribute.EXPOSURE,
          seconds,
          ExifValues::exposure,
          ExifDirectoryBase.TAG_EXPOSURE_TIME,
          "exposure time");
    }

    private Optional<String> aperture() {
      OptionalDouble number = positive(ExifDirectoryBase.TAG_FNUMBER);
      if (number.isEmpty()) {
        OptionalDouble apex =
            apex(ExifDirectoryBase.TAG_APERTURE, Attribute.APERTURE, "F-number would be 1.0");
        if (apex.isPresent() && apex.getAsDouble() > -3 && apex.getAsDouble() < 15) {
          number = OptionalDouble.of(Math.pow(2, apex.getAsDouble() / 2));
        }
      }
      return spelled(
          Attribute.APERTURE,
          number,
          ExifValues::aperture,
          ExifDirectoryBase.TAG_FNUMBER,
          "F-number");
    }

    /**
     * An APEX value that stands in for a missing or zero one. A zero beside it is no f/1.0 and no
     * second: cameras write it for what they do not know, such as a lens without contacts.
     */
    private OptionalDouble apex(int tag, Attribute attribute, String meaning) {
      OptionalDouble value = number(tag);
      if (value.isPresent() && value.getAsDouble() == 0) {
        missing.put(
            attribute,
            "only an APEX value of 0, by which the %s; cameras write it for what they do not know"
                .formatted(meaning));
        return OptionalDouble.empty();
      }
      return value;
    }

    /**
     * A number in FlickrExif's spelling; what is there and cannot be one is named as the reason.
     */
    private Optional<String> spelled(
        Attribute attribute,
        OptionalDouble value,
        DoubleFunction<Optional<String>> spelling,
        int tag,
        String what) {
      Optional<String> text =
          value.isEmpty() ? Optional.empty() : spelling.apply(value.getAsDouble());
      if (text.isEmpty()) {
        text(tag)
            .ifPresent(
                written ->
                    missing.putIfAbsent(
                        attribute, "\"%s\" is no %s".formatted(cut(written, LONGEST_QUOTE), what)));
      }
      return text;
    }

    /** The first sensitivity that is one: some cameras write a list that begins with 0. */
    private Optional<String> iso() {
      OptionalDouble value =
          IntStream.of(
                  ExifDirectoryBase.TAG_ISO_EQUIVALENT,
                  ExifDirectories.RECOMMENDED_EXPOSURE_INDEX,
                  ExifDirectories.ISO_SPEED)
              .boxed()
              .flatMap(tag -> directories.stream().map(directory -> directory.getObject(tag)))
              .flatMapToDouble(ExifValues::numbers)
              .filter(one -> one > 0 && one != ISO_OVERFLOW)
              .findFirst();
      return spelled(
          Attribute.ISO_SPEED,
          value,
          ExifValues::iso,
          ExifDirectoryBase.TAG_ISO_EQUIVALENT,
          "ISO speed");
    }

    private Optional<String> focalLength() {
      return spelled(
          Attribute.FOCAL_LENGTH,
          positive(ExifDirectoryBase.TAG_FOCAL_LENGTH),
          ExifValues::focalLength,
          ExifDirectoryBase.TAG_FOCAL_LENGTH,
          "focal length");
    }

    private Optional<String> flash() {
      return number(ExifDirectoryBase.TAG_FLASH).stream()
          .mapToObj(value -> ExifValues.flash((int) value))
          .findFirst();
    }

    private Optional<LocalDateTime> taken() {
      String noDate = "";
      for (int tag :
          new int[] {
            ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
            ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
            ExifDirectoryBase.TAG_DATETIME
          }) {
        Optional<String> text = text(tag);
        Optional<LocalDateTime> date = text.flatMap(ExifValues::time);
        if (date.isPresent()) {
          return date;
        }
        if (noDate.isEmpty() && text.isPresent()) {
          noDate = "\"%s\" is no date".formatted(text.get());
        }
      }
      if (!noDate.isEmpty()) {
        missing.put(Attribute.DATE_TAKEN, noDate);
        missing.put(Attribute.YEAR, noDate);
      }
      return Optional.empty();
    }

    /** The first directory's text that says anything, cut where cameras pad it. */
    private Optional<String> text(int tag) {
      for (Directory directory : directories) {
        Object value = directory.getObject(tag);
        String text =
            value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : directory.getString(tag);
        if (text != null) {
          int end = text.indexOf('\0');
          String clean =
              (end < 0 ? text : text.substring(0, end)).replaceAll("\\p{Cntrl}", " ").strip();
          if (!clean.isEmpty()) {
            return Optional.of(cut(clean, LONGEST_TEXT));
          }
        }
      }
      return Optional.empty();
    }

    /** The beginning of a text; never half a letter, which no file could hold. */
    private static String cut(String text, int longest) {
      if (text.length() <= longest) {
        return text;
      }
      boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
      return text.substring(0, splits ? longest - 1 : longest);
    }

    private OptionalDouble positive(int tag) {
      OptionalDouble value = number(tag);
      return value.isPresent() && value.getAsDouble() > 0 ? value : OptionalDouble.empty();
    }

    /** The first directory's number: of a list its first, of a text what it spells. */
    private OptionalDouble number(int tag) {
      for (Directory directory : directories) {
        OptionalDouble value = ExifValues.number(directory.getObject(tag));
        if (value.isPresent()) {
          return value;
        }
      }
      return OptionalDouble.empty();
    }
  }
}
