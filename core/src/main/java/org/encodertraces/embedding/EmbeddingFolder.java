package org.encodertraces.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.io.Csv;
import org.encodertraces.io.SettingsFile;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Processing;

/**
 * Where the study's users keep embeddings (protocol, section 7).
 *
 * @param root the data set's folder, which holds the processing folders
 */
public record EmbeddingFolder(Path root) {

  /** The name of the embeddings' tensor. */
  public static final String EMBEDDINGS = "image_embeddings";

  /** The name of the class labels' tensor. */
  public static final String LABELS = "label";

  private static final String CHAIN_FILE = "processing.json";

  /** Key of the chain in that file. */
  private static final String CHAIN = "processing";

  /** The file of one encoder, processing and split. */
  public Path file(EncoderName encoder, Processing processing, Split split) {
    Path folder = processing.equals(Processing.IDENTITY) ? root : root.resolve(processing.name());
    return folder.resolve(stem(encoder, split) + ".safetensors");
  }

  /**
   * The file of one encoder, processing and split as it is here: the study's own, or what a table
   * in Parquet in its place was read into.
   */
  Path opened(EncoderName encoder, Processing processing, Split split) throws IOException {
    Path file = file(encoder, processing, split);
    Optional<ParquetEmbeddings> table =
        Files.exists(file) ? Optional.empty() : ParquetEmbeddings.insteadOf(file);
    return table.isPresent() ? table.get().imported() : file;
  }

  private static boolean isHere(Path file) {
    return Files.exists(file) || ParquetEmbeddings.insteadOf(file).isPresent();
  }

  /**
   * Takes a processing's folder for its chain, or compares with the chain that is recorded there:
   * two files may define one name differently, and their embeddings must not mix.
   *
   * @throws org.encodertraces.InputException when the folder holds embeddings under another chain
   */
  public void claim(Processing processing) throws IOException {
    if (!processing.equals(Processing.IDENTITY)) {
      SettingsFile.claim(chainFile(processing), "embeddings", chain(processing));
    }
  }

  /**
   * The processings under which an encoder's embeddings of a split are here. A folder without a
   * record of its chain is one of the study's processings, or none of ours.
   */
  public List<Processing> processings(EncoderName encoder, Split split) throws IOException {
    List<Processing> found = new ArrayList<>();
    if (isHere(file(encoder, Processing.IDENTITY, split))) {
      found.add(Processing.IDENTITY);
    }
    if (!Files.isDirectory(root)) {
      return found;
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    for (Path folder : folders) {
      if (isHere(folder.resolve(stem(encoder, split) + ".safetensors"))) {
        recorded(folder).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Processing> recorded(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    Path record = folder.resolve(CHAIN_FILE);
    if (Files.exists(record)) {
      String text = SettingsFile.read(record).getOrDefault(CHAIN, "");
      try {
        return Optional.of(new Processing(name, ChainText.parse(text)));
      } catch (IllegalArgumentException e) {
        throw new InputException("%s: %s".formatted(record, e.getMessage()), e);
      }
    }
    return Processing.study().stream().filter(known -> known.name().equals(name)).findFirst();
  }

  /**
   * Compares a processing's chain with the one its folder records, if it records one: the study's
   * own files do not.
   *
   * @throws org.encodertraces.InputException when the folder holds embeddings under another chain
   */
  public void requireChain(Processing processing) throws IOException {
    if (Files.exists(chainFile(processing))) {
      claim(processing);
    }
  }

  private Path chainFile(Processing processing) {
    return root.resolve(processing.name()).resolve(CHAIN_FILE);
  }

  private static Map<String, String> chain(Processing processing) {
    return Map.of(CHAIN, processing.text());
  }

  /**
   * The files that tell how one encoder's embeddings of a split under a processing were made and of
   * which photos, of those that are here: whoever copies embeddings copies them too.
   */
  public List<Path> told(EncoderName encoder, Processing processing, Split split) {
    return Stream.of(record(encoder, split), photos(encoder, split), chainFile(processing))
        .filter(Files::exists)
        .toList();
  }

  /** What the names of an encoder's files begin with; a data set without splits names none. */
  public static String stem(EncoderName encoder, Split split) {
    return split == Split.ALL ? encoder.fileStem() : encoder.fileStem() + "_split=" + split.id();
  }

  /**
   * The ids of the photos behind the rows of one encoder's files; empty for files that were not
   * extracted here.
   */
  public Optional<List<String>> photoIds(EncoderName encoder, Split split) throws IOException {
    Path file = photos(encoder, split);
    if (!Files.exists(file)) {
      for (Processing processing : processings(encoder, split)) {
        Path rows = file(encoder, processing, split);
        Optional<ParquetEmbeddings> table =
            Files.exists(rows) ? Optional.empty() : ParquetEmbeddings.insteadOf(rows);
        if (table.isPresent()) {
          table.get().imported();
          file = table.get().photos();
          break;
        }
      }
    }
    return Files.exists(file)
        ? Optional.of(Csv.read(file).stream().skip(1).map(row -> row.get(1)).toList())
        : Optional.empty();
  }

  /** The ids of the photos behind the rows of one encoder and split: CSV with row, id. */
  public Path photos(EncoderName encoder, Split split) {
    return root.resolve(stem(encoder, split) + ".photos.csv");
  }

  /** The record of what the embeddings of one encoder and split were made from. */
  public Path record(EncoderName encoder, Split split) {
    return root.resolve(stem(encoder, split) + ".settings.json");
  }
}
