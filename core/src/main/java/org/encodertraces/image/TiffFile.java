package org.encodertraces.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A TIFF of one picture, put together to have libtiff decode a part of another TIFF. */
final class TiffFile {

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private record Entry(int type, int count, byte[] values) {}

  private final ByteOrder order;
  private final Map<Integer, Entry> entries = new TreeMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  TiffFile(ByteOrder order) {
    this.order = order;
  }

  /** Sets a tag to whole numbers. */
  TiffFile set(int tag, long... values) {
    boolean small = true;
    for (long value : values) {
      small &= value < 65536;
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * (small ? 2 : 4)).order(order);
    for (long value : values) {
      if (small) {
        bytes.putShort((short) value);
      } else {
        bytes.putInt((int) value);
      }
    }
    entries.put(tag, new Entry(small ? SHORT : LONG, values.length, bytes.array()));
    return this;
  }

  /** Takes a tag over from a TIFF of the same byte order, if it has it. */
  TiffFile copy(TiffDirectory from, int tag) {
    TiffDirectory.Field field = from.fields().get(tag);
    if (field != null) {
      entries.put(tag, new Entry(field.type(), field.count(), from.raw(tag)));
    }
    return this;
  }

  /** Appends a block's data, and tells where in the file it begins. */
  int append(byte[] bytes, int from, int count) {
    int at = 8 + data.size();
    data.write(bytes, from, count);
    return at;
  }

  byte[] bytes() {
    int directory = 8 + data.size();
    int far = directory + 2 + 12 * entries.size() + 4;
    int size = far;
    for (Entry entry : entries.values()) {
      size += entry.values().length > 4 ? entry.values().length : 0;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(order);
    byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    out.put(letter).put(letter).putShort((short) 42).putInt(directory).put(data.toByteArray());
    out.putShort((short) entries.size());
    for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
      Entry entry = tag.getValue();
      out.putShort(tag.getKey().shortValue()).putShort((short) entry.type()).putInt(entry.count());
      if (entry.values().length <= 4) {
        out.put(entry.values()).put(new byte[4 - entry.values().length]);
      } else {
        out.putInt(far).put(far, entry.values());
        far += entry.values().length;
      }
    }
    return out.array();
  }
}
