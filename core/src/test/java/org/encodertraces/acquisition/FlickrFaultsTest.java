package org.encodertraces.acquisition;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.encodertraces.Progress;
import org.encodertraces.http.TestTime;
import org.encodertraces.image.PictureSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flickr, its photo hosts and what stands between can do wrong to a harvest. */
class FlickrFaultsTest {

  private static final UploadWindow YEAR = new UploadWindow(1_262_304_000L, 1_293_839_999L);
  private static final String EXIF = "flickr.photos.getExif";
  private static final String SEARCH = "flickr.photos.search";

  @TempDir private Path folder;
  private final TestTime time = new TestTime();
  private final List<String> said = new ArrayList<>();
  private final FlickrStub flickr = new FlickrStub();
  private Duration timeout = Duration.ofMinutes(1);

  @AfterEach
  void stop() {
    flickr.close();
  }

  /**
   * Half an answer, a page, nothing, something that lacks what was asked: once, for each method.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"photos\": {\"page\": 1, \"pa",
        "<html>Sign in</html>",
        "",
        "[]",
        "{\"stat\": \"ok\"}",
        "{\"stat\": \"ok\"} and more",
        "{\"stat\": \"ok\", \"photo\": {\"id\": \"7\", \"exif\": []}}",
        "{\"stat\": \"fail\", \"code\": 105, \"message\": \"Service currently unavailable\"}",
      })
  void halfAnAnswerIsAskedForAgain(String half) throws Exception {
    addPhotos(2);
    List<String> spoiled = new ArrayList<>();
    flickr.override =
        form -> {
          String method = String.valueOf(form.get("method"));
          if (spoiled.contains(method)) {
            return Optional.empty();
          }
          spoiled.add(method);
          return Optional.of(FlickrStub.json(half));
        };

    FlickrHarvest.Outcome outcome = harvest();

    assertThat(outcome.photos()).isEqualTo(2);
    assertThat(flickr.calls(SEARCH)).isEqualTo(2);
    assertThat(flickr.calls(EXIF)).isEqualTo(3);
    assertThat(backoffs()).isEqualTo(3);
  }

  @Test
  void onePhotoWhoseLabelsNeverComeWholeKeepsNobodyFromTheOthers() throws Exception {
    addPhotos(5);
    flickr.override =
        form ->
            "1000".equals(form.get("photo_id"))
                ? Optional.of(FlickrStub.json("{\"photo\": {\"id\""))
                : Optional.empty();

    FlickrHarvest.Outcome first = harvest();

    assertThat(first.photos()).isEqualTo(4);
    assertThat(first.lines())
        .anyMatch(
            line ->
                line.startsWith("no labels yet: 1, the answer is not whole JSON")
                    && line.endsWith("start again to go on"));
    assertThat(flickr.calls(EXIF)).isEqualTo(6 + 4);

    flickr.override = form -> Optional.empty();
    FlickrHarvest.Outcome second = harvest();
    assertThat(second.photos()).isEqualTo(5);
    assertThat(second.lines()).noneMatch(line -> line.contains("yet"));
  }

  /**
   * A page of the search that Flickr cannot give: the photos of those before it come all the same.
   */
  @Test
  void aPageThatNeverComesWholeLeavesWhatWasFoundBefore() throws Exception {
    addPhotos(300);
    flickr.override =
        form ->
            "2".equals(form.get("page"))
                ? Optional.of(FlickrStub.json("{\"stat\": \"ok\", \"photos\""))
                : Optional.empty();

    assertThatThrownBy(this::harvest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("flickr.photos.search: the answer is not whole JSON")
        .hasMessageContaining("start again to go on");
    assertThat(folder.resolve("harvest/photos.parquet")).exists();
    assertThat(said).anyMatch(line -> line.startsWith("250 photos found, 250 with labels"));

    flickr.override = form -> Optional.empty();
    assertThat(harvest().photos()).isEqualTo(300);
  }

  @Test
  void aPhotoThatIsCutOnceComesWithTheNextTry() throws Exception {
    addPhotos(5);
    byte[] whole = FlickrStub.picture(FlickrStub.WIDTH, FlickrStub.HEIGHT);
    List<ResponseDefinition> once =
        List.of(
            aResponse().withBody(Arrays.copyOf(whole, whole.length / 2)).build(),
            aResponse()
                .withHeader("Content-Type", "text/html")
                .withBody("<html>Oops</html>")
                .build(),
            aResponse()
                .withStatus(302)
                .withHeader("Location", "https://elsewhere.example/x.jpg")
                .build(),
            aResponse().withBody(FlickrStub.picture(24, 18)).build(),
            aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE).build());
    List<String> spoiled = new ArrayList<>();
    flickr.photoOverride =
        path -> {
          if (spoiled.contains(path)) {
            return Optional.empty();
          }
          spoiled.add(path);
          return Optional.of(once.get(spoiled.size() - 1));
        };

    assertThat(harvest().photos()).isEqualTo(5);
    assertThat(flickr.photoRequests).hasSize(10);
    assertThat(backoffs()).isEqualTo(5);
    assertThat(time.passed()).isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut       | no whole picture",
        "page      | no whole picture",
        "elsewhere | redirected to another host (elsewhere.example)",
        "other     | another picture",
        "503       | HTTP status 503",
      })
  void aPhotoThatDoesNotComeWholeIsAskedForAgainByTheNextRun(String fault, String reason)
      throws Exception {
    addPhotos(3);
    byte[] whole = FlickrStub.picture(FlickrStub.WIDTH, FlickrStub.HEIGHT);
    ResponseDefinitionBuilder answer =
        switch (fault) {
          case "cut" -> aResponse().withBody(Arrays.copyOf(whole, whole.length / 2));
          case "page" -> aResponse().withBody("<html>Oops</html>");
          case "elsewhere" ->
              aResponse().withStatus(302).withHeader("Location", "https://elsewhere.example/x");
          case "other" -> aResponse().withBody(FlickrStub.picture(24, 18));
          default -> aResponse().withStatus(503);
        };
    flickr.photoOverride =
        path -> path.contains("1001") ? Optional.of(answer.build()) : Optional.empty();

    FlickrHarvest.Outcome first = harvest();

    assertThat(first.photos()).isEqualTo(2);
    assertThat(first.lines()).contains("not yet: 1, %s; start again to go on".formatted(reason));
    assertThat(flickr.photoRequests).hasSize(4 + 2);
    assertThat(folder.resolve("harvest/photos/1001.jpg")).doesNotExist();

    flickr.photoOverride = path -> Optional.empty();
    FlickrHarvest.Outcome second = harvest();
    assertThat(second.photos()).isEqualTo(3);
    assertThat(second.lines()).noneMatch(line -> line.startsWith("not yet"));
    assertThat(folder.resolve("harvest/photos/1001.jpg")).exists();
  }

  /** What Flickr's own hosts give in three runs is their last word, and is asked for no more. */
  @Test
  void aPhotoThatIsAnotherInThreeRunsIsGivenUpWithItsReason() throws Exception {
    addPhotos(2);
    flickr.photoOverride =
        path ->
            path.contains("1001")
                ? Optional.of(aResponse().withBody(FlickrStub.picture(24, 18)).build())
                : Optional.empty();

    harvest();
    harvest();
    assertThat(harvest().lines()).contains("no photo: 1, another picture, in 3 runs");

    int before = flickr.photoRequests.size();
    harvest();
    assertThat(flickr.photoRequests).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gone        | HTTP status 410",
        "not found   | HTTP status 404",
        "placeholder | no longer on Flickr",
      })
  void aPhotoThatIsGoneIsAskedForOnceAndNeverAgain(String fault, String reason) throws Exception {
    addPhotos(3);
    flickr.photoOverride =
        path ->
            path.contains("1001")
                ? Optional.of(
                    switch (fault) {
                      case "gone" -> aResponse().withStatus(410).build();
                      case "not found" -> aResponse().withStatus(404).build();
                      default ->
                          aResponse()
                              .withStatus(302)
                              .withHeader(
                                  "Location",
                                  "https://s.yimg.com/pw/images/en-us/photo_unavailable.png")
                              .build();
                    })
                : Optional.empty();

    assertThat(harvest().lines()).contains("no photo: 1, " + reason);
    assertThat(harvest().photos()).isEqualTo(2);
    assertThat(flickr.photoRequests).hasSize(3);
    assertThat(backoffs()).isZero();
  }

  @Test
  void aPhotoThatMovedOnItsHostIsFollowed() throws Exception {
    addPhotos(1);
    flickr.photoOverride =
        path ->
            path.startsWith("/1/")
                ? Optional.of(
                    aResponse().withStatus(302).withHeader("Location", "/2/moved.jpg").build())
                : Optional.empty();

    assertThat(harvest().photos()).isEqualTo(1);
    assertThat(flickr.photoRequests).containsExactly("/1/1000_b.jpg", "/2/moved.jpg");
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
    assertThat(said).anyMatch(line -> line.startsWith("30 photos found, 5 with labels and bytes"));
    assertThat(time.passed()).isLessThan(Duration.ofMinutes(4));

    flickr.photoOverride = path -> Optional.empty();
    assertThat(harvest().photos()).isEqualTo(30);
  }

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
            "flickr.photos.getExif: HTTP status 429; try again at [-0-9 ]*\\d\\d:01; what came is in"
                + " .*, start again to go on");
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

  @Test
  void aPhotoOfAnAddressThatIsNotFlickrsIsNotAskedFor() {
    FlickrApi api = api();

    for (String address :
        List.of(
            "http://169.254.169.254/meta",
            "https://staticflickr.com.evil.example/x.jpg",
            "http://live.staticflickr.com/x.jpg",
            "file:///etc/passwd")) {
      assertThatThrownBy(() -> api.photo(URI.create(address), Optional.empty()))
          .isInstanceOf(FlickrException.class)
          .hasMessageContaining("not an address of Flickr's");
    }
  }

  /** Originals lie as they were uploaded, whichever way the camera was held. */
  @Test
  void anOriginalMayLieOnItsSide() throws Exception {
    PictureSize turned = new PictureSize(6, 8);
    URI original = flickr.endpoint().resolve("/1/1000_o.jpg");
    URI large = flickr.endpoint().resolve("/1/1000_b.jpg");

    assertThat(api().photo(original, Optional.of(turned))).isNotEmpty();
    assertThatThrownBy(() -> api().photo(large, Optional.of(turned)))
        .hasMessageContaining("another picture (8 x 6; Flickr promised 6 x 8)");
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
              "CREATE TABLE files (id BIGINT PRIMARY KEY, bytes BIGINT, sha256 VARCHAR, width INTEGER,"
                  + " height INTEGER, refused VARCHAR)",
              "INSERT INTO settings VALUES ('window', '%d to %d'), ('licenses', ''), ('owners', 'hashed'),"
                      .formatted(YEAR.from(), YEAR.to())
                  + " ('owner salt', '00')",
              "INSERT INTO licenses VALUES ('4', 'CC BY 2.0', 'https://creativecommons.org/licenses/by/2.0/')",
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

  private FlickrHarvest.Outcome harvest() throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            return Progress.NONE.start(name, total);
          }

          @Override
          public void say(String line) {
            said.add(line);
          }
        };
    return FlickrHarvest.run(
        api(),
        new FlickrHarvest.Settings(folder.resolve("harvest"), YEAR, List.of(), 1_000, false),
        progress);
  }

  private FlickrApi api() {
    return new FlickrApi(
        new FlickrApi.Settings(flickr.endpoint(), 100_000_000, timeout),
        FlickrStub.KEY,
        time,
        said::add);
  }

  /** Waits between tries; those that keep the rate are far shorter here. */
  private long backoffs() {
    return time.waits().stream().filter(wait -> wait.toMillis() >= 1_000).count();
  }

  private void addPhotos(int count) {
    for (int i = 0; i < count; i++) {
      flickr.add(new FlickrStub.Photo(1000 + i, "owner" + i, YEAR.from() + 1_000L * i, "4"));
    }
  }
}
