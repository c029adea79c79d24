package org.encodertraces.acquisition;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the tables and the frame of a JPEG tell of how it was written.
 *
 * @param quality of the IJG scale whose tables lie nearest to the file's, 1 … 100
 * @param standard whether the file's tables are exactly those of that quality; else the quality is
 *     an estimate, as for cameras that have tables of their own
 * @param subsampling of chroma: 4:4:4, 4:2:2, 4:4:0, 4:2:0 or 4:1:1; empty for gray and for others
 */
public record JpegTables(int quality, boolean standard, Optional<String> subsampling) {

  private static final int SOF0 = 0xC0;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int DQT = 0xDB;
  private static final int SOS = 0xDA;
  private static final int SIZE = 64;

  /** Table K.1 of the JPEG standard (ITU T.81), in zigzag order as files hold it. */
  private static final int[] LUMINANCE = {
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99
  };

  /** Table K.2, in zigzag order. */
  private static final int[] CHROMINANCE = {
    17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  /** Reads the segments before the first scan; empty for what is no JPEG or has no tables. */
  public static Optional<JpegTables> of(byte[] bytes) {
    if (bytes.length < 4 || at(bytes, 0) != 0xFF || at(bytes, 1) != 0xD8) {
      return Optional.empty();
    }
    int[][] tables = new int[4][];
    Optional<String> subsampling = Optional.empty();
    int position = 2;
    while (position + 4 <= bytes.length && at(bytes, position) == 0xFF) {
      int marker = at(bytes, position + 1);
      if (marker == 0xFF) {
        position++; // a fill byte
        continue;
      }
      int length = (at(bytes, position + 2) << 8) | at(bytes, position + 3);
      int end = position + 2 + length;
      if (marker == SOS || length < 2 || end > bytes.length) {
        break;
      }
      if (marker == DQT) {
        readTables(bytes, position + 4, end, tables);
      } else if (isFrame(marker)) {
        subsampling = subsampling(bytes, position + 4, end);
      }
      position = end;
    }
    Optional<String> chroma = subsampling;
    return quality(tables).stream()
        .mapToObj(quality -> new JpegTables(quality, distance(tables, quality) == 0, chroma))
        .findFirst();
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }

  private static boolean isFrame(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  private static void readTables(byte[] bytes, int from, int end, int[][] tables) {
    int position = from;
    while (position < end) {
      int id = at(bytes, position) & 0x0F;
      int width = at(bytes, position) >> 4 == 0 ? 1 : 2;
      position++;
      if (id > 3 || position + SIZE * width > end) {
        return;
      }
      int[] table = new int[SIZE];
      for (int i = 0; i < SIZE; i++) {
        table[i] =
            width == 1
                ? at(bytes, position + i)
                : (at(bytes, position + 2 * i) << 8) | at(bytes, position + 2 * i + 1);
      }
      tables[id] = table;
      position += SIZE * width;
    }
  }

  private static Optional<String> subsampling(byte[] bytes, int from, int end) {
    int components = from + 5 < end ? at(bytes, from + 5) : 0;
    if (components != 3 || from + 6 + 3 * components > end) {
      return Optional.empty();
    }
    int luminance = at(bytes, from + 7);
    if (at(bytes, from + 10) != 0x11 || at(bytes, from + 13) != 0x11) {
      return Optional.empty();
    }
    return switch (luminance) {
      case 0x11 -> Optional.of("4:4:4");
      case 0x21 -> Optional.of("4:2:2");
      case 0x12 -> Optional.of("4:4:0");
      case 0x22 -> Optional.of("4:2:0");
      case 0x41 -> Optional.of("4:1:1");
      default -> Optional.empty();
    };
  }

  private static OptionalInt quality(int[][] tables) {
    if (tables[0] == null) {
      return OptionalInt.empty();
    }
    int best = 1;
    for (int quality = 2; quality <= 100; quality++) {
      if (distance(tables, quality) < distance(tables, best)) {
        best = quality;
      }
    }
    return OptionalInt.of(best);
  }

  private static long distance(int[][] tables, int quality) {
    long distance = 0;
    for (int i = 0; i < SIZE; i++) {
      distance += Math.abs(tables[0][i] - scaled(LUMINANCE[i], quality));
      if (tables[1] != null) {
        distance += Math.abs(tables[1][i] - scaled(CHROMINANCE[i], quality));
      }
    }
    return distance;
  }

  /** The scaling of libjpeg's {@code jpeg_quality_scaling} and {@code jpeg_add_quant_table}. */
  private static int scaled(int step, int quality) {
    int scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
    return Math.max(1, Math.min(255, (step * scale + 50) / 100));
  }
}
