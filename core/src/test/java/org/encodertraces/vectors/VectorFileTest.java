package org.encodertraces.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.encodertraces.InputException;
import org.encodertraces.embedding.Safetensors;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.io.DuckDb;
import org.encodertraces.vectors.VectorFile.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of numpy's own making (tools/make_vector_files.py), and files that somebody damaged. */
class VectorFileTest {

  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (var in =
        Objects.requireNonNull(VectorFileTest.class.getResourceAsStream("/vectors/" + name))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static List<float[]> rows(VectorFile file) throws IOException {
    List<float[]> rows = new ArrayList<>();
    file.read(
        (first, count, values) -> {
          assertThat(first).isEqualTo(rows.size());
          for (int i = 0; i < count; i++) {
            rows.add(Arrays.copyOfRange(values, i * file.dimension(), (i + 1) * file.dimension()));
          }
        });
    assertThat(rows).hasSize(Math.toIntExact(file.rows()));
    return rows;
  }

  private void sql(String sql) throws Exception {
    DuckDb.inMemory(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  private Path parquet(String select) throws Exception {
    Path file = folder.resolve("vectors.parquet");
    sql("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    return file;
  }

  private static void negate(long first, int count, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float32.npy",
        "float16.npy",
        "version2.npy",
        "one-column-fortran.npy",
        "fortran.npy",
        "float64.npy",
        "no-rows.npy",
        "stored.npz",
        "compressed.npz"
      })
  void numpysFilesHoldWhatNumpySays(String name) throws IOException {
    JsonNode truth =
        new ObjectMapper().readTree(Files.readString(resource("truth.json"))).get(name);

    List<float[]> rows = rows(VectorFile.open(resource(name)));

    assertThat(rows).hasSize(truth.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).hasSize(truth.get(i).size());
      for (int j = 0; j < rows.get(i).length; j++) {
        assertThat((double) rows.get(i)[j]).isEqualTo(truth.get(i).get(j).asDouble());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "big-endian.npy | big-endian (>f4); save x.astype('<f4')",
        "integers.npy | type <i8; expected float16, float32 or float64 (x.astype('float32'))",
        "objects.npy | Python objects, which only running its code could read",
        "structured.npy | type structured; expected float16, float32 or float64",
        "one-axis.npy | shape [3]; expected [n, d]",
        "three-axes.npy | shape [1, 5, 3]; expected [n, d]",
        "several.npz | a, b may each be the vectors; name one of them",
      })
  void whatIsNoMatrixOfFloatsIsRefusedInWords(String name, String words) throws IOException {
    Path file = resource(name);

    assertThatThrownBy(() -> VectorFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(words);
  }

  /** Several blocks of rows, of values that are their places. */
  @Test
  void columnsAreSetOnTheirSideInBlocksAndWrittenByRows() throws IOException {
    int rows = 140_000;
    int d = 8;
    String header =
        "{'descr': '<f8', 'fortran_order': True, 'shape': (%d, %d), }".formatted(rows, d);
    ByteBuffer bytes = ByteBuffer.allocate(128 + rows * d * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    bytes.put((byte) 0).putShort((short) 118);
    bytes.put(
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int column = 0; column < d; column++) {
      for (int row = 0; row < rows; row++) {
        bytes.putDouble((row * d + column) * (1 + 1e-9));
      }
    }
    Path npy = folder.resolve("columns.npy");
    Files.write(npy, bytes.array());
    Path npz = folder.resolve("columns.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("ids.npy"));
      zip.write(Files.readAllBytes(resource("integers.npy")));
      zip.putNextEntry(new ZipEntry("vectors.npy"));
      zip.write(bytes.array());
    }
    for (Path file : List.of(npy, npz)) {
      VectorFile vectors = VectorFile.open(file);
      assertThat(vectors.notKept())
          .containsExactly(
              "float64 is rounded to float32, and written so", "Fortran order becomes C order");
      Path copy = folder.resolve("copy-" + file.getFileName());
      vectors.rewrite(copy, VectorFileTest::negate);

      VectorFile written = VectorFile.open(copy);
      assertThat(written.type()).isEqualTo(ValueType.FLOAT32);
      assertThat(written.notKept()).isEmpty();
      assertThat(written.others()).isEqualTo(vectors.others());
      long[] next = {0};
      written.read(
          (first, count, values) -> {
            for (int i = 0; i < count * d; i++) {
              if (values[i] != -next[0]++) {
                throw new AssertionError("value %d is %s".formatted(next[0] - 1, values[i]));
              }
            }
          });
      assertThat(next[0]).isEqualTo((long) rows * d);
    }
  }

  @Test
  void theArrayIsTakenByItsName() throws IOException {
    Path file = resource("several.npz");

    assertThat(VectorFile.open(file, Optional.of("b")).others()).containsExactly("a");
    assertThatThrownBy(() -> VectorFile.open(file, Optional.of("c")))
        .hasMessageContaining("nothing called \"c\"; it has \"a\" <f4 [5, 3], \"b\" <f4 [5, 3]");
    assertThatThrownBy(() -> VectorFile.open(resource("stored.npz"), Optional.of("ids")))
        .hasMessageContaining("array \"ids\": holds values of type <i8");
    assertThatThrownBy(() -> VectorFile.open(resource("float32.npy"), Optional.of("x")))
        .hasMessageContaining("one array without a name");
  }

  @Test
  void everyTruncationOfAnArrayIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(resource("float32.npy"));
    Path file = folder.resolve("cut.npy");

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VectorFile.open(file))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file.toString());
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> VectorFile.open(file)).hasMessageContaining("something stands behind");
  }

  @Test
  void everyTruncationOfAZipIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(resource("stored.npz"));
    Path file = folder.resolve("cut.npz");

    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VectorFile.open(file))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void aFlippedBitInAZipIsSeen() throws IOException {
    byte[] whole = Files.readAllBytes(resource("stored.npz"));
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int values = text.indexOf("NUMPY", text.indexOf("embeddings.npy"));
    whole[values + 130] ^= 1;
    Path file = folder.resolve("flipped.npz");
    Files.write(file, whole);

    VectorFile opened = VectorFile.open(file);

    assertThatThrownBy(() -> opened.read((first, count, rows) -> {}))
        .hasMessageContaining("array \"embeddings\" is damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(4611686018427387904, 4) | which no file holds",
        "(99999999999999999999, 4) | expected sizes that fit",
        "(1000000, 3) | truncated",
        "(1, 15000000) | vectors of 15,000,000 values",
        "(-5, 3) | expected [n, d]",
        "(5, 0) | expected [n, d]",
      })
  void shapesThatLieAreRefused(String shape, String words) throws IOException {
    byte[] whole = Files.readAllBytes(resource("float32.npy"));
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String lying = text.replace("(5, 3), }", shape + ", }");
    String padded = lying.replaceFirst(" {%d}\n".formatted(lying.length() - text.length()), "\n");
    Path file = folder.resolve("lying.npy");
    Files.write(
        file,
        (padded.length() == text.length() ? padded : lying).getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> VectorFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.npz", "x.safetensors", "x.parquet"})
  void whatIsNoSuchFileAtAllIsRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> VectorFile.open(file)).hasMessage(file + ": no such file");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\n".repeat(5));

    assertThatThrownBy(() -> VectorFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString());
    assertThatThrownBy(() -> VectorFile.open(folder.resolve("x.csv")))
        .hasMessageContaining(".npy, .npz, .safetensors, .parquet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32.npy", "float16.npy", "stored.npz", "compressed.npz"})
  void aCopyHasOtherVectorsAndNothingElseChanged(String name) throws IOException {
    VectorFile source = VectorFile.open(resource(name));
    Path copy = folder.resolve("copy-" + name);

    source.rewrite(copy, VectorFileTest::negate);

    VectorFile written = VectorFile.open(copy);
    assertThat(written.type()).isEqualTo(source.type());
    assertThat(written.others()).isEqualTo(source.others());
    assertNegated(rows(source), rows(written));
    if (name.endsWith(".npz")) {
      try (ZipFile before = new ZipFile(source.file().toFile());
          ZipFile after = new ZipFile(copy.toFile())) {
        for (ZipEntry entry : before.stream().toList()) {
          assertThat(after.getEntry(entry.getName()).getMethod()).isEqualTo(entry.getMethod());
          if (!entry.getName().equals("embeddings.npy")) {
            assertThat(after.getInputStream(after.getEntry(entry.getName())).readAllBytes())
                .isEqualTo(before.getInputStream(entry).readAllBytes());
          }
        }
      }
    }
  }

