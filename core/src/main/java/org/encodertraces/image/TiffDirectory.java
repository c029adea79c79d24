package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF or BigTIFF: its tags and where their values lie.
 *
 * <p>Read as Pillow reads it: the first tag that lies beyond the file's end, or whose values do,
 * ends the directory; what came before counts, and of two equal tags the later. Source: TIFF 6.0,
 * section 2; Pillow's {@code ImageFileDirectory_v2.load}.
 *
 * @param order byte order of the whole file
 * @param whole false for a directory that ended early, and for the two headers with a misplaced 42
 *     that Pillow accepts: libtiff, which Pillow asks for compressed pictures, refuses these
 */
record TiffDirectory(byte[] bytes, ByteOrder order, boolean whole, Map<Integer, Field> fields) {

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int PLANAR_CONFIGURATION = 284;
  static final int GROUP3_OPTIONS = 292;
  static final int GROUP4_OPTIONS = 293;
  static final int PREDICTOR = 317;
  static final int COLOR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;

  /**
   * Bytes of a value by type, from 1; 0 where Pillow knows no such type and passes over the tag.
   */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8};

  /** {@code count} values of a TIFF type that begin at byte {@code at} and lie within the file. */
  record Field(int type, int count, int at) {}

  /** True for what Pillow takes for a TIFF. */
  static boolean matches(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == bytes[1]
        && (bytes[0] == 'I' || bytes[0] == 'M')
        && (magic(bytes) == 42 || magic(bytes) == 42 << 8 || magic(bytes) == 43);
  }

  private static ByteOrder order(byte[] bytes) {
    return bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private static int magic(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(order(bytes)).getShort(2) & 0xFFFF;
  }

  static TiffDirectory read(byte[] bytes) throws UnreadableImageException {
    ByteOrder order = order(bytes);
    boolean big = magic(bytes) == 43;
    if (big && order == ByteOrder.BIG_ENDIAN) {
      throw new UnreadableImageException(
          "a BigTIFF in big-endian byte order, which Pillow does not read either; rewrite it, for"
              + " example: tiffcp -L IN OUT.tif");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    if (bytes.length < (big ? 16 : 8)) {
      throw new UnreadableImageException(
          "TIFF ends inside its header after %d bytes (truncated)".formatted(bytes.length));
    }
    long directory = big ? in.getLong(8) : in.getInt(4) & 0xFFFFFFFFL;
    int countBytes = big ? 8 : 2;
    if (directory < 0 || directory > bytes.length - countBytes) {
      throw new UnreadableImageException(
          "TIFF's directory should begin at byte %s, beyond the file's %d bytes (truncated)"
              .formatted(Long.toUnsignedString(directory), bytes.length));
    }
    int at = (int) directory;
    long entries = big ? in.getLong(at) : in.getShort(at) & 0xFFFF;
    at += countBytes;
    int entryBytes = big ? 20 : 12;
    Map<Integer, Field> fields = new HashMap<>();
    boolean whole = magic(bytes) != 42 << 8;
    for (long i = 0; i < entries; i++, at += entryBytes) {
      if (at + entryBytes > bytes.length) {
        whole = false;
        break;
      }
      int tag = in.getShort(at) & 0xFFFF;
      int type = in.getShort(at + 2) & 0xFFFF;
      long count = big ? in.getLong(at + 4) : in.getInt(at + 4) & 0xFFFFFFFFL;
      int unit = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
      if (unit == 0) {
        continue;
      }
      if (count < 0 || count > bytes.length / unit) {
        whole = false;
        break;
      }
      int inline = at + (big ? 12 : 8);
      long position = inline;
      if (count * unit > (big ? 8 : 4)) {
        position = big ? in.getLong(inline) : in.getInt(inline) & 0xFFFFFFFFL;
      }
      if (position < 0 || position > bytes.length - count * unit) {
        whole = false;
        break;
      }
      fields.put(tag, new Field(type, (int) count, (int) position));
    }
    return new TiffDirectory(bytes, order, whole, fields);
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** The whole numbers of a tag, or {@code absent} when the file has no such tag. */
  long[] numbers(int tag, long... absent) throws UnreadableImageException {
    Field field = fields.get(tag);
    if (field == null) {
      return absent;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    long[] values = new long[field.count()];
    for (int i = 0; i < values.length; i++) {
      int at = field.at();
      values[i] =
          switch (field.type()) {
            case 3 -> in.getShort(at + 2 * i) & 0xFFFF;
            case 4, 13 -> in.getInt(at + 4 * i) & 0xFFFFFFFFL;
            case 6 -> in.get(at + i);
            case 8 -> in.getShort(at + 2 * i);
            case 9 -> in.getInt(at + 4 * i);
            case 16 -> in.getLong(at + 8 * i);
            default ->
                throw new UnreadableImageException(
                    "TIFF tag %d is of type %d, expected whole numbers"
                        .formatted(tag, field.type()));
          };
    }
    return values;
  }

  /** The single whole number of a tag, or {@code absent}. */
  long number(int tag, long absent) throws UnreadableImageException {
    long[] values = numbers(tag, absent);
    if (values.length != 1) {
      throw new UnreadableImageException(
          "TIFF tag %d has %d values, expected 1".formatted(tag, values.length));
    }
    return values[0];
  }

  /** The bytes of a tag as they stand in the file; empty when it has no such tag. */
  byte[] raw(int tag) {
    Field field = fields.get(tag);
    return field == null
        ? new byte[0]
        : Arrays.copyOfRange(
            bytes, field.at(), field.at() + field.count() * TYPE_BYTES[field.type()]);
  }

  /** Width in pixels as stored, before the turn that {@link #orientation} asks for. */
  int width() throws UnreadableImageException {
    return side(WIDTH, "width");
  }

  /** Height in pixels as stored. */
  int height() throws UnreadableImageException {
    return side(HEIGHT, "height");
  }

  private int side(int tag, String name) throws UnreadableImageException {
    if (!has(tag)) {
      throw new UnreadableImageException("TIFF declares no " + name);
    }
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, number(tag, 0)));
  }

  /**
   * How Pillow turns the picture while loading it: UPRIGHT without the tag or with another value.
   */
  Orientation orientation() throws UnreadableImageException {
    long[] value = numbers(ORIENTATION, 1);
    return value.length == 1 ? Orientation.ofTag(value[0]) : Orientation.UPRIGHT;
  }
}
