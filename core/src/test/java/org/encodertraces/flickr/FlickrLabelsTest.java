package org.encodertraces.flickr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.Cameras;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Flickr's answers say is held to the same rules as the photos' own Exif. */
class FlickrLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "2010:05:30 15:56:01, 2010-05-30T15:56:01",
    "2010:05:30 15:56:00+02:00, 2010-05-30T15:56:00",
    "2010:05:30, 2010-05-30",
    "2010:02:30 15:56:01, ",
    "2010:05:30 24:00:00, ",
    "2010:19:30 15:56:01, ",
    "0000:00:00 00:00:00, ",
  })
  void datesThatWereNoneAreNone(String written, String expected) {
    Map<Attribute, String> labels = labels("DateTimeOriginal", written);

    assertThat(labels.get(Attribute.DATE_TAKEN)).isEqualTo(expected);
    assertThat(labels.get(Attribute.YEAR)).isEqualTo(expected == null ? null : "2010.0");
  }

  @Test
  void listsOfSensitivitiesAndFastLenses() {
    assertThat(labels("ISO", "0, 400").get(Attribute.ISO_SPEED)).isEqualTo("400");
    assertThat(labels("ISO", "0").get(Attribute.ISO_SPEED)).isNull();
    assertThat(labels("FNumber", "0.95").get(Attribute.APERTURE)).isEqualTo("0.95");
    assertThat(labels("FNumber", "0").get(Attribute.APERTURE)).isNull();
  }

  private static Map<Attribute, String> labels(String tag, String value) {
    ObjectNode answer = new ObjectMapper().createObjectNode();
    ArrayNode tags = answer.putObject("photo").putArray("exif");
    tags.addObject().put("tag", tag).putObject("raw").put("_content", value);
    return FlickrLabels.of(answer, Cameras.known());
  }
}
