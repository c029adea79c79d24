package org.encodertraces.flickr;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.ExifTable;
import org.encodertraces.flickr.HarvestState.License;
import org.encodertraces.io.Parquet;
import org.jspecify.annotations.Nullable;

/** The photos of a harvest that have labels and bytes, as Parquet. */
final class HarvestTable {

  private HarvestTable() {}

  static void write(Path table, HarvestState state) throws IOException, SQLException {
    List<Attribute> attributes =
        Arrays.stream(Attribute.values())
            .filter(attribute -> !attribute.isOfFile() && attribute != Attribute.ORIENTATION)
            .toList();
    List<Parquet.Column> columns = new ArrayList<>();
    columns.add(new Parquet.Column(ExifTable.PHOTO, "VARCHAR"));
    columns.add(new Parquet.Column("id", "BIGINT"));
    columns.add(new Parquet.Column("owner", "VARCHAR"));
    columns.add(new Parquet.Column("license", "VARCHAR"));
    columns.add(new Parquet.Column("license_url", "VARCHAR"));
    columns.add(new Parquet.Column("page", "VARCHAR"));
    columns.add(new Parquet.Column("upload_time", "BIGINT"));
    columns.add(new Parquet.Column("width", "INTEGER"));
    columns.add(new Parquet.Column("height", "INTEGER"));
    columns.add(new Parquet.Column("sha256", "VARCHAR"));
    attributes.forEach(attribute -> columns.add(new Parquet.Column(attribute.column(), "VARCHAR")));
    Map<Long, Map<String, String>> labels = new HashMap<>();
    state.query(
        "SELECT id, attribute, value FROM labels",
        row ->
            labels
                .computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                .put(row.getString(2), row.getString(3)));
    Map<String, License> licenses =
        state.licenses().stream().collect(Collectors.toMap(License::id, license -> license));
    Parquet.write(
        table,
        columns,
        sink ->
            state.query(
                "SELECT p.id, p.owner, p.license, p.upload_time, f.width, f.height, f.sha256 FROM"
                    + " photos p JOIN files f ON p.id = f.id WHERE f.refused IS NULL ORDER BY p.id",
                row -> {
                  long id = row.getLong(1);
                  List<@Nullable Object> values = new ArrayList<>();
                  values.add(id + ".jpg");
                  values.add(id);
                  values.add(row.getString(2));
                  Optional<License> license =
                      Optional.ofNullable(licenses.get(String.valueOf(row.getString(3))));
                  values.add(license.map(License::name).orElse(null));
                  values.add(license.map(License::url).orElse(null));
                  // Leads to the photo's page without naming its owner.
                  values.add("https://www.flickr.com/photo.gne?id=" + id);
                  values.add(row.getLong(4));
                  values.add(row.getInt(5));
                  values.add(row.getInt(6));
                  values.add(row.getString(7));
                  for (Attribute attribute : attributes) {
                    values.add(labels.getOrDefault(id, Map.of()).get(attribute.name()));
                  }
                  sink.row(values.toArray());
                }));
  }
}
