package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFFs of a few bytes that declare more than they hold. */
class HostileTiffTest {

  /** One entry: tag, value. All of type LONG. */
  private static byte[] tiff(long[]... entries) {
    ByteBuffer out = ByteBuffer.allocate(200 + 12 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'I', 'I', 42, 0}).putInt(100).position(100);
    out.putShort((short) entries.length);
    for (long[] entry : entries) {
      out.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt((int) entry[1]);
    }
    return out.array();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @CsvSource({
    "1, should end at byte",
    "5, cannot hold its 100000000 bytes",
    "8, cannot hold its 100000000 bytes",
    "32773, cannot hold its 100000000 bytes",
  })
  void whatCannotBeWholeIsRefusedBeforeMemoryIsTaken(int compression, String reason) {
    byte[] bytes =
        tiff(
            new long[] {256, 10_000},
            new long[] {257, 10_000},
            new long[] {258, 8},
            new long[] {259, compression},
            new long[] {262, 1},
            new long[] {273, 8},
            new long[] {279, 90});
    long before = allocated();

    assertThatThrownBy(() -> ImageDecoder.decode(bytes)).hasMessageContaining(reason);
    assertThat(allocated() - before).isLessThan(5_000_000);
  }

  @Test
  void aSizeThatIsTooLargeIsRefused() {
    byte[] bytes = tiff(new long[] {256, 4_000_000_000L}, new long[] {257, 60_000});

    assertThatThrownBy(() -> ImageDecoder.decode(bytes))
        .hasMessageContaining("TIFF declares 2,147,483,647 x 60,000")
        .hasMessageContaining("the limit is 178,956,970");
  }

  @Test
  void aTileThatIsTooLargeIsRefused() {
    byte[] bytes =
        tiff(
            new long[] {256, 10},
            new long[] {257, 10},
            new long[] {258, 8},
            new long[] {259, 5},
            new long[] {262, 1},
            new long[] {322, 2_000_000_000},
            new long[] {323, 2_000_000_000},
            new long[] {324, 8},
            new long[] {325, 90});

    assertThatThrownBy(() -> ImageDecoder.decode(bytes))
        .hasMessage("TIFF declares tiles of 2000000000 x 2000000000 pixels");
  }

  /** A BigTIFF's offset whose end would overflow. */
  @ParameterizedTest
  @CsvSource({"1", "8"})
  void aStripAtTheEndOfTheWorldIsRefused(int compression) {
    ByteBuffer out = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'I', 'I', 43, 0}).putShort((short) 8).putShort((short) 0).putLong(16);
    out.putLong(7);
    long[][] entries = {
      {256, 4},
      {257, 4},
      {258, 8},
      {259, compression},
      {262, 1},
      {273, Long.MAX_VALUE - 3},
      {279, 16}
    };
    for (long[] entry : entries) {
      out.putShort((short) entry[0]).putShort((short) 16).putLong(1).putLong(entry[1]);
    }

    assertThatThrownBy(() -> ImageDecoder.decode(out.array()))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("TIFF's strip 0 should end at byte")
        .hasMessageEndingWith("(truncated)");
  }

  @Test
  void aDirectoryBeyondTheFileIsRefused() {
    byte[] bytes = tiff(new long[] {256, 1});
    bytes[7] = 0x70;

    assertThatThrownBy(() -> ImageDecoder.decode(bytes))
        .hasMessageContaining("directory should begin at byte")
        .hasMessageEndingWith("(truncated)");
  }

  @Test
  void aCompressionThatIsNotReadIsNamed() {
    byte[] bytes =
        tiff(
            new long[] {256, 8},
            new long[] {257, 8},
            new long[] {258, 4},
            new long[] {259, 32809},
            new long[] {262, 1},
            new long[] {273, 8},
            new long[] {279, 40});

    assertThatThrownBy(() -> ImageDecoder.decode(bytes))
        .hasMessageContaining("compression 32809 (THUNDER_SCAN), which is not decoded here");
  }
}
