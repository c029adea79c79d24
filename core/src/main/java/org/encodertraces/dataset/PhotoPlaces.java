package org.encodertraces.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.io.Places;

/**
 * {@link PhotoBytes} as JSON: {@code {"in": "file" | "tar" | "parquet" | "nowhere", …}}, one set of
 * keys each. Paths stand as they were given; those that are relative mean the same only in the same
 * working folder.
 *
 * <p>Photos of one Parquet file that one reader has read share what is kept of the file.
 */
public final class PhotoPlaces {

  private static final String IN = "in";
  private static final String FILE = "file";
  private static final String NAME = "name";
  private static final String OFFSET = "offset";
  private static final String LENGTH = "length";
  private static final String COLUMN = "column";
  private static final String ROW = "row";
  private static final String ID = "id";
  private static final String PLACE = "place";
  private static final String REASON = "reason";

  /** A column's name in quotes, or the field of it that holds the bytes: SQL, and no more of it. */
  private static final Pattern SQL_COLUMN = Pattern.compile("\"([^\"]|\"\")+\"(\\.bytes)?");

  private final Map<ParquetPictures, ParquetPictures> parquet = new ConcurrentHashMap<>();

  /** The kinds, each as the value of {@code "in"} says it in lower case. */
  private enum Kind {
    FILE,
    TAR,
    PARQUET,
    NOWHERE
  }

  /**
   * Where bytes lie, as JSON.
   *
   * @throws InputException when a path has characters that no text can hold
   */
  public static ObjectNode json(PhotoBytes bytes) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    if (bytes instanceof PhotoBytes.InFile one) {
      return json.put(IN, "file").put(FILE, text(one.file()));
    }
    if (bytes instanceof PhotoBytes.InTar one) {
      return json.put(IN, "tar")
          .put(FILE, text(one.tar()))
          .put(NAME, one.name())
          .put(OFFSET, one.offset())
          .put(LENGTH, one.length());
    }
    if (bytes instanceof PhotoBytes.InParquet one) {
      return json.put(IN, "parquet")
          .put(FILE, text(one.pictures().file()))
          .put(COLUMN, one.pictures().bytesColumn())
          .put(ROW, one.row())
          .put(ID, one.id());
    }
    if (bytes instanceof PhotoBytes.Nowhere one) {
      return json.put(IN, "nowhere").put(PLACE, one.place()).put(REASON, one.reason());
    }
    throw new IllegalStateException(bytes.getClass() + " has no form in JSON"); // a test names it
  }

  /**
   * What {@link #json} wrote.
   *
   * @throws InputException when it is none of the kinds, or lacks a key
   */
  public PhotoBytes read(JsonNode json) {
    return switch (kind(json)) {
      case FILE -> new PhotoBytes.InFile(path(json));
      case TAR ->
          new PhotoBytes.InTar(
              path(json),
              text(json, NAME),
              whole(json, OFFSET, Long.MAX_VALUE),
              (int) whole(json, LENGTH, Integer.MAX_VALUE - 8));
      case PARQUET ->
          new PhotoBytes.InParquet(
              parquet.computeIfAbsent(
                  new ParquetPictures(path(json), column(json)), pictures -> pictures),
              whole(json, ROW, Long.MAX_VALUE),
              text(json, ID));
      case NOWHERE -> new PhotoBytes.Nowhere(text(json, PLACE), text(json, REASON));
    };
  }

  private static Kind kind(JsonNode json) {
    String in = text(json, IN);
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(in)) {
        return kind;
      }
    }
    throw wrong(json, IN, "file, tar, parquet or nowhere");
  }

  private static String text(Path path) {
    String text = path.toString();
    if (!Places.path(text).equals(path)) {
      throw new InputException(
          "%s: its name is not written in this system's encoding, so no text can hold it; rename it"
              .formatted(text));
    }
    return text;
  }

  private static Path path(JsonNode json) {
    try {
      return Places.path(text(json, FILE));
    } catch (InvalidPathException e) {
      throw wrong(json, FILE, "a path of this system");
    }
  }

  private static String column(JsonNode json) {
    String column = text(json, COLUMN);
    if (!SQL_COLUMN.matcher(column).matches()) {
      throw wrong(json, COLUMN, "a column's name in double quotes, with or without .bytes");
    }
    return column;
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw wrong(json, key, "a text");
    }
    return value.textValue();
  }

  private static long whole(JsonNode json, String key, long most) {
    JsonNode value = json.path(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > most) {
      throw wrong(json, key, "a whole number from 0 to " + most);
    }
    return value.longValue();
  }

  private static InputException wrong(JsonNode json, String key, String expected) {
    return new InputException(
        "where a photo lies, \"%s\": expected %s, found %s"
            .formatted(key, expected, json.toString()));
  }
}
