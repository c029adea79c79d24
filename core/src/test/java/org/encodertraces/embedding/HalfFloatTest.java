package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  @Test
  void everyHalfComesBackFromItsFloat() {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.ofFloat(value)).isEqualTo((short) bits);
      }
    }
    assertThat(HalfFloat.toFloat(HalfFloat.ofFloat(Float.NaN))).isNaN();
  }

  @Test
  void floatsBetweenHalvesAreRoundedAsNumpyRoundsThem() throws IOException {
    // tools/make_vector_files.py: float32 at, and just above, the middle between two float16; then
    // what numpy's astype makes of each.
    byte[] bytes;
    try (InputStream in =
        Objects.requireNonNull(HalfFloatTest.class.getResourceAsStream("/vectors/rounding.bin"))) {
      bytes = in.readAllBytes();
    }
    int count = bytes.length / 6;
    assertThat(count).isGreaterThan(3000);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    for (int i = 0; i < count; i++) {
      float value = values.getFloat(4 * i);
      assertThat(HalfFloat.ofFloat(value))
          .as("%a", value)
          .isEqualTo(values.getShort(4 * count + 2 * i));
    }
  }
}
