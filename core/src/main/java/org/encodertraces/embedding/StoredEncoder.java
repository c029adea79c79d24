package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.encodertraces.InputException;
import org.encodertraces.dataset.ImageDataset;
import org.encodertraces.dataset.Photo;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;

/**
 * What a store has of one encoder: its files, what they were made from, and whose row is whose.
 *
 * @param store that its rows are read from
 */
public record StoredEncoder(EmbeddingStore store, EncoderName name) {

  private static final String CATEGORY = "category";
  private static final String BATCH = "batch";

  /** What of a record results tell. */
  private static final List<String> FOUND =
      List.of("images", "encoder fingerprint", "transform", "split", "seed", BATCH, "orientation");

  /** The processings under which embeddings of a split are here. */
  public List<Processing> processings(Split split) throws IOException {
    return store.folder().processings(name, split);
  }

  /**
   * One file.
   *
   * @param need who needs it and what makes it, for the message when it is missing
   * @throws InputException when it is missing, damaged, or of another chain than the processing's
   */
  public EmbeddingTable table(Processing processing, Split split, String need) throws IOException {
    store.folder().requireChain(processing);
    Path file = store.folder().opened(name, processing, split);
    if (!Files.exists(file)) {
      throw new InputException("%s: no such file; %s".formatted(file, need));
    }
    EmbeddingTable table = EmbeddingTable.open(file);
    return store.map().isPresent() ? table.through(store.map().get().map()) : table;
  }

  /**
   * The files of all classes of a parameter and both splits.
   *
   * @throws InputException naming the file that is missing or does not fit, or the bad rows
   */
  public ParameterEmbeddings open(Parameter parameter, BadRows badRows) throws IOException {
    return ParameterEmbeddings.open(this, parameter, badRows);
  }

  /** Which photo each row of an opened file of a split is of. */
  public RowIds ids(EmbeddingTable table, Split split) throws IOException {
    return RowIds.of(
        store.folder().photos(name, split), store.folder().photoIds(name, split), table);
  }

  /**
   * The photos of a data set that rows of a split are of: by the list that extraction left, else by
   * the study's order.
   *
   * @param whole whether the rows are all that the file has
   * @throws InputException when the data set's photos are not those behind the embeddings
   */
  public List<Photo> photos(ImageDataset dataset, Split split, EmbeddingTable table, boolean whole)
      throws IOException {
    List<Photo> ofDataset = dataset.photos(split);
    Optional<List<String>> listed = store.folder().photoIds(name, split);
    List<Photo> ofFile = listed.isPresent() ? listed(dataset, split, listed.get()) : ofDataset;
    Rows rows = table.rows();
    int needed = 0;
    for (int row = 0; row < rows.count(); row++) {
      needed = Math.max(needed, rows.rowOfFile(row) + 1);
    }
    boolean others = listed.isEmpty() && whole && ofFile.size() != rows.count();
    if (others || needed > ofFile.size()) {
      throw new InputException(
          "%s: %d photos in split %s; %s has %d rows, and no list of photos beside it tells which"
              .formatted(
                  dataset.root(), ofFile.size(), split.id(), rows.file(), rows.rowsOfFile()));
    }
    List<Photo> photos = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      photos.add(ofFile.get(rows.rowOfFile(row)));
    }
    return photos;
  }

  private List<Photo> listed(ImageDataset dataset, Split split, List<String> ids) {
    Map<String, Photo> byId = new HashMap<>();
    dataset.photos(split).forEach(photo -> byId.put(photo.id(), photo));
    List<Photo> photos = new ArrayList<>();
    for (String id : ids) {
      Photo photo = byId.get(id);
      if (photo == null) {
        throw new InputException(
            "%s: lacks %s, which %s was extracted from (split %s)"
                .formatted(dataset.root(), id, store.folder().photos(name, split), split.id()));
      }
      photos.add(photo);
    }
    return photos;
  }

  /** What the files were made from, by setting; empty for files that were not extracted here. */
  public Map<String, String> record() throws IOException {
    for (Split split : Split.values()) {
      Map<String, String> record = record(split);
      if (!record.isEmpty()) {
        return record;
      }
    }
    return Map.of();
  }

  private Map<String, String> record(Split split) throws IOException {
    Path file = store.folder().record(name, split);
    return Files.exists(file) ? SettingsFile.read(file) : Map.of();
  }

  /**
   * What a result on these embeddings tells of how they were made, by what it calls it; empty for
   * files that were not extracted here.
   */
  public Map<String, String> found() throws IOException {
    Map<String, String> record = record();
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : FOUND) {
      if (record.containsKey(key)) {
        found.put(key, record.get(key));
      }
    }
    OptionalInt skipped = skipped();
    if (skipped.isPresent()) {
      found.put(
          "skipped",
          skipped.getAsInt() == 0
              ? "no photo"
              : skipped.getAsInt() + " photos, listed in skipped.csv");
    }
    return found;
  }

  /** Photos that have no row, of the halves or else of the undivided photos, where it is known. */
  private OptionalInt skipped() throws IOException {
    for (List<Split> splits : List.of(Split.HALVES, List.of(Split.ALL))) {
      int photos = 0;
      int rows = 0;
      boolean known = false;
      for (Split split : splits) {
        String counted = record(split).getOrDefault("photos", "");
        Optional<List<String>> ids = store.folder().photoIds(name, split);
        if (counted.matches("\\d{1,9}") && ids.isPresent()) {
          photos += Integer.parseInt(counted);
          rows += ids.get().size();
          known = true;
        }
      }
      if (known) {
        return OptionalInt.of(photos - rows);
      }
    }
    return OptionalInt.empty();
  }

  /** What ran the network, if a record tells it. */
  public Optional<String> network() throws IOException {
    return Optional.ofNullable(record().get("network"));
  }

  /** The encoder's category, if a record tells it. */
  public Optional<String> category() throws IOException {
    return Optional.ofNullable(record().get(CATEGORY));
  }

  /** The batch that the files were begun with, so that a run that continues need not be told. */
  public Optional<Integer> batch() throws IOException {
    return Optional.ofNullable(record().get(BATCH))
        .filter(batch -> batch.matches("\\d{1,4}"))
        .map(Integer::valueOf);
  }
}
