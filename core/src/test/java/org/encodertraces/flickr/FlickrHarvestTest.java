package org.encodertraces.flickr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.LabelTable;
import org.encodertraces.acquisition.SplitMaker.LabeledPhoto;
import org.encodertraces.http.TestTime;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a local server that answers as Flickr does. */
class FlickrHarvestTest {

  private static final UploadWindow YEAR = new UploadWindow(1_262_304_000L, 1_293_839_999L);

  @TempDir private Path folder;
  private final TestTime time = new TestTime();

  /** Long enough for a busy machine, where a request that is tried again would be counted twice. */
  private final Duration timeout = Duration.ofMinutes(1);

  private FlickrStub flickr;
  private Path out;

  @BeforeEach
  void start() {
    flickr = new FlickrStub();
    out = folder.resolve("harvest");
  }

  @AfterEach
  void stop() {
    flickr.close();
  }

  @Test
  void photosComeWithLabelsLicenseAndPage() throws Exception {
    addPhotos(7, 1_000_000);

    FlickrHarvest.Outcome outcome = harvest(100);

    assertThat(outcome.photos()).isEqualTo(7);
    assertThat(out.resolve("photos/1003.jpg")).isNotEmptyFile();
    List<String> row = new ArrayList<>();
    DuckDb.query(
        outcome.table(),
        "SELECT photo, owner, license, license_url, page, Make, Exposure, Aperture, \"ISO Speed\","
            + " \"Focal Length\", Flash, Year, \"Is Smartphone\", width, sha256 FROM read_parquet("
            + DuckDb.files(List.of(outcome.table()))
            + ") WHERE id = 1003",
        result -> {
          for (int i = 1; i <= 15; i++) {
            row.add(String.valueOf(result.getString(i)));
          }
        });
    assertThat(row.get(1)).matches("[0-9a-f]{16}");
    assertThat(row.get(14)).isEqualTo(Sha256.of(out.resolve("photos/1003.jpg")));
    row.remove(14);
    row.remove(1);
    assertThat(row)
        .containsExactly(
            "1003.jpg",
            "CC BY 2.0",
            "https://creativecommons.org/licenses/by/2.0/",
            "https://www.flickr.com/photo.gne?id=1003",
            "Canon",
            "1/125",
            "5.6",
            "200",
            "18.0 mm",
            "without flash",
            "2010.0",
            "False",
            "8");
    assertThat(flickr.calls.get(1))
        .containsEntry("safe_search", "1")
        .containsEntry("license", "4,9,11")
        .containsEntry("min_upload_date", Long.toString(YEAR.from()));
  }

  @Test
  void theTableGoesStraightIntoSplits() throws Exception {
    addPhotos(60, 100_000);

    List<LabeledPhoto> photos = LabelTable.open(harvest(100).table()).photos("ISO Speed");

    assertThat(photos).hasSize(60);
    assertThat(photos.get(0).id()).isEqualTo("1000");
    assertThat(photos.get(0).owner()).isPresent();
    assertThat(photos.get(0).month()).contains("2010-05");
  }

  @Test
  void windowsAreSplitUntilEachIsUnderTheCeiling() throws Exception {
    addPhotos(900, 9);

    search(100);

    assertThat(found()).isEqualTo(900);
    assertThat(flickr.calls("flickr.photos.search")).isLessThan(90);
  }

  @Test
  void aSecondThatHoldsTooMuchIsSaidAndCounted() throws Exception {
    addPhotos(150, 0);
    flickr.override =
        form ->
            "flickr.photos.getExif".equals(form.get("method"))
                ? Optional.of(
                    FlickrStub.json(
                        "{\"stat\": \"fail\", \"code\": 2, \"message\": \"Permission denied\"}"))
                : Optional.empty();

    FlickrHarvest.Outcome outcome =
        FlickrHarvest.run(
            api(),
            new FlickrHarvest.Settings(out, YEAR, List.of(), 100_000, false),
            100,
            Progress.NONE);

    assertThat(outcome.lines())
        .anyMatch(line -> line.startsWith("100 photos found"))
        .contains(
            "about 50 photos cannot be reached: some single seconds hold more than the 100 that"
                + " a search shows",
            "no labels: 100, hidden by its owner");
  }

  @Test
  void pagesThatChangeUnderTheReaderLoseNothingAndRepeatNothing() throws Exception {
    addPhotos(600, 1_000);
    AtomicInteger searches = new AtomicInteger();
    flickr.view =
        photos -> {
          // Before the second page, the first ten photos are set private for a while.
          int call = searches.incrementAndGet();
          return call == 2 ? photos.subList(10, photos.size()) : photos;
        };

    search(4_000);

    assertThat(found()).isEqualTo(600);
  }

  @Test
  void aStoppedHarvestGoesOnWithoutRepeatingACall() throws Exception {
    addPhotos(40, 100_000);
    AtomicInteger exif = new AtomicInteger();
    flickr.override =
        form ->
            "flickr.photos.getExif".equals(form.get("method")) && exif.incrementAndGet() > 15
                ? Optional.of(
                    FlickrStub.json(
                        "{\"stat\": \"fail\", \"code\": 100, \"message\": \"Invalid API Key\"}"))
                : Optional.empty();
    assertThatThrownBy(() -> harvest(100))
        .isInstanceOf(FlickrException.class)
        .hasMessage(
            "flickr.photos.getExif: Flickr answers with code 100: Invalid API Key; set"
                + " FLICKR_API_KEY, or key_file, to a key of yours");
    flickr.override = form -> Optional.empty();

    assertThat(harvest(100).photos()).isEqualTo(40);
    assertThat(harvest(100).photos()).isEqualTo(40);

    assertThat(flickr.calls("flickr.photos.licenses.getInfo")).isEqualTo(1);
    assertThat(flickr.calls("flickr.photos.search")).isEqualTo(1);
    // 40 photos, and the one whose call was refused.
    assertThat(flickr.calls("flickr.photos.getExif")).isEqualTo(41);
    assertThat(new HashSet<>(flickr.photoRequests)).hasSize(40);
    assertThat(flickr.photoRequests).hasSize(40);
  }

