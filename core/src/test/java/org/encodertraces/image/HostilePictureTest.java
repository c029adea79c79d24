package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.encodertraces.Golden;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePictureTest {

  private static final List<String> SEEDS =
      List.of(
          "q90_420.jpg",
          "progressive_420.jpg",
          "cmyk.jpg",
          "rgba.png",
          "palette.png",
          "photo.webp",
          "photo.tif",
          "photo.bmp",
          "anim.gif");

  @Test
  void anEmptyFileIsRefusedInWords() {
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[0]))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("the file is empty (0 bytes)");
  }

  @ParameterizedTest
  @CsvSource({
    "q90_420.jpg, JPEG ends after",
    "progressive_420.jpg, JPEG ends after",
    "rgba.png, PNG of 160 x 120 ends after",
    "photo.webp, WebP ends after",
  })
  void aTruncatedPictureIsRefusedWhereLibrariesFillInGray(String name, String reason) {
    byte[] bytes = Golden.bytes("images/" + name);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);

    assertThatThrownBy(() -> ImageDecoder.decode(half))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith(reason)
        .hasMessageEndingWith("(truncated)");
  }

  @Test
  void aBombIsRefusedBeforeMemoryIsTaken() {
    assertThatThrownBy(() -> ImageDecoder.decode(declaredPng(60_000, 60_000)))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage(
            "PNG declares 60,000 x 60,000 = 3,600,000,000 pixels; the limit is 178,956,970");
  }

  @Test
  void anotherKindOfFileIsNamedByItsFirstBytes() {
    assertThatThrownBy(
            () ->
                ImageDecoder.decode("<html>not a photo</html>".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("not a JPEG, PNG, WebP, TIFF, BMP or GIF")
        .hasMessageContaining("3c68746d6c3e6e6f");
  }

  @Test
  void heicIsNamedWithTheCommandThatConvertsIt() {
    byte[] heic =
        ByteBuffer.allocate(32)
            .putInt(24)
            .put("ftypheic".getBytes(StandardCharsets.US_ASCII))
            .array();

    assertThatThrownBy(() -> ImageDecoder.decode(heic)).hasMessageContaining("heif-convert");
  }

  /**
   * Whatever bytes change, the answer is a picture or a reason: never a crash, never another error.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedFilesGiveAPictureOrAReason(int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    int refused = 0;
    for (int round = 0; round < 60; round++) {
      byte[] bytes = Golden.bytes("images/" + SEEDS.get(random.nextInt(0, SEEDS.size()))).clone();
      int damages = 1 + random.nextInt(0, 8);
      for (int i = 0; i < damages; i++) {
        // Headers are where lies do most.
        int reach = random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length;
        bytes[random.nextInt(0, reach)] = (byte) random.nextInt(0, 256);
      }
      if (random.nextInt(0, 3) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(0, bytes.length));
      }
      try {
        assertThat(ImageDecoder.decode(bytes).rgb()).isNotEmpty();
      } catch (UnreadableImageException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void exifOrientationIsAppliedOnlyWhenAsked() throws IOException {
    byte[] rotated = Golden.bytes("images/exif_rotate6.jpg");
    RgbImage stored = ImageDecoder.decode(rotated);
    RgbImage upright = ImageDecoder.decodeUpright(rotated);

    assertThat(upright.width()).isEqualTo(stored.height()).isEqualTo(113);
    // Orientation 6: the stored picture's left column, from the bottom up, is the upright top row.
    assertThat(upright.sample(0, 0, 0)).isEqualTo(stored.sample(0, stored.height() - 1, 0));
    assertThat(upright.sample(112, 149, 2)).isEqualTo(stored.sample(149, 0, 2));
  }

  @ParameterizedTest
  @EnumSource
  void turningAroundAndBackGivesTheSamePicture(Orientation orientation) throws IOException {
    RgbImage image = ImageDecoder.decode(Golden.bytes("images/odd.png"));
    // 6 and 8 undo each other, every other one undoes itself.
    Orientation inverse =
        switch (orientation) {
          case ROTATED_90 -> Orientation.ROTATED_270;
          case ROTATED_270 -> Orientation.ROTATED_90;
          case UPRIGHT, MIRRORED, ROTATED_180, FLIPPED, TRANSPOSED, TRANSVERSED -> orientation;
        };

    assertThat(inverse.apply(orientation.apply(image))).isEqualTo(image);
  }

  /** A PNG that declares a size and holds a few bytes of data. */
  private static byte[] declaredPng(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(1024);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", new byte[64]);
    chunk(png, "IEND", new byte[0]);
    return Arrays.copyOf(png.array(), png.position());
  }

  private static void chunk(ByteBuffer png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    png.putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .putInt((int) crc.getValue());
  }
}
