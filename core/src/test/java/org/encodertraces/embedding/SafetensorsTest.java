package org.encodertraces.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.io.Sha256;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    Path file = folder.resolve("a/b.safetensors");
    float[] values = {1, -2, 0.5f, Float.MIN_VALUE, 3e38f, 7};
    long[] labels = {5, -1, Long.MAX_VALUE};

    String sha256 =
        SafetensorsWriter.write(
            file,
            Map.of("note", "größe"),
            List.of(
                SafetensorsWriter.Tensor.floats("image_embeddings", values, 3, 2),
                SafetensorsWriter.Tensor.integers("label", labels)));

    assertThat(sha256).isEqualTo(Sha256.of(file));

    Safetensors header = Safetensors.open(file);
    Rows matrix = Rows.of(header, "image_embeddings");
    float[] row = new float[2];
    matrix.read(1, row, 0);
    assertThat(row).containsExactly(0.5f, Float.MIN_VALUE);
    assertThat(header.integers("label")).isEqualTo(labels);
    assertThat(header.metadata()).isEqualTo(Map.of("note", "größe"));
    // The reference writer aligns tensors to 8 bytes.
    assertThat(header.tensor("image_embeddings").offset() % 8).isZero();
  }

  @Test
  void halfAndBrainFloatsReadAsTheirValues() throws IOException {
    // 1, -2, 65504 (the largest), 2^-24 (the smallest) in float16; 1, -2, 3.140625, 2^-126 in
    // bfloat16
    Path half = write("F16", 2, new short[] {0x3C00, (short) 0xC000, 0x7BFF, 0x0001});
    Path brain = write("BF16", 2, new short[] {0x3F80, (short) 0xC000, 0x4049, 0x0080});

    assertThat(rows(half)).containsExactly(1, -2, 65504, 0x1.0p-24f);
    assertThat(rows(brain)).containsExactly(1, -2, 3.140625f, 0x1.0p-126f);
  }

  @Test
  void aNormalizedRowHasLengthOneAndZeroStaysZero() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(SafetensorsWriter.Tensor.floats("e", new float[] {3, 4, 0, 0}, 2, 2)));
    Rows matrix = Rows.of(Safetensors.open(file), "e");
    float[] row = new float[2];

    assertThat(matrix.readNormalized(0, row, 0)).isEqualTo(5);
    assertThat(row[0]).isCloseTo(0.6f, within(1e-7f));
    assertThat(matrix.readNormalized(1, row, 0)).isZero();
    assertThat(row).containsExactly(0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,4]}} | takes 8 bytes",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}} | (hole)",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}} | trailing bytes",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[9,1],\"data_offsets\":[0,36]}} | truncated",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[-1,1],\"data_offsets\":[0,4]}} | an axis of -1",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | too many elements",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,4]}} | has data_offsets [8,4]",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,2]}} | lacks dtype, shape or two data_offsets",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},\"e\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}} | Duplicate field 'e'",
        "{\"e\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},\"f\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}} | (overlap)",
        "[] | not a JSON object",
        "{\"e\" | not valid JSON",
      })
  void aHeaderThatLiesIsRefused(String header, String message) throws IOException {
    Path file = withHeader(header, 8);

    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNoSafetensorsIsRefused() throws IOException {
    Path text = folder.resolve("t.safetensors");
    Files.writeString(text, "hello, this is not a tensor file");
    Path tiny = folder.resolve("u.safetensors");
    Files.write(tiny, new byte[3]);

    assertThatThrownBy(() -> Safetensors.open(text)).hasMessageContaining("declares a header of");
    assertThatThrownBy(() -> Safetensors.open(tiny)).hasMessageContaining("3 bytes are too few");
    assertThatThrownBy(() -> Safetensors.open(folder.resolve("none")))
        .hasMessageContaining("no such file");
  }

  /** Whatever bytes change: the file reads, or it is refused in words. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void damagedFilesReadOrAreRefused(int seed) throws IOException {
    NumpyGenerator random = new NumpyGenerator(seed);
    Path file = folder.resolve("x.safetensors");
    for (int round = 0; round < 100; round++) {
      SafetensorsWriter.write(
          file,
          Map.of("k", "v"),
          List.of(
              SafetensorsWriter.Tensor.floats("image_embeddings", new float[6], 3, 2),
              SafetensorsWriter.Tensor.integers("label", new long[3])));
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(0, bytes.length)] = (byte) random.nextInt(0, 256);
      }
      Files.write(file, bytes);
      try {
        EmbeddingTable table = EmbeddingTable.open(file);
        assertThat(table.rows().count()).isEqualTo(3);
      } catch (InputException e) {
        assertThat(e.getMessage()).contains("x.safetensors");
      }
    }
  }

  private Path write(String dtype, int columns, short[] values) throws IOException {
    Path file =
        withHeader(
            "{\"e\":{\"dtype\":\"%s\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
                .formatted(dtype, values.length / columns, columns, values.length * 2),
            0);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : values) {
      bytes.putShort(value);
    }
    Files.write(file, bytes.array(), StandardOpenOption.APPEND);
    return file;
  }

  private static float[] rows(Path file) throws IOException {
    Rows matrix = Rows.of(Safetensors.open(file), "e");
    float[] values = new float[matrix.count() * matrix.dimension()];
    for (int i = 0; i < matrix.count(); i++) {
      matrix.read(i, values, i * matrix.dimension());
    }
    return values;
  }

  private Path withHeader(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    Path file = folder.resolve("header-" + json.length + "-" + dataBytes + ".safetensors");
    Files.write(file, bytes.array());
    return file;
  }
}
