package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.RequestMethod.GET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Optional;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a hub, or what stands before it, sends on to. */
class HubRedirectsTest extends PullFixture {

  /** Questions of a pull without faults. */
  private static final int REQUESTS = 5;

  @Test
  void aRenamedRepositoryIsFollowedWithTheToken() throws Exception {
    hub.override =
        request ->
            request.getUrl().startsWith("/Xenova/")
                ? Optional.of(
                    aResponse()
                        .withStatus(307)
                        .withHeader("Location", request.getUrl().replace("Xenova", "renamed"))
                        .withHeader("Content-Length", "85")
                        .withBody("x".repeat(85)))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(hub.requests).hasSize(REQUESTS + 4);
    assertThat(hub.requests)
        .filteredOn(request -> request.getUrl().startsWith("/renamed/"))
        .allMatch(request -> request.containsHeader("Authorization"));
    assertThat(time.waits()).isEmpty();
  }

  /** As hf.co sends on to huggingface.co; the token was given for the first alone. */
  @Test
  void aHubThatMovedToAnotherHostIsFollowedWithoutTheToken() throws Exception {
    hub.override =
        request ->
            request.getHost().equals("localhost")
                ? Optional.of(
                    aResponse()
                        .withStatus(308)
                        .withHeader("Location", hub.elsewhere(request.getUrl()))
                        .withHeader("Content-Length", "50"))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(hub.requests)
        .filteredOn(request -> request.getHost().startsWith("127."))
        .isNotEmpty()
        .noneMatch(request -> request.containsHeader("Authorization"));
  }

  /** A storage's tag is 64 letters long as well, and no SHA-256 of the bytes. */
  @Test
  void aTagOfTheStoragesOwnIsNotTakenForTheHubs() throws Exception {
    hub.head =
        Optional.of(
            aResponse().withStatus(302).withHeader("Location", hub.elsewhere("/cdn/x.onnx")));
    hub.override =
        request ->
            request.getUrl().equals("/cdn/x.onnx")
                ? Optional.of(
                    aResponse()
                        .withHeader("ETag", "\"" + "0".repeat(64) + "\"")
                        .withHeader("Content-Length", Integer.toString(hub.model.length)))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "page behind a redirect", "page for the bytes", "511"})
  void aNetworksSignInPageNeverBecomesAModel(String portal) throws Exception {
    hub.override =
        request ->
            switch (portal) {
              case "page" -> Optional.of(HubStub.page());
              case "page behind a redirect" ->
                  Optional.of(
                      request.getUrl().startsWith("/login")
                          ? HubStub.page()
                          : aResponse()
                              .withStatus(302)
                              .withHeader("Location", hub.elsewhere("/login?back=hub")));
              case "page for the bytes" ->
                  request.getMethod().equals(GET) ? Optional.of(HubStub.page()) : Optional.empty();
              default -> Optional.of(HubStub.page().withStatus(511));
            };

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sign in");
    assertThat(hub.requests)
        .hasSize(
            switch (portal) {
              case "page behind a redirect" -> 2;
              case "page for the bytes" -> 4;
              default -> 1;
            });
    assertThat(time.waits()).isEmpty();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cdn/vision_model.onnx", "/cdn/%d"})
  void redirectsInACircleOrWithoutEndAreFinal(String to) throws Exception {
    int[] count = {0};
    hub.cdn =
        from ->
            Optional.of(
                aResponse()
                    .withStatus(302)
                    .withHeader("Location", hub.elsewhere(to.formatted(count[0]++))));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            to.contains("%d") ? "redirected more than 5 times" : "redirects in a circle");
    assertThat(hub.requests).hasSize(to.contains("%d") ? 9 : 5);
    assertThat(time.waits()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aRedirectToPlainHttpIsNotFollowed() throws Exception {
    hub.cdn =
        from ->
            Optional.of(
                aResponse()
                    .withStatus(302)
                    .withHeader("Location", "http://localhost:%d/x".formatted(hub.plainPort())));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("redirected to http at localhost; expected https");
    assertThat(hub.requests).hasSize(REQUESTS);
    assertNothingIsLeft();
  }

  @Test
  void aRefusalOfTheStorageIsNotAboutTheToken() throws Exception {
    hub.cdn = from -> Optional.of(aResponse().withStatus(403));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("127.0.0.1, to which the hub sends on, answers with HTTP status 403");
    assertNothingIsLeft();
  }
}