  @Test
  void theKeyIsInNoFileNoAddressAndNoMessage() throws Exception {
    addPhotos(3, 1_000);
    List<String> said = new ArrayList<>();
    harvest(10).lines().forEach(said::add);
    flickr.override = form -> Optional.of(aResponse().withStatus(403).build());
    FlickrApi api = api();
    try {
      api.call("flickr.photos.search", Map.of());
    } catch (FlickrException e) {
      said.add(e.toString());
    }

    assertThat(said.toString()).contains("HTTP status 403").doesNotContain(FlickrStub.KEY);
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(FlickrStub.KEY);
      }
    }
  }

  @Test
  void ownersAreHashedUnlessTheUserWantsThemPlain() throws Exception {
    addPhotos(2, 1_000);
    FlickrHarvest.Outcome hashed = harvest(10);
    assertThat(owners(hashed.table())).noneMatch(owner -> owner.contains("@N"));

    out = folder.resolve("plain");
    FlickrHarvest.Outcome plain =
        FlickrHarvest.run(
            api(), new FlickrHarvest.Settings(out, YEAR, List.of(), 10, true), Progress.NONE);
    assertThat(owners(plain.table())).allMatch(owner -> owner.contains("@N"));
  }

  @Test
  void licensesAreChosenByNameAndUnknownOnesAnsweredWithTheKnown() throws Exception {
    addPhotos(2, 1_000);
    flickr.add(new FlickrStub.Photo(5_000, "x@N00", YEAR.from(), "5"));

    FlickrHarvest.Outcome outcome =
        FlickrHarvest.run(
            api(),
            new FlickrHarvest.Settings(out, YEAR, List.of("cc by-sa 2.0"), 10, false),
            Progress.NONE);
    assertThat(outcome.photos()).isEqualTo(1);

    assertThatThrownBy(
            () ->
                FlickrHarvest.run(
                    api(),
                    new FlickrHarvest.Settings(
                        folder.resolve("b"), YEAR, List.of("MIT"), 10, false),
                    Progress.NONE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("license MIT: Flickr knows 0 (All Rights Reserved), 4 (CC BY 2.0)");
  }

  @Test
  void anotherHarvestIntoTheSameFolderIsRefused() throws Exception {
    addPhotos(1, 1);
    harvest(10);

    assertThatThrownBy(
            () ->
                FlickrHarvest.run(
                    api(),
                    new FlickrHarvest.Settings(out, new UploadWindow(0, 5), List.of(), 10, false),
                    Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds a harvest with other window");
  }

  @Test
  void theRateIsKept() throws Exception {
    addPhotos(5, 1_000);
    FlickrHarvest.run(
        new FlickrApi(
            new FlickrApi.Settings(flickr.endpoint(), 3_600, Duration.ofSeconds(5)),
            FlickrStub.KEY,
            time,
            line -> {}),
        new FlickrHarvest.Settings(out, YEAR, List.of(), 10, false),
        Progress.NONE);

    // Seven API calls at one a second, of which the first does not wait.
    assertThat(time.passed()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(30));
    assertThat(time.waits()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) <= 0);
  }

  private FlickrHarvest.Outcome harvest(int atMost) throws IOException, InterruptedException {
    return FlickrHarvest.run(
        api(), new FlickrHarvest.Settings(out, YEAR, List.of(), atMost, false), Progress.NONE);
  }

  /** A harvest that is stopped by its first question about Exif: what remains is the search. */
  private void search(int ceiling) {
    flickr.override =
        form ->
            "flickr.photos.getExif".equals(form.get("method"))
                ? Optional.of(
                    FlickrStub.json("{\"stat\": \"fail\", \"code\": 100, \"message\": \"no\"}"))
                : Optional.empty();
    assertThatThrownBy(
            () ->
                FlickrHarvest.run(
                    api(),
                    new FlickrHarvest.Settings(out, YEAR, List.of(), 100_000, false),
                    ceiling,
                    Progress.NONE))
        .isInstanceOf(FlickrException.class);
  }

  private long found() throws Exception {
    try (HarvestState state = HarvestState.open(out.resolve("harvest.duckdb"))) {
      return state.count("SELECT count(*) FROM photos");
    }
  }

  private FlickrApi api() {
    return new FlickrApi(
        new FlickrApi.Settings(flickr.endpoint(), 100_000_000, timeout),
        FlickrStub.KEY,
        time,
        line -> {});
  }

  private void addPhotos(int count, int secondsApart) {
    for (int i = 0; i < count; i++) {
      flickr.add(
          new FlickrStub.Photo(
              1000 + i,
              "%d@N0%d".formatted(i / 2, i % 2),
              YEAR.from() + (long) i * secondsApart,
              "4"));
    }
  }

  private static Set<String> owners(Path table) {
    Set<String> owners = new HashSet<>();
    DuckDb.query(
        table,
        "SELECT owner FROM read_parquet(" + DuckDb.files(List.of(table)) + ")",
        row -> owners.add(String.valueOf(row.getString(1))));
    return owners;
  }
}
