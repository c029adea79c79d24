package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * One encoder's embeddings under every class of a parameter, checked to belong together: the same
 * photos in the same order, of one width, every row with a direction.
 *
 * @param source where they are read from
 * @param train by class of the parameter
 * @param val by class of the parameter
 * @param dropped rows left out of train and val because one of their embeddings had no direction
 */
public record ParameterEmbeddings(
    StoredEncoder source,
    Parameter parameter,
    List<EmbeddingTable> train,
    List<EmbeddingTable> val,
    Dropped dropped) {

  /** How many rows were left out of each split. */
  public record Dropped(int train, int val) {
    public static final Dropped NONE = new Dropped(0, 0);
  }

  /** What to do with rows that hold NaN, infinities or nothing but zeros. */
  public enum BadRows {
    REFUSE,
    /** Leave the photo out under every processing. */
    DROP
  }

  static ParameterEmbeddings open(StoredEncoder source, Parameter parameter, BadRows badRows)
      throws IOException {
    List<EmbeddingTable> train = tables(source, parameter, Split.TRAIN);
    List<EmbeddingTable> val = tables(source, parameter, Split.VAL);
    requireSame(train.get(0), val.get(0), false);
    Optional<int[]> keptTrain = kept(train, badRows);
    Optional<int[]> keptVal = kept(val, badRows);
    return new ParameterEmbeddings(
        source,
        parameter,
        selected(train, keptTrain),
        selected(val, keptVal),
        new Dropped(
            keptTrain.map(rows -> train.get(0).rows().count() - rows.length).orElse(0),
            keptVal.map(rows -> val.get(0).rows().count() - rows.length).orElse(0)));
  }

  /** Number of classes of the parameter. */
  public int classes() {
    return train.size();
  }

  /** Width of an embedding. */
  public int dimension() {
    return train.get(0).rows().dimension();
  }

  /** Training photos. */
  public int trainRows() {
    return train.get(0).rows().count();
  }

  /** Validation photos. */
  public int valRows() {
    return val.get(0).rows().count();
  }

  /** The same with these rows of val alone, [n] in order. */
  public ParameterEmbeddings withVal(int[] rows) {
    return new ParameterEmbeddings(
        source, parameter, train, val.stream().map(table -> table.select(rows)).toList(), dropped);
  }

  /** Which photo each row of a split is of. */
  public RowIds ids(Split split) throws IOException {
    return source.ids(tables(split).get(0), split);
  }

  /**
   * The photos behind the rows of a split.
   *
   * @throws InputException when the data set's photos are not those behind the embeddings
   */
  public List<Photo> photos(ImageDataset dataset, Split split) throws IOException {
    return source.photos(dataset, split, tables(split).get(0), dropped.equals(Dropped.NONE));
  }

  private List<EmbeddingTable> tables(Split split) {
    return split == Split.TRAIN ? train : val;
  }

  /** The file behind each class and split, and the map that they are read through. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    train.forEach(table -> files.add(table.rows().file()));
    val.forEach(table -> files.add(table.rows().file()));
    files.addAll(source.store().mapFiles());
    return files;
  }

  private static List<EmbeddingTable> tables(StoredEncoder source, Parameter parameter, Split split)
      throws IOException {
    List<EmbeddingTable> tables = new ArrayList<>();
    String need =
        "%s needs the embeddings of %s under %s (traces extract makes them)"
            .formatted(parameter.id(), source.name().id(), parameter.classes());
    for (Processing processing : parameter.classes()) {
      EmbeddingTable table = source.table(processing, split, need);
      if (table.rows().count() == 0) {
        throw new InputException(table.rows().file() + ": holds no embedding");
      }
      if (!tables.isEmpty()) {
        requireSame(tables.get(0), table, true);
      }
      tables.add(table);
    }
    return tables;
  }

  private static void requireSame(EmbeddingTable first, EmbeddingTable table, boolean samePhotos) {
    Rows a = first.rows();
    Rows b = table.rows();
    if (a.dimension() != b.dimension()) {
      throw new InputException(
          "%s: embeddings of width %d; %s has %d"
              .formatted(b.file(), b.dimension(), a.file(), a.dimension()));
    }
    if (!samePhotos) {
      return;
    }
    if (a.count() != b.count()) {
      throw new InputException(
          "%s: %d embeddings; %s has %d".formatted(b.file(), b.count(), a.file(), a.count()));
    }
    if (first.labels().isPresent() != table.labels().isPresent()) {
      throw new InputException(
          "%s and %s: one has labels, the other has not".formatted(b.file(), a.file()));
    }
    if (first.labels().isPresent()) {
      int row = Arrays.mismatch(first.labels().get(), table.labels().orElseThrow());
      if (row >= 0) {
        throw new InputException(
            "%s: row %d has label %d; in %s it has %d"
                .formatted(
                    b.file(),
                    row,
                    table.labels().orElseThrow()[row],
                    a.file(),
                    first.labels().get()[row]));
      }
    }
  }

  /** The good rows, when some are bad and may be dropped. */
  private static Optional<int[]> kept(List<EmbeddingTable> tables, BadRows badRows) {
    int rows = tables.get(0).rows().count();
    BitSet bad = new BitSet(rows);
    for (EmbeddingTable table : tables) {
      int[] found = table.badRows().toArray();
      if (found.length > 0 && badRows == BadRows.REFUSE) {
        throw new InputException(
            ("%s: %d of %d rows hold NaN, infinities or only zeros, the first is row %d;"
                    + " drop_bad_rows leaves such photos out")
                .formatted(table.rows().file(), found.length, rows, found[0]));
      }
      Arrays.stream(found).forEach(bad::set);
    }
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    if (bad.cardinality() == rows) {
      throw new InputException(
          tables.get(0).rows().file() + ": no row is left once the bad ones are dropped");
    }
    return Optional.of(IntStream.range(0, rows).filter(row -> !bad.get(row)).toArray());
  }

  private static List<EmbeddingTable> selected(List<EmbeddingTable> tables, Optional<int[]> kept) {
    return kept.map(rows -> tables.stream().map(table -> table.select(rows)).toList())
        .orElse(List.copyOf(tables));
  }
}
