package org.encodertraces.flickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.Cameras;
import org.encodertraces.acquisition.ExifValues;

/** Acquisition labels from the answer of {@code flickr.photos.getExif}. */
final class FlickrLabels {

  /** Letters of {@code 2008:05:30 15:56:01}. */
  private static final int TIME_LETTERS = 19;

  private static final int DAY_LETTERS = 10;

  private FlickrLabels() {}

  /** Values by attribute, as {@link ExifReader} spells them. */
  static Map<Attribute, String> of(JsonNode answer, Cameras cameras) {
    Map<String, String> tags = new HashMap<>();
    for (JsonNode tag : answer.path("photo").path("exif")) {
      String value = tag.path("raw").path("_content").asText().strip();
      if (!value.isEmpty()) {
        // The first of several tag spaces is the camera's own.
        tags.putIfAbsent(tag.path("tag").asText(), value);
      }
    }
    Map<Attribute, String> labels = new LinkedHashMap<>();
    Optional<String> written = text(tags, "Make");
    Optional<String> make = written.map(cameras::make);
    Optional<String> model = text(tags, "Model");
    put(labels, Attribute.MAKE, make);
    put(labels, Attribute.MAKE_WRITTEN, written);
    put(labels, Attribute.MODEL, model);
    if (make.isPresent() && model.isPresent()) {
      boolean phone = cameras.isSmartphone(make.get(), model.get());
      labels.put(Attribute.IS_SMARTPHONE, phone ? "True" : "False");
      put(labels, Attribute.SMARTPHONE_MODEL, model.filter(name -> phone));
    }
    put(labels, Attribute.EXPOSURE, number(tags, ExifValues::exposure, "ExposureTime"));
    put(labels, Attribute.APERTURE, number(tags, ExifValues::aperture, "FNumber"));
    put(labels, Attribute.ISO_SPEED, iso(tags));
    put(labels, Attribute.FOCAL_LENGTH, number(tags, ExifValues::focalLength, "FocalLength"));
    put(labels, Attribute.FLASH, text(tags, "Flash").flatMap(FlickrLabels::flash));
    Optional<String> taken =
        text(tags, "DateTimeOriginal")
            .or(() -> text(tags, "CreateDate"))
            .flatMap(FlickrLabels::taken);
    put(labels, Attribute.DATE_TAKEN, taken);
    put(labels, Attribute.YEAR, taken.map(date -> date.substring(0, 4) + ".0"));
    put(labels, Attribute.SOFTWARE, text(tags, "Software"));
    put(labels, Attribute.LENS, text(tags, "LensModel").or(() -> text(tags, "Lens")));
    return labels;
  }

  private static void put(
      Map<Attribute, String> labels, Attribute attribute, Optional<String> value) {
    value.ifPresent(text -> labels.put(attribute, text));
  }

  private static Optional<String> text(Map<String, String> tags, String tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  /** {@code 2008-05-30T15:56:01}, or the day alone; whatever follows, such as a zone, is left. */
  private static Optional<String> taken(String text) {
    if (text.length() >= TIME_LETTERS) {
      return ExifValues.time(text.substring(0, TIME_LETTERS))
          .map(
              time ->
                  DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).format(time));
    }
    return text.length() < DAY_LETTERS
        ? Optional.empty()
        : ExifValues.day(text.substring(0, DAY_LETTERS)).map(LocalDate::toString);
  }

  /** The first number above 0, of a list such as {@code 0, 400} too. */
  private static Optional<String> iso(Map<String, String> tags) {
    return Stream.of("ISO", "ISOSpeedRatings")
        .flatMap(name -> text(tags, name).stream())
        .flatMap(text -> ExifValues.numbers(text).boxed())
        .filter(value -> value > 0)
        .findFirst()
        .flatMap(ExifValues::iso);
  }

  private static Optional<String> number(
      Map<String, String> tags, Function<Double, Optional<String>> spelled, String... names) {
    for (String name : names) {
      String text = tags.get(name);
      if (text != null) {
        OptionalDouble value = ExifValues.number(text);
        if (value.isPresent()) {
          return spelled.apply(value.getAsDouble());
        }
      }
    }
    return Optional.empty();
  }

  /** Flickr spells the flash out: {@code Off, Did not fire}, {@code On, Fired}. */
  private static Optional<String> flash(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("did not fire") || lower.contains("no flash") || lower.startsWith("off")) {
      return Optional.of(ExifValues.flash(0));
    }
    if (lower.contains("fired") || lower.startsWith("on")) {
      return Optional.of(ExifValues.flash(1));
    }
    OptionalDouble value = ExifValues.number(lower);
    return value.isPresent()
        ? Optional.of(ExifValues.flash((int) value.getAsDouble()))
        : Optional.empty();
  }
}
