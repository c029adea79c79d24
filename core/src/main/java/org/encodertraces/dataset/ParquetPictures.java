package org.encodertraces.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.encodertraces.InputException;
import org.encodertraces.io.DuckDb;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one Parquet file, read a block of rows at a time: a row alone would cost as much.
 *
 * <p>The blocks asked for last are kept, so that threads which each walk through rows of their own
 * do not read any twice. Two of one file and column are equal, whatever they have read.
 */
final class ParquetPictures {

  private static final int BLOCK_ROWS = 32;
  private static final int BLOCKS_KEPT = 16;

  private final Path file;
  private final String bytesColumn;
  private final Map<Long, Map<Long, byte[]>> blocks =
      new LinkedHashMap<>(BLOCKS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Long, byte[]>> eldest) {
          return size() > BLOCKS_KEPT;
        }
      };

  /**
   * @param bytesColumn as SQL names it
   */
  ParquetPictures(Path file, String bytesColumn) {
    this.file = file;
    this.bytesColumn = bytesColumn;
  }

  Path file() {
    return file;
  }

  /** The column that they are read from, as SQL names it. */
  String bytesColumn() {
    return bytesColumn;
  }

  /**
   * The bytes of the picture in a row.
   *
   * @throws IOException when it holds none, or the file cannot be read
   */
  byte[] read(long row) throws IOException {
    byte[] bytes = block(row / BLOCK_ROWS).get(row);
    if (bytes == null) {
      throw new IOException("row %d of %s holds no picture".formatted(row, file));
    }
    return bytes;
  }

  /** What is kept of the file says nothing about which pictures these are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParquetPictures pictures
        && file.equals(pictures.file)
        && bytesColumn.equals(pictures.bytesColumn);
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, bytesColumn);
  }

  @Override
  public String toString() {
    return file + ": " + bytesColumn;
  }

  private synchronized Map<Long, byte[]> block(long block) throws IOException {
    Map<Long, byte[]> kept = blocks.get(block);
    if (kept == null) {
      PhotoBytes.requireFile(file);
      kept = readBlock(block);
      blocks.put(block, kept);
    }
    return kept;
  }

  private Map<Long, byte[]> readBlock(long block) throws IOException {
    Map<Long, byte[]> rows = new HashMap<>();
    try {
      DuckDb.query(
          file,
          "SELECT file_row_number, %s FROM read_parquet(%s, file_row_number = true) WHERE file_row_number BETWEEN %d AND %d"
              .formatted(
                  bytesColumn,
                  DuckDb.files(List.of(file)),
                  block * BLOCK_ROWS,
                  (block + 1) * BLOCK_ROWS - 1),
          row -> {
            byte[] bytes = row.getBytes(2);
            if (bytes != null) {
              rows.put(row.getLong(1), bytes);
            }
          });
    } catch (InputException e) {
      throw new IOException(e.getMessage(), e);
    }
    return rows;
  }
}
