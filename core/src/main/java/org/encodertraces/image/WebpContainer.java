package org.encodertraces.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The chunks of a WebP, judged as libwebp's demuxer does, through which Pillow reads every WebP: it
 * refuses files that libwebp's plain decoder still reads.
 *
 * <p>Sources: libwebp's {@code demux.c}, and the WebP container specification.
 */
final class WebpContainer {

  private static final long MAX_PAYLOAD = 0xFFFFFFFFL - 8 - 1;
  private static final int ANIMATION_FLAG = 0x02;

  /** Exif, XMP, profile, alpha, animation: a file with other flags is refused. */
  private static final int KNOWN_FLAGS = 0x3E;

  private final byte[] bytes;
  private final ByteBuffer in;
  private int at = 12;
  private int end;
  private int width;
  private int height;
  private int stillEnd;

  private WebpContainer(byte[] bytes) {
    this.bytes = bytes;
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The header of a whole WebP: the size of the canvas.
   *
   * @throws UnreadableImageException when it is cut short or its chunks do not fit together
   * @throws IndexOutOfBoundsException when it ends inside its header
   */
  static ImageHeader read(byte[] bytes) throws UnreadableImageException {
    WebpContainer container = new WebpContainer(bytes);
    container.readChunks();
    return new ImageHeader(ImageHeader.Format.WEBP, container.width, container.height, 0);
  }

  /**
   * A still picture without what follows its data, as the demuxer hands it to the decoder, which
   * would read on there where data is missing; an animation as it is.
   */
  static byte[] still(byte[] bytes) throws UnreadableImageException {
    WebpContainer container = new WebpContainer(bytes);
    container.readChunks();
    int end = container.stillEnd;
    if (end == 0 || end == bytes.length) {
      return bytes;
    }
    byte[] still = Arrays.copyOf(bytes, end);
    ByteBuffer.wrap(still).order(ByteOrder.LITTLE_ENDIAN).putInt(4, end - 8);
    return still;
  }

  private record Chunk(String kind, int at, int size) {
    int next() {
      return at + size + (size & 1);
    }
  }

  /** A still picture, or a frame of an animation, with its own size. */
  private record Frame(int width, int height) {}

  private void readChunks() throws UnreadableImageException {
    long declared = (in.getInt(4) & 0xFFFFFFFFL) + 8;
    if (declared > bytes.length) {
      throw new UnreadableImageException(
          String.format(
              Locale.ROOT, "WebP ends after %,d of %,d bytes (truncated)", bytes.length, declared));
    }
    end = (int) declared; // what lies behind is not the picture's
    if (end < 20) {
      throw damaged("no room for a picture");
    }
    Chunk first = chunk();
    switch (first.kind) {
      case "VP8 ", "VP8L" -> {
        Frame frame = frame(end).orElseThrow(() -> damaged("no picture"));
        width = frame.width;
        height = frame.height;
        stillEnd = at;
      }
      case "VP8X" -> readExtended(first);
      default -> throw damaged("its first chunk is " + printable(first.kind));
    }
  }

  private void readExtended(Chunk header) throws UnreadableImageException {
    if (header.size < 10) {
      throw damaged("a header of %d bytes".formatted(header.size));
    }
    int flags = bytes[header.at] & 0xFF;
    width = 1 + number24(header.at + 4);
    height = 1 + number24(header.at + 7);
    boolean animation = (flags & ANIMATION_FLAG) != 0;
    at = header.next();
    boolean prepared = false;
    int frames = 0;
    while (at != end) {
      Chunk chunk = chunk();
      switch (chunk.kind) {
        case "VP8X" -> throw damaged("two headers");
        case "ALPH", "VP8 ", "VP8L" -> {
          if (animation || prepared || frames > 0) {
            throw damaged("a picture beside the animation's frames, or two of them");
          }
          checkInside(0, 0, frame(end).orElseThrow(() -> damaged("no picture")), true);
          stillEnd = at;
          frames++;
        }
        case "ANIM" -> {
          if (chunk.size < 5) { // padded, 6: a color and a number of loops
            throw damaged("an animation header of %d bytes".formatted(chunk.size));
          }
          prepared = true;
          at = chunk.next();
        }
        case "ANMF" -> {
          if (!prepared || chunk.size < 16) {
            throw damaged(
                "a frame without the animation's header, or of %d bytes".formatted(chunk.size));
          }
          frames += readFrame(chunk) && animation ? 1 : 0;
        }
        default -> at = chunk.next();
      }
    }
    if (frames == 0 || (flags & ~KNOWN_FLAGS) != 0) {
      throw damaged(frames == 0 ? "no picture" : "flags %02x".formatted(flags));
    }
  }

  /** Reads a frame of an animation; false where it holds no picture, which is passed over. */
  private boolean readFrame(Chunk chunk) throws UnreadableImageException {
    int left = 2 * number24(chunk.at);
    int top = 2 * number24(chunk.at + 3);
    at = chunk.at + 16;
    Optional<Frame> frame = frame(chunk.next());
    if (frame.isPresent()) {
      checkInside(left, top, frame.get(), false);
    }
    return frame.isPresent();
  }

  private void checkInside(int left, int top, Frame frame, boolean whole)
      throws UnreadableImageException {
    boolean fits =
        whole
            ? frame.width == width && frame.height == height
            : left + frame.width <= width && top + frame.height <= height;
    if (!fits) {
      throw damaged(
          "a frame of %d x %d in a picture of %d x %d"
              .formatted(frame.width, frame.height, width, height));
    }
  }

  /** Reads the chunks of one picture (its alpha, then itself) up to {@code limit}. */
  private Optional<Frame> frame(int limit) throws UnreadableImageException {
    boolean alpha = false;
    Optional<Frame> frame = Optional.empty();
    while (at < limit) {
      Chunk chunk = chunk();
      if (chunk.kind.equals("ALPH") && !alpha) {
        if (frame.isPresent()) {
          throw damaged("alpha behind its picture");
        }
        alpha = true;
      } else if ((chunk.kind.equals("VP8 ") || chunk.kind.equals("VP8L")) && frame.isEmpty()) {
        if (alpha && chunk.kind.equals("VP8L")) {
          throw damaged("alpha beside a lossless picture");
        }
        frame = Optional.of(bitstream(chunk));
      } else {
        break;
      }
      at = chunk.next();
    }
    if (at > limit || (alpha && frame.isEmpty())) {
      throw damaged("a frame that is not whole");
    }
    return frame;
  }

  /** The size in the first bytes of VP8 (RFC 6386, 9.1) or of lossless data. */
  private Frame bitstream(Chunk chunk) throws UnreadableImageException {
    int from = chunk.at;
    if (chunk.kind.equals("VP8L")) {
      if (chunk.size < 5 || bytes[from] != 0x2F || (bytes[from + 4] & 0xE0) != 0) {
        throw damaged("no lossless data");
      }
      int packed = in.getInt(from + 1);
      return new Frame(1 + (packed & 0x3FFF), 1 + ((packed >>> 14) & 0x3FFF));
    }
    boolean start =
        chunk.size >= 10
            && bytes[from + 3] == (byte) 0x9D
            && bytes[from + 4] == 1
            && bytes[from + 5] == 0x2A;
    int bits = start ? number24(from) : 1;
    // A key frame, of a known profile, that is shown, and whose first partition fits.
    boolean usable = (bits & 1) == 0 && ((bits >> 1) & 7) <= 3 && ((bits >> 4) & 1) == 1;
    int columns = start ? in.getShort(from + 6) & 0x3FFF : 0;
    int rows = start ? in.getShort(from + 8) & 0x3FFF : 0;
    if (!usable || bits >> 5 >= chunk.size || columns == 0 || rows == 0) {
      throw damaged("no picture data");
    }
    return new Frame(columns, rows);
  }

  private Chunk chunk() throws UnreadableImageException {
    if (end - at < 8) {
      throw damaged("it stops inside a chunk");
    }
    StringBuilder kind = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      kind.append((char) (bytes[at + i] & 0xFF));
    }
    long size = in.getInt(at + 4) & 0xFFFFFFFFL;
    if (size > MAX_PAYLOAD || size + (size & 1) > end - at - 8) {
      throw damaged("its chunk %s does not fit".formatted(printable(kind.toString())));
    }
    return new Chunk(kind.toString(), at + 8, (int) size);
  }

  private int number24(int from) {
    return (in.getShort(from) & 0xFFFF) | (bytes[from + 2] & 0xFF) << 16;
  }

  private static String printable(String kind) {
    return kind.matches("[ -~]{4}") ? "\"" + kind + "\"" : "of unprintable name";
  }

  private static UnreadableImageException damaged(String what) {
    return new UnreadableImageException("WebP whose chunks do not fit together: " + what);
  }
}
