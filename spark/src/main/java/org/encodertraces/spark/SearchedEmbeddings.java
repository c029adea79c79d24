package org.encodertraces.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.encodertraces.embedding.AffineMapFile;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.ParameterEmbeddings;
import org.encodertraces.embedding.ParameterEmbeddings.BadRows;
import org.encodertraces.io.FileDigests;
import org.encodertraces.linalg.MatrixProduct;
import org.encodertraces.neighbors.KnnPieces;
import org.encodertraces.processing.ChainText;
import org.encodertraces.processing.Parameter;
import org.encodertraces.processing.Processing;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of a search, opened once in each executor from the folder that all machines see:
 * what is to be opened travels, with the SHA-256 of each file, and no row does.
 */
final class SearchedEmbeddings implements Serializable {

  private static final long serialVersionUID = 1;

  private final String folder;
  private final String model;
  private final String variant;
  private final @Nullable String map;
  private final String parameter;
  private final String title;

  /** Chains of the parameter's classes by name, in order. */
  private final LinkedHashMap<String, String> classes = new LinkedHashMap<>();

  private final boolean dropBadRows;
  private final int k;
  private final LinkedHashMap<String, String> digests = new LinkedHashMap<>();
  private transient @Nullable KnnPieces pieces;

  SearchedEmbeddings(KnnPieces pieces) throws IOException {
    ParameterEmbeddings embeddings = pieces.embeddings();
    EmbeddingStore store = embeddings.source().store();
    folder = absolute(store.folder().root());
    model = embeddings.source().name().model();
    variant = embeddings.source().name().variant();
    map = store.map().map(file -> absolute(file.file())).orElse(null);
    parameter = embeddings.parameter().id();
    title = embeddings.parameter().title();
    for (Processing processing : embeddings.parameter().classes()) {
      classes.put(processing.name(), processing.text());
    }
    dropBadRows = !embeddings.dropped().equals(ParameterEmbeddings.Dropped.NONE);
    k = pieces.k();
    FileDigests known = FileDigests.ofUser();
    for (Path file : embeddings.files()) {
      digests.put(absolute(file), known.of(file));
    }
    this.pieces = pieces;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Opened by the first task that asks; in the driver's own process, what the driver opened. */
  synchronized KnnPieces pieces() throws IOException {
    if (pieces == null) {
      requireSameFiles();
      pieces = KnnPieces.of(open(), k, MatrixProduct.best());
    }
    return pieces;
  }

  private ParameterEmbeddings open() throws IOException {
    EmbeddingStore store = EmbeddingStore.open(Path.of(folder));
    if (map != null) {
      store = store.through(AffineMapFile.read(Path.of(map)));
    }
    List<Processing> processings = new ArrayList<>();
    classes.forEach((name, chain) -> processings.add(new Processing(name, ChainText.parse(chain))));
    return store
        .of(new EncoderName(model, variant))
        .open(
            new Parameter(parameter, title, processings),
            dropBadRows ? BadRows.DROP : BadRows.REFUSE);
  }

  private void requireSameFiles() throws IOException {
    FileDigests known = FileDigests.ofUser();
    for (Map.Entry<String, String> one : digests.entrySet()) {
      Path file = Path.of(one.getKey());
      if (!java.nio.file.Files.isRegularFile(file)) {
        throw new InputException(
            "%s: not on an executor's machine; kNN under Spark needs a folder that all machines see"
                .formatted(file));
      }
      if (!known.of(file).equals(one.getValue())) {
        throw new InputException(
            "%s: is another file on an executor's machine (its SHA-256 is another)"
                .formatted(file));
      }
    }
  }
}
