package org.encodertraces.processing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.InputException;
import org.encodertraces.io.JsonFault;

/**
 * Reads processings and parameters from JSON (docs/processings.md), token by token so that an error
 * can name its line.
 *
 * @param place the file, for messages
 * @param known gets what is read, and tells names that a class may use
 */
record ParametersFile(String place, KnownProcessings known) {

  /** Far above any sensible list; a file that is none of ours ends here. */
  private static final int BYTES_AT_MOST = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String PROCESSINGS = "processings";
  private static final String PARAMETERS = "parameters";

  void read(byte[] json) throws IOException {
    if (json.length > BYTES_AT_MOST) {
      throw new InputException(
          "%s: %,d bytes; a file of parameters has at most %,d"
              .formatted(place, json.length, BYTES_AT_MOST));
    }
    try {
      readPart(json, PROCESSINGS, this::readProcessing); // first, wherever it stands in the file
      if (!readPart(json, PARAMETERS, this::readParameter)) {
        throw new InputException(
            ("%s: no \"%s\"; expected such as"
                    + " {\"%s\": {\"thumbnailer\": [\"IDENTITY\", \"fit(320) jpeg(80,420)\"]}}")
                .formatted(place, PARAMETERS, PARAMETERS));
      }
    } catch (JsonProcessingException e) {
      throw new InputException(JsonFault.words(place, e), e);
    }
  }

  /** Reads what stands under one of the two keys; false when it is not there. */
  private boolean readPart(byte[] json, String part, Reader reader) throws IOException {
    boolean found = false;
    try (JsonParser parser = FACTORY.createParser(json)) {
      expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "{ at the start");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (!key.equals(PROCESSINGS) && !key.equals(PARAMETERS)) {
          throw wrong(
              parser, "unknown key \"%s\" (known: %s, %s)".formatted(key, PROCESSINGS, PARAMETERS));
        }
        if (key.equals(part)) {
          found = true;
          eachKey(parser, reader);
        } else {
          parser.nextToken();
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw wrong(parser, "something follows the last }");
      }
    }
    return found;
  }

  private interface Reader {
    void read(JsonParser parser, String key) throws IOException;
  }

  private void eachKey(JsonParser parser, Reader reader) throws IOException {
    String outer = parser.currentName();
    expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object as \"" + outer + "\"");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      reader.read(parser, parser.currentName());
    }
  }

  /** {@code "THUMB": "chain"}, or an object with chain and source. */
  private void readProcessing(JsonParser parser, String name) throws IOException {
    int line = parser.currentLocation().getLineNr();
    String chain = "";
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      chain = parser.getText();
    } else {
      expect(parser, token, JsonToken.START_OBJECT, "a chain as \"" + name + "\"");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        String value = text(parser);
        switch (key) {
          case "chain" -> chain = value;
          case "source" -> {} // for readers of the file
          default ->
              throw wrong(
                  parser, "\"%s\": unknown key \"%s\" (known: chain, source)".formatted(name, key));
        }
      }
    }
    try {
      known.add(new Processing(name, ChainText.parse(chain)));
    } catch (IllegalArgumentException e) {
      throw wrong(line, "\"%s\": %s".formatted(name, String.valueOf(e.getMessage())));
    }
  }

  /** {@code "thumbnailer": [names or chains]}, or an object with title and classes. */
  private void readParameter(JsonParser parser, String id) throws IOException {
    int line = parser.currentLocation().getLineNr();
    String title = id;
    List<Processing> classes = new ArrayList<>();
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_ARRAY) {
      readClasses(parser, id, classes);
    } else {
      expect(parser, token, JsonToken.START_OBJECT, "a list of processings as \"" + id + "\"");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        switch (key) {
          case "title" -> title = text(parser);
          case "classes" -> {
            expect(parser, parser.nextToken(), JsonToken.START_ARRAY, "a list as \"classes\"");
            readClasses(parser, id, classes);
          }
          default ->
              throw wrong(
                  parser, "\"%s\": unknown key \"%s\" (known: title, classes)".formatted(id, key));
        }
      }
    }
    try {
      known.add(new Parameter(id, title, classes));
    } catch (IllegalArgumentException e) {
      throw wrong(line, "\"%s\": %s".formatted(id, String.valueOf(e.getMessage())));
    }
  }

  private void readClasses(JsonParser parser, String id, List<Processing> classes)
      throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      expect(parser, token, JsonToken.VALUE_STRING, "a name or a chain in \"" + id + "\"");
      try {
        classes.add(known.processing(parser.getText()));
      } catch (IllegalArgumentException e) {
        throw wrong(parser, "\"%s\": %s".formatted(id, String.valueOf(e.getMessage())));
      }
    }
  }

  private String text(JsonParser parser) throws IOException {
    String key = parser.currentName();
    expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, "a text as \"" + key + "\"");
    return parser.getText();
  }

  private void expect(JsonParser parser, JsonToken token, JsonToken expected, String what) {
    if (token != expected) {
      throw wrong(parser, "expected %s".formatted(what));
    }
  }

  private InputException wrong(JsonParser parser, String message) {
    return wrong(parser.currentLocation().getLineNr(), message);
  }

  private InputException wrong(int line, String message) {
    return new InputException("%s, line %d: %s".formatted(place, line, message));
  }
}
