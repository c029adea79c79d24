package org.encodertraces.acquisition;

import static com.drew.metadata.exif.ExifDirectoryBase.TAG_FNUMBER;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MAKE;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_MODEL;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_ORIENTATION;
import static com.drew.metadata.exif.ExifDirectoryBase.TAG_SOFTWARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exif in every kind of file that can hold it, sound, and made to hurt. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // only a hang takes so long
class ExifContainersTest {

  /** Several times the largest file here; what unpacks or believes a length takes gigabytes. */
  private static final long MOST_BYTES = 100_000_000;

  private static final byte[] TIFF =
      new ExifBlob()
          .text(TAG_MAKE, "Canon")
          .text(TAG_MODEL, "Canon EOS 450D")
          .rational(TAG_FNUMBER, 56, 10)
          .tiff();

  private final ExifReader reader = new ExifReader(Cameras.known());

  private static byte[] sound(String kind) {
    return switch (kind) {
      case "jpeg" -> jpeg(TIFF);
      case "png" -> png("eXIf", TIFF);
      case "webp" -> webp(TIFF, TIFF.length);
      case "heic" -> heic(0, TIFF);
      default -> TIFF;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp", "heic", "tiff"})
  void everyKindOfFileTellsItsCameraAsTheLibraryReadsIt(String kind) throws Exception {
    byte[] file = sound(kind);

    ExifReader.Labels labels = reader.read(file);

    assertThat(labels.get(Attribute.MODEL)).contains("Canon EOS 450D");
    assertThat(labels.get(Attribute.APERTURE)).contains("5.6");
    assertThat(
            ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
                .getFirstDirectoryOfType(ExifIFD0Directory.class)
                .getString(TAG_MODEL))
        .isEqualTo("Canon EOS 450D");
  }

  /** Files that end early: what stands before the end is told, as exiftool tells it. */
  @Test
  void exifBeforeTheEndOfACutFileIsRead() {
    for (String kind : new String[] {"jpeg", "png", "webp"}) {
      byte[] file = sound(kind);
      byte[] cut = Arrays.copyOf(file, file.length - 2);

      assertThat(reader.read(cut).get(Attribute.MODEL)).as(kind).contains("Canon EOS 450D");
    }
  }

  /** exiftool 12.57 on such a file: Make Second, Model M2, Software soft1, Orientation 6. */
  @Test
  void ofTwoSegmentsTheLastCountsTagByTag() {
    byte[] first =
        jpeg(
            new ExifBlob()
                .text(TAG_MAKE, "First")
                .text(TAG_MODEL, "M1")
                .text(TAG_SOFTWARE, "soft1")
                .shorts(TAG_ORIENTATION, 6)
                .tiff());
    byte[] second = jpeg(new ExifBlob().text(TAG_MAKE, "Second").text(TAG_MODEL, "M2").tiff());
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first, 0, first.length - 2);
    both.write(second, 2, second.length - 2);

    ExifReader.Labels labels = reader.read(both.toByteArray());

    assertThat(labels.get(Attribute.MAKE_WRITTEN)).contains("Second");
    assertThat(labels.get(Attribute.MODEL)).contains("M2");
    assertThat(labels.get(Attribute.SOFTWARE)).contains("soft1");
    assertThat(labels.get(Attribute.ORIENTATION)).contains("6");
  }

  @Test
  void aBrokenSecondSegmentLeavesTheFirst() {
    byte[] first = jpeg(TIFF);
    byte[] second = jpeg("MM and no more".getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first, 0, first.length - 2);
    both.write(second, 2, second.length - 2);

    assertThat(reader.read(both.toByteArray()).get(Attribute.MODEL)).contains("Canon EOS 450D");
    assertThat(reader.read(second).missing())
        .containsEntry(Attribute.MODEL, "its metadata cannot be read");
  }

  /** 2 MB that are 2 GB of zeros. */
  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP", "eXIf"})
  void compressedChunksAreNotUnpacked(String type) {
    byte[] bomb = bomb();
    byte[] head =
        switch (type) {
          case "zTXt" -> "Raw profile type iptc\0\0".getBytes(StandardCharsets.US_ASCII);
          case "iTXt" -> "XML:com.adobe.xmp\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII);
          case "iCCP" -> "icc\0\0".getBytes(StandardCharsets.US_ASCII);
          default -> new byte[0];
        };
    byte[] data = Arrays.copyOf(head, head.length + bomb.length);
    System.arraycopy(bomb, 0, data, head.length, bomb.length);

    ExifReader.Labels labels = readWithinBounds(png(type, data));

    assertThat(labels.get(Attribute.MODEL)).isEmpty();
    assertThat(data.length).isBetween(1_900_000, 2_400_000);
  }

  @Test
  void lengthsThatNoFileHasAreNotBelieved() {
    readWithinBounds(webp(TIFF, 0x7FFF_FFF0));
    readWithinBounds(webp(TIFF, -16));
    byte[] png = png("eXIf", TIFF);
    for (int length : new int[] {0x7FFF_FFFF, -1, Integer.MIN_VALUE}) {
      readWithinBounds(ByteBuffer.wrap(png.clone()).putInt(33, length).array());
    }
    byte[] heic = heic(0, TIFF);
    for (int at = 0; at + 4 <= heic.length - TIFF.length; at++) {
      for (int length : new int[] {0x7FFF_FFFF, -1, 1, 0, 7}) {
        readWithinBounds(ByteBuffer.wrap(heic.clone()).putInt(at, length).array());
      }
    }
    for (int at = 0; at + 4 <= TIFF.length; at++) {
      for (int length : new int[] {0x7FFF_FFFF, -1, 8}) {
        readWithinBounds(ByteBuffer.wrap(TIFF.clone()).putInt(at, length).array());
      }
    }
  }

  /** iloc may count items of many extents that take no bytes at all. */
  @Test
  void countsOfExtentsThatTakeNoBytesCostNoTime() {
    ByteBuffer iloc = ByteBuffer.allocate(2_000_000);
    iloc.putInt(0).putShort((short) 0).putShort((short) 0xFFFF);
    while (iloc.remaining() >= 6) {
      iloc.putShort((short) 1).putShort((short) 0).putShort((short) 0xFFFF);
    }

    readWithinBounds(join(box("ftyp", "heic"), meta(iloc.array())));
  }

  /**
   * Directories at every place of a megabyte, each with the same entries, which point at all of it:
   * some 10^13 bytes to a reader that follows them all.
   */
  @ParameterizedTest
  @ValueSource(ints = {0x014A, 0x010F, 0x02BC, 0x8769, 0x83BB})
  void directoriesThatOverlapAreFollowedWithinBounds(int tag) {
    int size = 1_200_000;
    ByteBuffer tiff = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 0xFFFE);
    boolean pointers = tag == 0x014A || tag == 0x8769;
    for (int i = 0; i < 0xFFFE; i++) {
      tiff.putShort((short) tag)
          .putShort((short) (pointers ? 4 : 1))
          .putInt(pointers ? 100_000 : size - 100)
          .putInt(pointers ? 786_500 : 64);
    }
    tiff.position(786_500);
    for (int at = 0; tiff.remaining() >= 4; at += 12) {
      tiff.putInt(8 + 12 + at % 1_000);
    }

    readWithinBounds(tiff.array());
    readWithinBounds(png("eXIf", tiff.array()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp", "heic", "tiff"})
  void mutatedFilesAreReadWithinBounds(String kind) {
    byte[] whole = sound(kind);
    for (int i = 0; i < 300; i++) {
      NumpyGenerator random = new NumpyGenerator(i);
      byte[] mutated = whole.clone();
      for (int change = random.nextInt(0, 8); change >= 0; change--) {
        mutated[random.nextInt(0, mutated.length)] = (byte) random.nextInt(0, 256);
      }
      readWithinBounds(Arrays.copyOf(mutated, random.nextInt(0, mutated.length + 1)));
    }
  }

  private ExifReader.Labels readWithinBounds(byte[] file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    ExifReader.Labels labels = reader.read(file);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    assertThat(labels.values().size() + labels.missing().size())
        .isGreaterThanOrEqualTo(Attribute.values().length);
    return labels;
  }

  /** A zlib stream of 2 GiB of zeros: 32 times the same 64 MiB, each ending at a whole byte. */
  private static byte[] bomb() {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[64 << 20]);
    byte[] part = new byte[1 << 20];
    int length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, (byte) 0xDA});
    for (int i = 0; i < 32; i++) {
      out.write(part, 0, length);
    }
    out.writeBytes(new byte[] {3, 0});
    return out.toByteArray();
  }

