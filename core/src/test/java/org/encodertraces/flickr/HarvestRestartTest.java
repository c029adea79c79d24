package org.encodertraces.flickr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Harvests that must wait, stop and go on. */
class HarvestRestartTest extends HarvestFixture {

  @Test
  void tooManyRequestsAreWaitedOutAsLongAsTheServerSays() throws Exception {
    addPhotos(1);
    AtomicInteger calls = new AtomicInteger();
    flickr.override =
        form ->
            switch (calls.incrementAndGet()) {
              case 1 ->
                  Optional.of(aResponse().withStatus(429).withHeader("Retry-After", "37").build());
              case 2 -> Optional.of(aResponse().withStatus(502).withBody("<html>").build());
              case 3 -> Optional.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER).build());
              default -> Optional.empty();
            };

    assertThat(harvest().photos()).isEqualTo(1);
    assertThat(time.waits()).contains(Duration.ofSeconds(37));
    assertThat(backoffs()).isEqualTo(3);
  }

  @Test
  void aLongWaitEndsTheRunWithTheTimeToComeBack() throws Exception {
    addPhotos(3);
    flickr.override =
        form ->
            "1001".equals(form.get("photo_id"))
                ? Optional.of(aResponse().withStatus(429).withHeader("Retry-After", "3600").build())
                : Optional.empty();

    assertThatThrownBy(this::harvest)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "flickr.photos.getExif: HTTP status 429; try again at [-0-9 ]*\\d\\d:01; what came is"
                + " in .*, start again to go on");
    assertThat(flickr.calls(EXIF)).isEqualTo(2);
    assertThat(backoffs()).isZero();

    flickr.override = form -> Optional.empty();
    assertThat(harvest().photos()).isEqualTo(3);
  }

  @Test
  void aConnectionThatHangsOrDripsEndsAndIsTriedAgain() throws Exception {
    timeout = Duration.ofSeconds(3);
    addPhotos(1);
    AtomicInteger calls = new AtomicInteger();
    flickr.override =
        form ->
            calls.incrementAndGet() == 1
                ? Optional.of(aResponse().withFixedDelay(8_000).withBody("{}").build())
                : Optional.empty();
    AtomicInteger photos = new AtomicInteger();
    flickr.photoOverride =
        path ->
            photos.incrementAndGet() == 1
                ? Optional.of(
                    aResponse()
                        .withBody(new byte[5_000])
                        .withChunkedDribbleDelay(50, 60_000)
                        .build())
                : Optional.empty();

    assertThat(harvest().photos()).isEqualTo(1);
  }

  /** Ten in a row are a network that fails; the table holds what came, and a restart goes on. */
  @Test
  void aNetworkThatFailsEndsTheRunWithItsTable() throws Exception {
    addPhotos(30);
    flickr.photoOverride =
        path ->
            flickr.photoRequests.size() > 5
                ? Optional.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER).build())
                : Optional.empty();

    assertThatThrownBy(this::harvest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("10 photos in a row could not be had")
        .hasMessageContaining("photos.parquet, start again to go on");
    // Five at most: one that is on its way while ten others fail may come too late for the line.
    assertThat(said)
        .anyMatch(line -> line.matches("30 photos found, [1-5] with labels and bytes.*"));
    assertThat(time.passed()).isLessThan(Duration.ofMinutes(4));

    flickr.photoOverride = path -> Optional.empty();
    assertThat(harvest().photos()).isEqualTo(30);
  }

  /** A state as earlier versions wrote it: tables without sizes, and last words after one try. */
  @Test
  void whatAnEarlierVersionBeganIsGoneOnWith() throws Exception {
    addPhotos(4);
    Path out = Files.createDirectories(folder.resolve("harvest"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + out.resolve("harvest.duckdb"));
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR)",
              "CREATE TABLE licenses (id VARCHAR PRIMARY KEY, name VARCHAR, url VARCHAR)",
              "CREATE TABLE windows (from_time BIGINT, to_time BIGINT, total BIGINT, pages INTEGER,"
                  + " pages_read INTEGER, passes INTEGER, done BOOLEAN)",
              "CREATE TABLE photos (id BIGINT PRIMARY KEY, owner VARCHAR, license VARCHAR,"
                  + " upload_time BIGINT, url VARCHAR, window_from BIGINT)",
              "CREATE TABLE exif (id BIGINT PRIMARY KEY, refused VARCHAR)",
              "CREATE TABLE labels (id BIGINT, attribute VARCHAR, value VARCHAR)",
              "CREATE TABLE files (id BIGINT PRIMARY KEY, bytes BIGINT, sha256 VARCHAR, width"
                  + " INTEGER, height INTEGER, refused VARCHAR)",
              "INSERT INTO settings VALUES ('window', '%d to %d'), ('licenses', ''), ('owners', 'hashed'),"
                      .formatted(YEAR.from(), YEAR.to())
                  + " ('owner salt', '00')",
              "INSERT INTO licenses VALUES ('4', 'CC BY 2.0',"
                  + " 'https://creativecommons.org/licenses/by/2.0/')",
              "INSERT INTO windows VALUES (%d, %d, 0, 0, 1, 1, true)"
                  .formatted(YEAR.from(), YEAR.to()),
              "INSERT INTO photos SELECT id, 'o', '4', %d, '%s1/' || id || '_b.jpg', %d FROM"
                      .formatted(YEAR.from(), flickr.endpoint().resolve("/"), YEAR.from())
                  + " (VALUES (1000), (1001), (1002)) t(id)",
              "INSERT INTO exif SELECT id, NULL FROM photos",
              "INSERT INTO labels SELECT id, 'MAKE', 'Canon' FROM photos",
              "INSERT INTO files VALUES (1000, NULL, NULL, NULL, NULL, 'no whole picture'),"
                  + " (1001, NULL, NULL, NULL, NULL, 'redirected to another host (x.example)'),"
                  + " (1002, NULL, NULL, NULL, NULL, 'HTTP status 410')")) {
        statement.execute(sql);
      }
    }

    FlickrHarvest.Outcome outcome = harvest();

    // Two second chances, and the photo of a window that an empty answer had ended.
    assertThat(outcome.photos()).isEqualTo(3);
    assertThat(outcome.lines()).contains("no photo: 1, HTTP status 410");
    int requests = flickr.photoRequests.size();
    assertThat(harvest().photos()).isEqualTo(3);
    assertThat(flickr.photoRequests).hasSize(requests);
  }
}
