package org.encodertraces.acquisition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exif in a JPEG or for other files, written tag by tag, so that tests can write what cameras
 * should not.
 */
final class ExifBlob {

  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int EXIF_POINTER = 0x8769;

  private record Entry(int type, int count, byte[] value) {}

  private final Map<Integer, Entry> ifd0 = new TreeMap<>();
  private final Map<Integer, Entry> exif = new TreeMap<>();

  ExifBlob text(int tag, String text) {
    return text(tag, text, StandardCharsets.US_ASCII);
  }

  ExifBlob text(int tag, String text, Charset charset) {
    byte[] bytes = (text + "\0").getBytes(charset);
    return put(tag, new Entry(ASCII, bytes.length, bytes));
  }

  ExifBlob shorts(int tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.BIG_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return put(tag, new Entry(SHORT, values.length, bytes.array()));
  }

  ExifBlob rational(int tag, long numerator, long denominator) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
    bytes.putInt((int) numerator).putInt((int) denominator);
    return put(tag, new Entry(RATIONAL, 1, bytes.array()));
  }

  /** An entry of any type and count, whether or not the value fits them. */
  ExifBlob raw(int tag, int type, int count, byte... value) {
    return put(tag, new Entry(type, count, value));
  }

  private ExifBlob put(int tag, Entry entry) {
    (tag < 0x8000 ? ifd0 : exif).put(tag, entry);
    return this;
  }

  /** Start of image, Exif, and a picture's tables and end, which no decoder gets to see. */
  byte[] jpeg() {
    byte[] tiff = tiff();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1});
    int length = 2 + 6 + tiff.length;
    out.write(length >> 8);
    out.write(length);
    out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(tiff);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    return out.toByteArray();
  }

  byte[] tiff() {
    if (!exif.isEmpty()) {
      ifd0.put(EXIF_POINTER, new Entry(LONG, 1, new byte[4]));
    }
    int first = 8;
    int second = first + size(ifd0);
    ByteBuffer out = ByteBuffer.allocate(second + size(exif)).order(ByteOrder.BIG_ENDIAN);
    out.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(first);
    if (!exif.isEmpty()) {
      ifd0.put(EXIF_POINTER, new Entry(LONG, 1, ByteBuffer.allocate(4).putInt(second).array()));
    }
    write(out, ifd0, first);
    if (!exif.isEmpty()) {
      write(out, exif, second);
    }
    return out.array();
  }

  private static int size(Map<Integer, Entry> ifd) {
    int size = ifd.isEmpty() ? 0 : 2 + 12 * ifd.size() + 4;
    for (Entry entry : ifd.values()) {
      size += entry.value().length > 4 ? entry.value().length : 0;
    }
    return size;
  }

  private static void write(ByteBuffer out, Map<Integer, Entry> ifd, int start) {
    int data = start + 2 + 12 * ifd.size() + 4;
    out.position(start);
    out.putShort((short) ifd.size());
    for (Map.Entry<Integer, Entry> tagged : ifd.entrySet()) {
      Entry entry = tagged.getValue();
      out.putShort((short) (int) tagged.getKey()).putShort((short) entry.type());
      out.putInt(entry.count());
      if (entry.value().length > 4) {
        out.putInt(data);
        for (int i = 0; i < entry.value().length; i++) {
          out.put(data + i, entry.value()[i]);
        }
        data += entry.value().length;
      } else {
        out.put(entry.value()).position(out.position() + 4 - entry.value().length);
      }
    }
    out.putInt(0);
  }
}