  private static byte[] jpeg(byte[] tiff) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = 2 + 6 + tiff.length;
    out.writeBytes(
        new byte[] {
          (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length
        });
    out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(tiff);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    return out.toByteArray();
  }

  private static byte[] png(String type, byte[] data) {
    return join(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        chunk("IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0}),
        chunk(type, data),
        chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String type, byte[] data) {
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }

  private static byte[] webp(byte[] tiff, int length) {
    return ByteBuffer.allocate(12 + 18 + 8 + tiff.length + 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(4 + 18 + 8 + tiff.length + 2)
        .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
        .putInt(10)
        .put(new byte[10])
        .put("EXIF".getBytes(StandardCharsets.US_ASCII))
        .putInt(length)
        .put(tiff)
        .array();
  }

  /** One item of type Exif, which iloc says lies at a distance from its true place. */
  private static byte[] heic(int shift, byte[] tiff) {
    byte[] ftyp = box("ftyp", "heic\0\0\0\0mif1heic");
    ByteBuffer iloc = ByteBuffer.allocate(30);
    int before = ftyp.length + meta(iloc.array()).length + 8;
    iloc.putInt(0).putShort((short) 0x4400).putShort((short) 1); // 4-byte offsets and lengths
    iloc.putShort((short) 1).putShort((short) 0).putShort((short) 1);
    iloc.putInt(before + shift).putInt(4 + tiff.length);
    byte[] item = ByteBuffer.allocate(4 + tiff.length).putInt(0).put(tiff).array();
    return join(
        ftyp, meta(iloc.array()), box("mdat", new String(item, StandardCharsets.ISO_8859_1)));
  }

  private static byte[] meta(byte[] iloc) {
    byte[] infe = box("infe", "\2\0\0\0" + "\0\1" + "\0\0" + "Exif" + "\0");
    byte[] iinf = box("iinf", "\0\0\0\0" + "\0\1" + new String(infe, StandardCharsets.ISO_8859_1));
    byte[] hdlr = box("hdlr", "\0\0\0\0" + "\0\0\0\0" + "pict" + "\0".repeat(13));
    byte[] content =
        join(new byte[4], hdlr, iinf, box("iloc", new String(iloc, StandardCharsets.ISO_8859_1)));
    return box("meta", new String(content, StandardCharsets.ISO_8859_1));
  }

  private static byte[] box(String type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(8 + bytes.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(bytes)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