  private static void assertNegated(List<float[]> before, List<float[]> after) {
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      for (int j = 0; j < before.get(i).length; j++) {
        assertThat(after.get(i)[j]).isEqualTo(-before.get(i)[j]);
      }
    }
  }

  @Test
  void aTensorsNeighborsAndTheMetadataStay() throws IOException {
    float[] values = {1, 2, 3, 4, 5, 6};
    Path file = folder.resolve("model=a_variant=b.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of("made by", "a test"),
        List.of(
            SafetensorsWriter.Tensor.integers("flickr_id", new long[] {7, 8}),
            SafetensorsWriter.Tensor.floats("image_embeddings", values, 2, 3),
            SafetensorsWriter.Tensor.integers("label", new long[] {3, 4})));
    Path copy = folder.resolve("copy.safetensors");

    VectorFile.open(file).rewrite(copy, VectorFileTest::negate);

    Safetensors written = Safetensors.open(copy);
    assertThat(written.metadata()).isEqualTo(Map.of("made by", "a test"));
    assertThat(written.integers("flickr_id")).containsExactly(7, 8);
    assertThat(written.integers("label")).containsExactly(3, 4);
    assertThat(rows(VectorFile.open(copy)).get(1)).containsExactly(-4, -5, -6);
  }

  @Test
  void aColumnsNeighborsKeepValuesTypesAndOrder() throws Exception {
    // More than two row groups of DuckDB's 122,880 rows.
    Path file =
        parquet(
            "SELECT 'photo ' || i AS id, [i, -i]::FLOAT[] AS vector, i::DECIMAL(9, 2) AS price,"
                + " {'a': i} AS more FROM range(260000) r(i)");
    Path copy = folder.resolve("copy.parquet");
    VectorFile source = VectorFile.open(file);
    assertThat(source.rows()).isEqualTo(260_000);
    assertThat(source.others()).containsExactly("id", "price", "more");

    source.rewrite(copy, VectorFileTest::negate);

    long[] right = new long[2];
    DuckDb.query(
        copy,
        ("SELECT count(*), count(*) FILTER (id = 'photo ' || n AND vector = [-n, n]::FLOAT[] AND"
                + " price = n AND more.a = n AND typeof(price) = 'DECIMAL(9,2)') FROM"
                + " (SELECT *, file_row_number AS n FROM read_parquet('%s', file_row_number = true))")
            .formatted(copy),
        row -> {
          right[0] = row.getLong(1);
          right[1] = row.getLong(2);
        });
    assertThat(right).containsExactly(260_000, 260_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT[]", "FLOAT[3]", "DOUBLE[]"})
  void listsKeepTheirType(String type) throws Exception {
    Path file = parquet("SELECT [0.5, 1, 2]::%s AS v FROM range(4)".formatted(type));
    Path copy = folder.resolve("copy.parquet");

    VectorFile source = VectorFile.open(file);
    source.rewrite(copy, VectorFileTest::negate);

    assertThat(VectorFile.open(copy).type()).isEqualTo(source.type());
    assertNegated(rows(source), rows(VectorFile.open(copy)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT [1, 2]::FLOAT[] AS v UNION ALL SELECT [1, 2, 3]::FLOAT[] | row 1: holds a list of 3 values; expected 2 values in each",
        "SELECT [1, 2]::FLOAT[] AS v UNION ALL SELECT NULL | row 1: holds no list",
        "SELECT [1, 2]::FLOAT[] AS v UNION ALL SELECT [1, NULL]::FLOAT[] | row 1: holds a list of which 1 values are missing",
        "SELECT []::FLOAT[] AS v | lists of 0 values",
        "SELECT 1 AS id | holds no vectors, which are rows of float16 or float32; it has \"id\" INTEGER",
        "SELECT [1.0]::FLOAT[] AS a, [1.0]::FLOAT[] AS b | a, b may each be the vectors",
      })
  void columnsWithoutAVectorARowAreRefused(String select, String words) throws Exception {
    Path file = parquet(select);

    assertThatThrownBy(() -> VectorFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void formsAreConvertedWhereNothingIsLost() throws Exception {
    VectorFile half = VectorFile.open(resource("float16.npy"));
    List<float[]> expected = rows(half);

    for (VectorFormat format : VectorFormat.values()) {
      Path target = folder.resolve("converted." + format.name().toLowerCase(java.util.Locale.ROOT));
      format.write(half, target, (first, count, values) -> {});
      VectorFile written = VectorFile.open(target);
      assertThat(written.type())
          .isEqualTo(format == VectorFormat.PARQUET ? ValueType.FLOAT32 : ValueType.FLOAT16);
      List<float[]> rows = rows(written);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i)).containsExactly(expected.get(i));
      }
    }
    assertThatThrownBy(
            () ->
                VectorFormat.NPY.write(
                    VectorFile.open(resource("stored.npz")),
                    folder.resolve("lossy.npy"),
                    (first, count, values) -> {}))
        .hasMessageContaining("holds ids, names beside its vectors")
        .hasMessageContaining("expected an output that ends in .npz");
    assertThat(folder.resolve("lossy.npy")).doesNotExist();
  }

  @Test
  void aNameTwiceInAZipIsRefused() throws IOException {
    byte[] array = Files.readAllBytes(resource("float32.npy"));
    Path file = folder.resolve("twice.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("x.npy", "y.npy")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(array);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length - 5; i++) {
      if (new String(bytes, i, 5, StandardCharsets.ISO_8859_1).equals("y.npy")) {
        bytes[i] = 'x';
      }
    }
    Files.write(file, bytes);

    assertThatThrownBy(() -> VectorFile.open(file)).hasMessage(file + ": holds \"x\" twice");
  }
}
