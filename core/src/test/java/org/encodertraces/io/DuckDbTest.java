package org.encodertraces.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbTest {

  @Test
  void itInstallsAndLoadsNothingAndWritesOnlyIntoTheTempFolder() throws SQLException {
    Map<String, String> settings = new HashMap<>();
    DuckDb.inMemory(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("SELECT name, value FROM duckdb_settings()")) {
            while (rows.next()) {
              settings.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
          }
        });

    assertThat(settings)
        .containsEntry("autoinstall_known_extensions", "false")
        .containsEntry("autoload_known_extensions", "false")
        .containsEntry("allow_community_extensions", "false")
        .containsEntry("allow_persistent_secrets", "false")
        .containsEntry("lock_configuration", "true");
    assertThat(settings.get("temp_directory")).startsWith(System.getProperty("java.io.tmpdir"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET autoinstall_known_extensions = true",
        "SET temp_directory = 'here'",
        "SET lock_configuration = false"
      })
  void noQueryChangesThat(String query) {
    assertThatThrownBy(
            () ->
                DuckDb.inMemory(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        statement.execute(query);
                      }
                    }))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("locked");
  }

  /** With its defaults it would fetch and load an extension that speaks HTTP. */
  @Test
  void anAddressIsNotAsked() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(200);
      String address = "http://127.0.0.1:%d/photos.parquet".formatted(server.getLocalPort());

      assertThatThrownBy(
              () ->
                  DuckDb.query(
                      Path.of("photos.parquet"),
                      "SELECT * FROM read_parquet(" + DuckDb.literal(address) + ")",
                      row -> {}))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("photos.parquet");
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void itsLibraryIsLoadedFromWhereLibrariesAreUnpacked() throws Exception {
    DuckDb.inMemory(
        connection ->
            assertThat(connection.getClass().getClassLoader()).isInstanceOf(DuckDbLoader.class));
  }
}
