package org.encodertraces.acquisition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Exif of HEIC and AVIF: the items of type {@code Exif} that {@code iinf} names, at the places
 * that {@code iloc} tells (ISO/IEC 14496-12, section 8.11; ISO/IEC 23008-12, annex A).
 *
 * <p>Counts and lengths are claims: each entry read moves the position, and what lies outside the
 * file is no block.
 */
final class HeifExif {

  private static final int LARGE = 1;

  /** Items have one Exif block or a few; a file of thousands is made to cost time. */
  private static final int MOST_BLOCKS = 16;

  /** A box's content, {@code [from, end)} of the file. */
  private record Box(int from, int end) {}

  private final ByteBuffer in;
  private final List<byte[]> blocks = new ArrayList<>();

  private HeifExif(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  static List<byte[]> of(byte[] bytes) {
    HeifExif file = new HeifExif(bytes);
    Optional<Box> meta = file.find(new Box(0, bytes.length), "meta");
    if (meta.isPresent()) {
      // A full box: four bytes of version and flags come first.
      Box content = new Box(Math.min(meta.get().from() + 4, meta.get().end()), meta.get().end());
      Optional<Box> info = file.find(content, "iinf");
      Optional<Box> places = file.find(content, "iloc");
      if (info.isPresent() && places.isPresent()) {
        file.addBlocks(places.get(), file.exifItems(info.get()), file.find(content, "idat"));
      }
    }
    return file.blocks;
  }

  private Optional<Box> find(Box within, String type) {
    long at = within.from();
    while (at + 8 <= within.end()) {
      long size = in.getInt((int) at) & 0xFFFFFFFFL;
      int header = 8;
      if (size == LARGE && at + 16 <= within.end()) {
        size = in.getLong((int) at + 8);
        header = 16;
      } else if (size == 0) {
        size = within.end() - at; // "to the end of the file"
      }
      if (size < header) {
        return Optional.empty();
      }
      if (type(at + 4).equals(type)) {
        long end = size > within.end() - at ? within.end() : at + size;
        return Optional.of(new Box((int) at + header, (int) end));
      }
      at = size > within.end() - at ? within.end() : at + size;
    }
    return Optional.empty();
  }

  private String type(long at) {
    byte[] letters = new byte[4];
    in.get((int) at, letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  /** Ids of the items that are Exif. */
  private Set<Long> exifItems(Box info) {
    Set<Long> items = new HashSet<>();
    int at = info.from() + (in.get(info.from()) == 0 ? 6 : 8);
    while (at + 20 <= info.end()) {
      long size = in.getInt(at) & 0xFFFFFFFFL;
      if (size < 8 || size > info.end() - at) {
        break;
      }
      int version = in.get(at + 8);
      if (type(at + 4).equals("infe") && version >= 2) {
        long id = version == 2 ? in.getShort(at + 12) & 0xFFFFL : in.getInt(at + 12) & 0xFFFFFFFFL;
        // After the id stands the index of its protection, two bytes.
        if (type(at + (version == 2 ? 16 : 18)).equals("Exif")) {
          items.add(id);
        }
      }
      at += (int) size;
    }
    return items;
  }

  private void addBlocks(Box places, Set<Long> exif, Optional<Box> idat) {
    in.position(places.from());
    int version = in.getInt() >>> 24;
    int sizes = in.getShort() & 0xFFFF;
    int offsetSize = sizes >>> 12;
    int lengthSize = (sizes >>> 8) & 15;
    int baseSize = (sizes >>> 4) & 15;
    int indexSize = version == 0 ? 0 : sizes & 15;
    long items = version < 2 ? in.getShort() & 0xFFFF : in.getInt() & 0xFFFFFFFFL;
    for (long i = 0; i < items && in.position() < places.end(); i++) {
      long id = version < 2 ? in.getShort() & 0xFFFF : in.getInt() & 0xFFFFFFFFL;
      int method = version == 0 ? 0 : in.getShort() & 15;
      in.getShort(); // whether the data lie in another file; ours do not
      long base = number(baseSize);
      int extents = in.getShort() & 0xFFFF;
      int wanted = exif.contains(id) && extents == 1 ? 1 : 0;
      for (int extent = 0; extent < wanted; extent++) {
        number(indexSize);
        long offset = base + number(offsetSize);
        long length = number(lengthSize);
        if (method == 0) {
          add(offset, length, in.limit());
        } else if (method == 1 && idat.isPresent()) {
          add(idat.get().from() + offset, length, idat.get().end());
        }
      }
      if (wanted == 0) {
        skip((long) extents * (indexSize + offsetSize + lengthSize));
      }
    }
  }

  private void skip(long bytes) {
    in.position((int) Math.min(in.limit(), in.position() + bytes));
  }

  private long number(int size) {
    return switch (size) {
      case 0 -> 0;
      case 4 -> in.getInt() & 0xFFFFFFFFL;
      case 8 -> in.getLong();
      default -> throw new IllegalArgumentException("a number of " + size + " bytes");
    };
  }

  /** An item begins with the distance of its TIFF structure from its fifth byte. */
  private void add(long from, long length, long end) {
    if (from < 0 || length < 4 || from > end - 4 || blocks.size() == MOST_BLOCKS) {
      return;
    }
    long distance = in.getInt((int) from) & 0xFFFFFFFFL;
    long start = from + 4 + distance;
    long stop = length > end - from ? end : from + length;
    if (start < stop) {
      blocks.add(ExifBlocks.withoutPreamble(in.array(), start, stop - start));
    }
  }
}
