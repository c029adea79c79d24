package org.encodertraces.flickr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.flickr.Postponements.Part;
import org.encodertraces.image.PictureSize;
import org.encodertraces.io.DuckDb;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest has learned, in a DuckDB file: each answer is in it before the next question is
 * asked, so that a killed harvest asks nothing twice.
 */
final class HarvestState implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS settings (name VARCHAR PRIMARY KEY, value VARCHAR)",
          "CREATE TABLE IF NOT EXISTS licenses (id VARCHAR PRIMARY KEY, name VARCHAR, url VARCHAR)",
          "CREATE TABLE IF NOT EXISTS windows (from_time BIGINT, to_time BIGINT, total BIGINT,"
              + " pages INTEGER, pages_read INTEGER, passes INTEGER, done BOOLEAN)",
          "CREATE TABLE IF NOT EXISTS photos (id BIGINT PRIMARY KEY, owner VARCHAR, license"
              + " VARCHAR, upload_time BIGINT, url VARCHAR, window_from BIGINT)",
          "CREATE TABLE IF NOT EXISTS exif (id BIGINT PRIMARY KEY, refused VARCHAR)",
          "CREATE TABLE IF NOT EXISTS labels (id BIGINT, attribute VARCHAR, value VARCHAR)",
          "CREATE TABLE IF NOT EXISTS files (id BIGINT PRIMARY KEY, bytes BIGINT, sha256 VARCHAR,"
              + " width INTEGER, height INTEGER, refused VARCHAR)",
          // Columns and a table that files of earlier versions lack.
          "ALTER TABLE photos ADD COLUMN IF NOT EXISTS width INTEGER",
          "ALTER TABLE photos ADD COLUMN IF NOT EXISTS height INTEGER",
          "CREATE TABLE IF NOT EXISTS postponed (id BIGINT, part VARCHAR, reason VARCHAR,"
              + " runs INTEGER, PRIMARY KEY (id, part))");

  /**
   * Earlier versions took what may pass for the last word after one try, and an empty answer for a
   * span of time without photos: these are asked for once more.
   */
  private static final List<String> SECOND_CHANCES =
      List.of(
          "DELETE FROM files WHERE refused LIKE 'no whole picture%' OR refused LIKE 'redirected %'"
              + " OR refused LIKE 'HTTP status 3%'",
          "UPDATE windows SET done = false, total = -1, pages = 0, pages_read = 0, passes = 0"
              + " WHERE done AND total = 0");

  private static final String FORMAT = "format";

  private final Connection connection;

  /** A license as Flickr lists it. */
  record License(String id, String name, String url) {}

  /** One window and how far its reading is; total is -1 before the first page. */
  record WindowState(UploadWindow window, long total, int pages, int pagesRead, int passes) {}

  /**
   * A photo that search showed.
   *
   * @param size of the picture at the address, where the API told it
   */
  record Found(
      long id,
      String owner,
      String license,
      long uploadTime,
      String url,
      Optional<PictureSize> size) {}

  /** Where a photo's picture is, and how large it must be if that is known. */
  record Address(String url, Optional<PictureSize> size) {}

  private HarvestState(Connection connection) {
    this.connection = connection;
  }

  static HarvestState open(Path file) throws IOException, SQLException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Connection connection;
    try {
      connection = DuckDb.open(file);
    } catch (SQLException e) {
      throw new InputException(
          "%s: cannot be opened (is another harvest running?): %s"
              .formatted(file, DuckDb.firstLine(e)),
          e);
    }
    HarvestState state = new HarvestState(connection);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    if (state.setting(FORMAT).isEmpty()) {
      state.together(
          () -> {
            for (String chance : SECOND_CHANCES) {
              state.update(chance);
            }
            state.set(FORMAT, "2");
          });
    }
    return state;
  }

  /** Does several changes as one. */
  void together(SqlWork work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Some changes. */
  interface SqlWork {
    void run() throws SQLException;
  }

  Optional<String> setting(String name) throws SQLException {
    List<String> values = strings("SELECT value FROM settings WHERE name = ?", name);
    return values.stream().findFirst();
  }

  void set(String name, String value) throws SQLException {
    update("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value);
  }

  void addLicense(License license) throws SQLException {
    update(
        "INSERT OR REPLACE INTO licenses VALUES (?, ?, ?)",
        license.id(),
        license.name(),
        license.url());
  }

  /** In the order of their ids. */
  List<License> licenses() throws SQLException {
    List<License> licenses = new ArrayList<>();
    query(
        "SELECT id, name, url FROM licenses ORDER BY try_cast(id AS BIGINT), id",
        row -> licenses.add(new License(text(row, 1), text(row, 2), text(row, 3))));
    return licenses;
  }

  boolean hasWindows() throws SQLException {
    return count("SELECT count(*) FROM windows") > 0;
  }

  void addWindow(UploadWindow window) throws SQLException {
    update("INSERT INTO windows VALUES (?, ?, -1, 0, 0, 0, false)", window.from(), window.to());
  }

  /** The earliest window that is not read to its end. */
  Optional<WindowState> nextWindow() throws SQLException {
    List<WindowState> found = new ArrayList<>();
    query(
        "SELECT from_time, to_time, total, pages, pages_read, passes FROM windows WHERE NOT done"
            + " ORDER BY from_time LIMIT 1",
        row ->
            found.add(
                new WindowState(
                    new UploadWindow(row.getLong(1), row.getLong(2)),
                    row.getLong(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6))));
    return found.stream().findFirst();
  }

  void removeWindow(UploadWindow window) throws SQLException {
    update("DELETE FROM windows WHERE from_time = ? AND to_time = ?", window.from(), window.to());
  }

  void progress(UploadWindow window, long total, int pages, int pagesRead, int passes)
      throws SQLException {
    update(
        "UPDATE windows SET total = ?, pages = ?, pages_read = ?, passes = ? WHERE from_time = ?"
            + " AND to_time = ?",
        total,
        pages,
        pagesRead,
        passes,
        window.from(),
        window.to());
  }

  void finish(UploadWindow window) throws SQLException {
    update(
        "UPDATE windows SET done = true WHERE from_time = ? AND to_time = ?",
        window.from(),
        window.to());
  }

  void add(Found photo, UploadWindow window) throws SQLException {
    update(
        "INSERT OR IGNORE INTO photos (id, owner, license, upload_time, url, window_from, width,"
            + " height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        photo.id(),
        photo.owner(),
        photo.license(),
        photo.uploadTime(),
        photo.url(),
        window.from(),
        photo.size().map(PictureSize::width).orElse(null),
        photo.size().map(PictureSize::height).orElse(null));
  }

  long photosOf(UploadWindow window) throws SQLException {
    return count("SELECT count(*) FROM photos WHERE window_from = " + window.from());
  }

  /**
   * Photos whose Exif is not here yet, in the order of their upload, those that an earlier run had
   * to postpone last.
   */
  List<Long> withoutExif() throws SQLException {
    return longs(
        "SELECT id FROM photos WHERE id NOT IN (SELECT id FROM exif) ORDER BY "
            + postponedLast(Part.LABELS));
  }

  private static String postponedLast(Part part) {
    return "id IN (SELECT id FROM postponed WHERE part = '%s'), upload_time, id".formatted(part);
  }

  void addLabels(long id, Map<Attribute, String> labels) throws SQLException {
    update("INSERT OR REPLACE INTO exif VALUES (?, NULL)", id);
    settle(id, Part.LABELS);
    for (Map.Entry<Attribute, String> label : labels.entrySet()) {
      update("INSERT INTO labels VALUES (?, ?, ?)", id, label.getKey().name(), label.getValue());
    }
  }

  void refuseExif(long id, String reason) throws SQLException {
    update("INSERT OR REPLACE INTO exif VALUES (?, ?)", id, reason);
    settle(id, Part.LABELS);
  }

  /** Addresses of photos with labels whose bytes are not here yet, postponed ones last. */
  Map<Long, Address> withoutFile() throws SQLException {
    Map<Long, Address> addresses = new LinkedHashMap<>();
    query(
        "SELECT id, url, width, height FROM photos WHERE id IN (SELECT id FROM labels) AND id NOT"
            + " IN (SELECT id FROM files) ORDER BY "
            + postponedLast(Part.FILE),
        row -> {
          int width = row.getInt(3);
          int height = row.getInt(4); // SQL's NULL reads as 0
          addresses.put(
              row.getLong(1),
              new Address(
                  text(row, 2),
                  width > 0 && height > 0
                      ? Optional.of(new PictureSize(width, height))
                      : Optional.empty()));
        });
    return addresses;
  }

  void addFile(long id, long bytes, String sha256, int width, int height) throws SQLException {
    update(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, NULL)",
        id,
        bytes,
        sha256,
        width,
        height);
    settle(id, Part.FILE);
  }

  void refuseFile(long id, String reason) throws SQLException {
    update("INSERT OR REPLACE INTO files VALUES (?, NULL, NULL, NULL, NULL, ?)", id, reason);
    settle(id, Part.FILE);
  }

  /**
   * Keeps why something did not come.
   *
   * @param counts whether this run is one more in which Flickr gave something else
   * @return runs that count so far
   */
  int postpone(long id, Part part, String reason, boolean counts) throws SQLException {
    update(
        "INSERT INTO postponed VALUES (?, ?, ?, ?) ON CONFLICT (id, part) DO UPDATE SET reason ="
            + " excluded.reason, runs = runs + excluded.runs",
        id,
        part.name(),
        reason,
        counts ? 1 : 0);
    int[] runs = {0};
    query(
        "SELECT runs FROM postponed WHERE id = %d AND part = '%s'".formatted(id, part),
        row -> runs[0] = row.getInt(1));
    return runs[0];
  }

  private void settle(long id, Part part) throws SQLException {
    update("DELETE FROM postponed WHERE id = ? AND part = ?", id, part.name());
  }

  long count(String sql) throws SQLException {
    long[] count = {0};
    query(sql, row -> count[0] = row.getLong(1));
    return count[0];
  }

  /** Counts by text: reasons, for instance. */
  Map<String, Long> counts(String sql) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    query(sql, row -> counts.put(text(row, 1), row.getLong(2)));
    return counts;
  }

  void query(String sql, DuckDb.Row row) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        row.take(rows);
      }
    }
  }

  private List<String> strings(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(text(rows, 1));
        }
      }
      return values;
    }
  }

  private List<Long> longs(String sql) throws SQLException {
    List<Long> values = new ArrayList<>();
    query(sql, row -> values.add(row.getLong(1)));
    return values;
  }

  private void update(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return String.valueOf(row.getString(column));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
