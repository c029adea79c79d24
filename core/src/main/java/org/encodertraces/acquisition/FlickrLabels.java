package org.encodertraces.acquisition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Acquisition labels from the answer of {@code flickr.photos.getExif}. */
final class FlickrLabels {

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
    put(labels, Attribute.ISO_SPEED, number(tags, ExifValues::iso, "ISO", "ISOSpeedRatings"));
    put(labels, Attribute.FOCAL_LENGTH, number(tags, ExifValues::focalLength, "FocalLength"));
    put(labels, Attribute.FLASH, text(tags, "Flash").flatMap(FlickrLabels::flash));
    Optional<String> taken =
        text(tags, "DateTimeOriginal")
            .or(() -> text(tags, "CreateDate"))
            .filter(date -> date.matches("[12]\\d{3}:[01]\\d:[0-3]\\d.*"));
    put(
        labels,
        Attribute.DATE_TAKEN,
        taken.map(
            date ->
                date.substring(0, 10).replace(':', '-')
                    + (date.length() >= 19 ? "T" + date.substring(11, 19) : "")));
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
