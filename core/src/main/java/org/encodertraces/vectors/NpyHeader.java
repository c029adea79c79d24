package org.encodertraces.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.InputException;
import org.encodertraces.vectors.VectorFile.ValueType;

/**
 * What stands before the values of a NumPy array: {@code \x93NUMPY}, a version, a length, and a
 * Python dictionary of {@code descr}, {@code fortran_order} and {@code shape}. Source: numpy's
 * {@code lib/format.py}, versions 1.0 to 3.0.
 *
 * @param what holds it, for messages
 * @param bytes as they lie in the file, up to the first value
 * @param descr the values' type, "structured" where it is a list of fields
 * @param shape as it is written
 */
record NpyHeader(String what, byte[] bytes, String descr, boolean fortran, List<Long> shape) {

  /** numpy itself writes some hundred bytes, and reads no more than this without being told to. */
  private static final int LONGEST = 10_000;

  private static final Pattern DESCR =
      Pattern.compile("[\"']descr[\"']\\s*:\\s*(?:[\"']([^\"']*)[\"']|(\\[|\\())");
  private static final Pattern ORDER =
      Pattern.compile("[\"']fortran_order[\"']\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("[\"']shape[\"']\\s*:\\s*\\(([^)]*)\\)");

  /**
   * Reads a header, and stops before the first value.
   *
   * @throws InputException when there is none
   */
  static NpyHeader read(String what, InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8
        || start[0] != (byte) 0x93
        || !new String(start, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY")) {
      throw bad(what, "does not begin as a NumPy array does (\\x93NUMPY)");
    }
    int major = start[6];
    if (major < 1 || major > 3) {
      throw bad(what, "is of NumPy's format %d.%d; expected 1.0 to 3.0".formatted(major, start[7]));
    }
    byte[] size = in.readNBytes(major == 1 ? 2 : 4);
    if (size.length < (major == 1 ? 2 : 4)) {
      throw bad(what, "ends within its header (truncated)");
    }
    ByteBuffer number = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
    long length = major == 1 ? number.getShort() & 0xFFFF : number.getInt() & 0xFFFF_FFFFL;
    if (length > LONGEST) {
      throw bad(what, "has a header of %,d bytes; expected %,d at most".formatted(length, LONGEST));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw bad(what, "ends within its header (truncated)");
    }
    byte[] all =
        ByteBuffer.allocate(start.length + size.length + text.length)
            .put(start)
            .put(size)
            .put(text)
            .array();
    return parse(what, all, new String(text, StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(String what, byte[] bytes, String text) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw bad(
          what,
          "has the header \"%s\"; expected descr, fortran_order and shape"
              .formatted(text.length() > 200 ? text.substring(0, 200) + "…" : text.strip()));
    }
    List<Long> axes = new ArrayList<>();
    for (String axis : shape.group(1).split(",", -1)) {
      String digits = axis.strip().replaceAll("L$", "");
      if (!digits.isEmpty()) {
        try {
          axes.add(Long.parseLong(digits));
        } catch (NumberFormatException e) {
          throw bad(what, "is of shape (%s); expected sizes that fit".formatted(shape.group(1)));
        }
      }
    }
    return new NpyHeader(
        what,
        bytes,
        descr.group(2) == null ? descr.group(1) : "structured",
        order.group(1).equals("True"),
        List.copyOf(axes));
  }

  /** The type of its values, where vectors come in it and bytes lie as this machine reads them. */
  Optional<ValueType> type() {
    return switch (descr) {
      case "<f2" -> Optional.of(ValueType.FLOAT16);
      case "<f4" -> Optional.of(ValueType.FLOAT32);
      case "<f8" -> Optional.of(ValueType.FLOAT64);
      default -> Optional.empty();
    };
  }

  boolean isMatrixOfFloats() {
    return shape.size() == 2 && type().isPresent();
  }

  /** Whether values lie column by column; one row or one column lies the same in both orders. */
  boolean byColumns() {
    return fortran && shape.get(0) > 1 && shape.get(1) > 1;
  }

  /** What of it a copy with new values does not keep, a sentence each. */
  List<String> notKept() {
    List<String> words = new ArrayList<>();
    if (type().equals(Optional.of(ValueType.FLOAT64))) {
      words.add("float64 is rounded to float32, and written so");
    }
    if (byColumns()) {
      words.add("Fortran order becomes C order");
    }
    return words;
  }

  /** For lists of what a file holds. */
  String words() {
    return descr + " " + shape;
  }

  /**
   * Refuses what is no [n, d] of floats.
   *
   * @param size of the file or entry
   */
  void require(long size) {
    if (descr.equals("|O")) {
      throw bad(
          what, "holds Python objects, which only running its code could read; expected floats");
    }
    if (descr.startsWith(">f")) {
      throw bad(
          what, "is big-endian (%s); save x.astype('<f%s')".formatted(descr, descr.substring(2)));
    }
    if (type().isEmpty()) {
      throw bad(
          what,
          "holds values of type %s; expected float16, float32 or float64 (x.astype('float32'))"
              .formatted(descr));
    }
    if (shape.size() != 2 || shape.get(0) < 0 || shape.get(1) < 1) {
      throw bad(what, "is of shape %s; expected [n, d]".formatted(shape));
    }
    long dimension = shape.get(1);
    long values;
    try {
      values =
          Math.multiplyExact(
              Math.multiplyExact(shape.get(0), dimension), RawRows.bytes(type().orElseThrow()));
    } catch (ArithmeticException e) {
      throw bad(what, "is of shape %s, which no file holds".formatted(shape));
    }
    if (dimension > RawRows.WIDEST) {
      throw bad(
          what,
          "has vectors of %,d values; expected %,d at most".formatted(dimension, RawRows.WIDEST));
    }
    if (bytes.length + values != size) {
      throw bad(
          what,
          "takes %,d bytes with its shape %s of %s; it has %,d (%s)"
              .formatted(
                  bytes.length + values,
                  shape,
                  descr,
                  size,
                  size < bytes.length + values ? "truncated" : "something stands behind"));
    }
  }

  /** A header of version 1.0, padded as numpy pads: values start at a multiple of 64. */
  static byte[] of(ValueType type, long rows, int dimension) {
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(type == ValueType.FLOAT16 ? "<f2" : "<f4", rows, dimension);
    int length = (10 + dictionary.length() + 1 + 63) / 64 * 64 - 10;
    String padded = dictionary + " ".repeat(length - 1 - dictionary.length()) + "\n";
    return ByteBuffer.allocate(10 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  private static InputException bad(String what, String why) {
    return new InputException(what + ": " + why);
  }
}
