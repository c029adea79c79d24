package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.encodertraces.InputException;

/**
 * A data set's embeddings, as experiments ask for them: which encoders are there, and of each the
 * processings, rows, photos, marks and record ({@link #of}).
 *
 * @param folder where files lie
 * @param map that all rows read from here go through, if any
 */
public record EmbeddingStore(EmbeddingFolder folder, Optional<AffineMapFile> map) {

  private static final Pattern FILE =
      Pattern.compile("(model=(.+?)_variant=(.+?))(_split=\\w+)?[.](safetensors|parquet)");

  /**
   * The store in a data set's folder.
   *
   * @throws InputException when there is no such folder
   */
  public static EmbeddingStore open(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InputException(root + ": no such folder of embeddings");
    }
    return new EmbeddingStore(new EmbeddingFolder(root), Optional.empty());
  }

  /** The same store, with all rows that are read from it {@link Rows#through through a map}. */
  public EmbeddingStore through(AffineMapFile other) {
    return new EmbeddingStore(folder, Optional.of(other));
  }

  /**
   * The encoders that have an embedding file here, by id. A variant's slash is a dash in files'
   * names; where no record beside them tells the id, the dash stays.
   */
  public List<EncoderName> encoders() throws IOException {
    Map<String, EncoderName> found = new TreeMap<>();
    for (Path place : places()) {
      try (Stream<Path> files = Files.list(place)) {
        for (Path file : files.toList()) {
          Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
          if (name.matches()) {
            found.putIfAbsent(name.group(1), new EncoderName(name.group(2), name.group(3)));
          }
        }
      }
    }
    Map<String, EncoderName> byId = new TreeMap<>();
    for (EncoderName name : found.values()) {
      EncoderName known =
          Optional.ofNullable(of(name).record().get("encoder")).map(EncoderName::ofId).orElse(name);
      byId.put(known.id(), known);
    }
    return List.copyOf(byId.values());
  }

  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>(List.of(folder.root()));
    try (Stream<Path> all = Files.list(folder.root())) {
      all.filter(Files::isDirectory).forEach(places::add);
    }
    return places;
  }

  /** What is here of an encoder. */
  public StoredEncoder of(EncoderName name) {
    return new StoredEncoder(this, name);
  }

  /** The files that rows are read through, for provenance. */
  public List<Path> mapFiles() {
    return map.map(read -> List.of(read.file(), AffineMapFile.beside(read.file())))
        .orElse(List.of());
  }

  /** What the map's maker told of it, for provenance: texts by key. */
  public Map<String, String> mapNotes() {
    Map<String, String> notes = new LinkedHashMap<>();
    map.ifPresent(
        read ->
            read.notes()
                .forEach(
                    (key, note) ->
                        notes.put(
                            "map's " + key, note.isValueNode() ? note.asText() : note.toString())));
    return notes;
  }
}
