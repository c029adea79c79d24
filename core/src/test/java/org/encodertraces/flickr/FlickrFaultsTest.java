package org.encodertraces.flickr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.encodertraces.image.PictureSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flickr, its photo hosts and what stands between can do wrong to a harvest. */
class FlickrFaultsTest extends HarvestFixture {

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
}
