package org.encodertraces.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.encodertraces.InputException;
import org.encodertraces.dataset.Split;
import org.encodertraces.embedding.DType;
import org.encodertraces.embedding.EmbeddingFolder;
import org.encodertraces.embedding.EncoderName;
import org.encodertraces.embedding.SafetensorsWriter;
import org.encodertraces.io.Csv;
import org.encodertraces.io.WholeFile;
import org.encodertraces.processing.KnownProcessings;
import org.encodertraces.processing.Processing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "from-parquet",
    description = {
      "Streams a Parquet table of embeddings (id, label, embedding) once from wherever Spark reads",
      "into the file that knn and probe read, in the study's layout. Rows come in the order of a",
      "column row, where there is one, and else of id, so that tables of one data set agree."
    })
final class FromParquetCommand implements Callable<Integer> {

  private static final String ORDER = "order";

  @Spec private CommandSpec spec;

  @Option(
      names = "--parquet",
      required = true,
      paramLabel = "URI",
      description =
          "A table: a file, a folder of part files, or a place such as s3a://bucket/table.")
  private String parquet;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "E",
      description = "Whose embeddings they are: MODEL/VARIANT.")
  private String encoder;

  @Option(
      names = "--processing",
      paramLabel = "NAME",
      description = "What they are under. Default: ${DEFAULT-VALUE}.")
  private String processing = "IDENTITY";

  @Option(names = "--split", paramLabel = "train|val", description = "Their split. Default: none.")
  private Split split = Split.ALL;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The data set's folder, which gets the processing folders.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Processing under = KnownProcessings.builtIn().processing(processing);
    EmbeddingFolder folder = new EmbeddingFolder(out);
    EncoderName name = EncoderName.ofReference(encoder);
    Cluster.of(Runtime.getRuntime().availableProcessors());
    Dataset<Row> table = table();
    Counts counts = counts(table);
    folder.claim(under);
    Path file = folder.file(name, under, split);
    write(table, counts, file, folder.photos(name, split));
    spec.commandLine().getOut().println(file);
    return 0;
  }

  /** In order, with the columns that are read. */
  private Dataset<Row> table() throws IOException {
    try {
      Dataset<Row> all = SparkSession.builder().getOrCreate().read().parquet(parquet);
      List<String> columns = Arrays.asList(all.columns());
      for (String column : List.of(VectorRows.ID, VectorRows.EMBEDDING)) {
        if (!columns.contains(column)) {
          throw new InputException(
              "%s: has the columns %s; expected id, embedding and, for classes, label"
                  .formatted(parquet, columns));
        }
      }
      Dataset<Row> read =
          all.select(
              functions.col(VectorRows.ID).cast("string"),
              columns.contains(VectorRows.LABEL)
                  ? functions.col(VectorRows.LABEL).cast("long")
                  : functions.lit(null).cast("long").as(VectorRows.LABEL),
              functions.col(VectorRows.EMBEDDING).cast("array<float>"),
              columns.contains(VectorRows.ROW)
                  ? functions.col(VectorRows.ROW).as(ORDER)
                  : functions.col(VectorRows.ID).as(ORDER));
      return read.orderBy(ORDER);
    } catch (RuntimeException e) {
      throw Faults.of(e);
    } catch (Exception e) {
      if (String.valueOf(e.getMessage()).contains("PATH_NOT_FOUND")) {
        throw new InputException(parquet + ": no such table", e);
      }
      throw Faults.of(e);
    }
  }

  private record Counts(int rows, boolean labeled) {}

  /** Counts, and refuses what has no order or only some labels. */
  private Counts counts(Dataset<Row> table) {
    Row counted =
        table
            .agg(
                functions.count(functions.lit(1)),
                functions.count(table.col(VectorRows.ID)),
                functions.countDistinct(table.col(VectorRows.ID)),
                functions.count(table.col(VectorRows.LABEL)))
            .head();
    long rows = counted.getLong(0);
    if (rows == 0) {
      throw new InputException(parquet + ": holds no row");
    }
    if (counted.getLong(1) != rows || counted.getLong(2) != rows) {
      throw new InputException(
          "%s: %,d different ids in %,d rows; expected one of its own for each"
              .formatted(parquet, counted.getLong(2), rows));
    }
    long labels = counted.getLong(3);
    if (labels != 0 && labels != rows) {
      throw new InputException(
          "%s: %,d of %,d rows have a label; expected all or none"
              .formatted(parquet, labels, rows));
    }
    return new Counts(Math.toIntExact(rows), labels > 0);
  }

  /** One pass: values go to the file as they come, ids and labels are kept. */
  private void write(Dataset<Row> table, Counts counts, Path file, Path photos) throws IOException {
    Iterator<Row> iterator = table.toLocalIterator();
    Row first = iterator.next();
    int rows = counts.rows();
    int dimension = first.isNullAt(2) ? 0 : first.getList(2).size();
    long[] labels = new long[rows];
    List<String> ids = new ArrayList<>();
    List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
    tensors.add(
        new SafetensorsWriter.Tensor(
            EmbeddingFolder.EMBEDDINGS,
            DType.F32,
            List.of((long) rows, (long) dimension),
            sink -> {
              for (int i = 0; i < rows; i++) {
                Row row = i == 0 ? first : iterator.next();
                sink.floats(values(row, dimension), 0, dimension);
                ids.add(row.getString(0));
                labels[i] = row.isNullAt(1) ? 0 : row.getLong(1);
              }
            }));
    if (counts.labeled()) {
      tensors.add(SafetensorsWriter.Tensor.integers(EmbeddingFolder.LABELS, labels));
    }
    SafetensorsWriter.write(file, Map.of(), tensors);
    StringBuilder text = new StringBuilder("row,id\n");
    for (int row = 0; row < rows; row++) {
      text.append(Csv.line(row, ids.get(row))).append('\n');
    }
    WholeFile.writeString(photos, text);
  }

  private float[] values(Row row, int dimension) {
    List<Float> values = row.isNullAt(2) ? List.of() : row.getList(2);
    if (values.size() != dimension) {
      throw new InputException(
          "%s: the embedding of %s has %d values; the first has %d"
              .formatted(parquet, row.getString(0), values.size(), dimension));
    }
    float[] read = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      read[i] = values.get(i);
    }
    return read;
  }
}
