package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Photo;

/**
 * Whose row is whose: ids by row, and rows by id. Ids come from the list that extraction left
 * beside the embeddings, else from the Flickr numbers that the study's files hold.
 */
public final class RowIds {

  private final Path list;
  private final List<String> ids;
  private final Map<String, Integer> rowById;

  private RowIds(Path list, List<String> ids, Map<String, Integer> rowById) {
    this.list = list;
    this.ids = ids;
    this.rowById = rowById;
  }

  /**
   * The ids of a table's rows.
   *
   * @param list where the list of photos lies, or would
   * @param listed the list's ids, by row of the file
   * @throws InputException when there are not as many ids as rows
   */
  static RowIds of(Path list, Optional<List<String>> listed, EmbeddingTable table)
      throws IOException {
    Rows rows = table.rows();
    if (listed.isPresent() && listed.get().size() != rows.rowsOfFile()) {
      throw new InputException(
          "%s: %d ids for %d embeddings in %s"
              .formatted(list, listed.get().size(), rows.rowsOfFile(), rows.file()));
    }
    List<String> numbers =
        table.has(Photo.FLICKR_ID)
            ? Arrays.stream(table.marks(Photo.FLICKR_ID)).mapToObj(Long::toString).toList()
            : List.of();
    List<String> ids = new ArrayList<>();
    for (int row = 0; row < rows.count() && listed.isPresent(); row++) {
      ids.add(listed.get().get(rows.rowOfFile(row)));
    }
    Map<String, Integer> rowById = new HashMap<>();
    for (int row = 0; row < numbers.size(); row++) {
      rowById.put(numbers.get(row), row);
    }
    for (int row = 0; row < ids.size(); row++) {
      rowById.put(ids.get(row), row);
      // Splits name a photo that is called by its number by that alone.
      Optional<Long> number = Photo.flickrId(ids.get(row));
      if (number.isPresent()) {
        rowById.putIfAbsent(Long.toString(number.get()), row);
      }
    }
    return new RowIds(list, List.copyOf(listed.isPresent() ? ids : numbers), rowById);
  }

  /** Whether anything tells which row is which photo. */
  public boolean known() {
    return !ids.isEmpty();
  }

  /** The id of a row's photo, if anything tells. */
  public Optional<String> id(int row) {
    return known() ? Optional.of(ids.get(row)) : Optional.empty();
  }

  /** The row of a photo, by its id or its Flickr number. */
  public OptionalInt row(String id) {
    Integer row = rowById.get(id);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /** The list beside the embeddings, which may not exist. */
  public Path list() {
    return list;
  }
}
