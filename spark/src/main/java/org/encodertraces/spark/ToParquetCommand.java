package org.encodertraces.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EmbeddingStore;
import org.encodertraces.embedding.EmbeddingTable;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.StoredEncoder;
import org.encodertraces.processing.Processing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "to-parquet",
    description = {
      "Writes embeddings as Parquet tables (row, id, label, embedding) to any place that Spark writes",
      "to. A table a file: URI/PROCESSING/model=M_variant=V_split=train|val.parquet, and beside them what",
      "tells how they were made and of which photos."
    })
final class ToParquetCommand implements Callable<Integer> {

  /** Rows of a task; a part file has as many. */
  private static final int ROWS_A_PART = 100_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--embeddings",
      required = true,
      paramLabel = "DIR",
      description =
          "The data set's folder, which holds the processing folders; all machines must see it.")
  private Path embeddings;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "E",
      description = "Whose embeddings: MODEL/VARIANT, or the path of its .onnx file.")
  private String encoder;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "URI",
      description = "A folder, or a place such as s3a://bucket/folder. Tables there are refused.")
  private String out;

  /** Some rows of a file. */
  private record Part(String file, List<String> ids, int from, int to) implements Serializable {}

  @Override
  public Integer call() throws IOException {
    StoredEncoder stored = EmbeddingStore.open(embeddings).of(EncoderName.ofReference(encoder));
    JavaSparkContext context = Cluster.of(Runtime.getRuntime().availableProcessors());
    SparkSession session = SparkSession.builder().getOrCreate();
    int tables = 0;
    for (Split split : Split.values()) {
      for (Processing processing : stored.processings(split)) {
        EmbeddingFolder folder = stored.store().folder();
        Path file = folder.file(stored.name(), processing, split);
        String place = VectorRows.place(out, folder.root(), file);
        write(session, context, parts(stored, processing, split), place);
        for (Path told : folder.told(stored.name(), processing, split)) {
          copy(context, told, VectorRows.place(out, folder.root(), told));
        }
        spec.commandLine().getOut().println(place);
        tables++;
      }
    }
    if (tables == 0) {
      throw new InputException(
          "%s: holds no embeddings of %s".formatted(embeddings, stored.name().id()));
    }
    return 0;
  }

  private static List<Part> parts(StoredEncoder stored, Processing processing, Split split)
      throws IOException {
    EmbeddingTable table = stored.table(processing, split, "it was here a moment ago");
    int rows = table.rows().count();
    List<String> ids =
        stored
            .store()
            .folder()
            .photoIds(stored.name(), split)
            .orElseGet(() -> IntStream.range(0, rows).mapToObj(Integer::toString).toList());
    if (ids.size() != rows) {
      throw new InputException(
          "%s: %d rows; the list of photos beside it names %d"
              .formatted(table.rows().file(), rows, ids.size()));
    }
    String file = table.rows().file().toAbsolutePath().toString();
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < rows; from += ROWS_A_PART) {
      int to = Math.min(from + ROWS_A_PART, rows);
      parts.add(new Part(file, new ArrayList<>(ids.subList(from, to)), from, to));
    }
    return parts;
  }

  private static void write(
      SparkSession session, JavaSparkContext context, List<Part> parts, String place)
      throws IOException {
    try {
      session
          .createDataFrame(
              context.parallelize(parts, parts.size()).flatMap(ToParquetCommand::rows),
              VectorRows.SCHEMA)
          .write()
          .mode(SaveMode.ErrorIfExists)
          .parquet(place);
    } catch (RuntimeException e) {
      throw Faults.of(e);
    } catch (Exception e) {
      // Spark's are checked, and thrown by methods that do not say so.
      if (String.valueOf(e.getMessage()).contains("PATH_ALREADY_EXISTS")) {
        throw new InputException(place + ": is there already; choose another --out", e);
      }
      throw Faults.of(e);
    }
  }

  private static void copy(JavaSparkContext context, Path file, String place) throws IOException {
    var target = new org.apache.hadoop.fs.Path(place);
    try (OutputStream to =
        target.getFileSystem(context.hadoopConfiguration()).create(target, true)) {
      Files.copy(file, to);
    }
  }

  private static Iterator<Row> rows(Part part) throws IOException {
    EmbeddingTable table = EmbeddingTable.open(Path.of(part.file()));
    return IntStream.range(part.from(), part.to())
        .mapToObj(
            row -> {
              float[] values = new float[table.rows().dimension()];
              table.rows().read(row, values, 0);
              Float[] boxed = new Float[values.length];
              for (int i = 0; i < values.length; i++) {
                boxed[i] = values[i];
              }
              return RowFactory.create(
                  (long) row,
                  part.ids().get(row - part.from()),
                  table.labels().isPresent() ? table.labels().get()[row] : null,
                  boxed);
            })
        .iterator();
  }
}
