package org.encodertraces.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Embeddings as a table: {@code row} (int64, the place in the study's file), {@code id} (text),
 * {@code label} (int64, null where photos have no classes), {@code embedding} (array of float32).
 */
final class VectorRows {

  static final String ROW = "row";
  static final String ID = "id";
  static final String LABEL = "label";
  static final String EMBEDDING = "embedding";

  static final StructType SCHEMA =
      DataTypes.createStructType(
          List.of(
              field(ROW, DataTypes.LongType, false),
              field(ID, DataTypes.StringType, false),
              field(LABEL, DataTypes.LongType, true),
              field(EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType, false), false)));

  private VectorRows() {}

  private static StructField field(
      String name, org.apache.spark.sql.types.DataType type, boolean absent) {
    return DataTypes.createStructField(name, type, absent);
  }

  /** Where a file of a folder lies below another root; a table has its own ending. */
  static String place(String root, Path folder, Path file) {
    String base = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    String name = folder.relativize(file).toString().replace('\\', '/');
    return base + "/" + name.replaceFirst("\\.safetensors$", ".parquet");
  }
}
