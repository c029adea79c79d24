package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.io.Sha256;
import org.encodertraces.random.NumpyGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a local HTTPS server that redirects to another host for the bytes, as the hub does. */
class EncoderPullTest {

  private static final String TOKEN = "hf_secret";
  private static final CatalogueEntry ENTRY =
      Catalogue.ofStudy().find("clip/ViT-B-32").orElseThrow();

  @TempDir private Path folder;
  private final byte[] model = bytes(300_000, 1);
  private final byte[] weights = bytes(100_000, 2);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private WireMockServer server;
  private boolean external;

  /**
   * Stands in for what the machines with the bytes answer; the argument is the first byte asked.
   */
  private Function<Integer, Optional<ResponseDefinitionBuilder>> cdn = from -> Optional.empty();

  /** Stands in for what the hub answers to HEAD. */
  private Optional<ResponseDefinitionBuilder> head = Optional.empty();

  @BeforeEach
  void start() {
    server =
        new WireMockServer(
            options().dynamicPort().dynamicHttpsPort().gzipDisabled(true).extensions(new Hub()));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private final class Hub implements ResponseDefinitionTransformerV2 {
    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      requests.add(request);
      String path = request.getUrl();
      byte[] file = path.endsWith("_data") ? weights : model;
      if (path.startsWith("/cdn/")) {
        return bytesOf(request, file).build();
      }
      boolean missing = path.contains("_data") && !external;
      if (missing || path.endsWith(".data")) {
        return aResponse().withStatus(404).withHeader("X-Error-Code", "EntryNotFound").build();
      }
      if (request.getMethod().equals(RequestMethod.HEAD)) {
        return head.orElseGet(
                () ->
                    aResponse()
                        .withStatus(302)
                        .withHeader("X-Linked-Size", Integer.toString(file.length))
                        .withHeader("X-Linked-ETag", "\"" + Sha256.of(file) + "\"")
                        .withHeader("X-Repo-Commit", "abc123"))
            .build();
      }
      // Another name for this machine is another host.
      return aResponse()
          .withStatus(302)
          .withHeader(
              "Location",
              "https://127.0.0.1:%d/cdn/%s"
                  .formatted(server.httpsPort(), path.substring(path.lastIndexOf('/') + 1)))
          .build();
    }

    @Override
    public String getName() {
      return "hub";
    }
  }

  private ResponseDefinitionBuilder bytesOf(Request request, byte[] file) {
    String range = request.containsHeader("Range") ? request.getHeader("Range") : "";
    int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    return cdn.apply(from)
        .orElseGet(
            () ->
                aResponse()
                    .withStatus(from > 0 ? 206 : 200)
                    .withBody(Arrays.copyOfRange(file, from, file.length)));
  }

  @Test
  void anEncoderComesWithTheJsonOfTheStudysTransform() throws Exception {
    Path file = pull();

    assertThat(Files.readAllBytes(file)).isEqualTo(model);
    JsonNode json = new ObjectMapper().readTree(file.resolveSibling("vision_model.json").toFile());
    assertThat(json.get("sha256").asText()).isEqualTo(Sha256.of(model));
    assertThat(json.get("size").get("shortest_edge").asInt()).isEqualTo(224);
    assertThat((float) json.get("image_mean").get(0).asDouble()).isEqualTo((float) 0.48145466);
    assertThat(json.get("resample").asInt()).isEqualTo(3);
    assertThat(json.get("category").asText()).isEqualTo("CVL");
    assertThat(json.get("origin").get("commit").asText()).isEqualTo("abc123");
    assertThat(new EncoderHome(folder).find(ENTRY.id())).contains(file);
  }

  @Test
  void theTokenGoesToTheHubAloneAndIntoNoMessage() throws Exception {
    pull();

    assertThat(requests).anyMatch(request -> request.getUrl().startsWith("/cdn/"));
    for (Request request : requests) {
      boolean hub = !request.getUrl().startsWith("/cdn/");
      assertThat(request.containsHeader("Authorization")).as(request.getUrl()).isEqualTo(hub);
    }
    assertThat(settings().toString()).doesNotContain(TOKEN).contains("token=set");
  }

  @Test
  void whatIsHereIsNotAskedForAgain() throws Exception {
    pull();
    int before = requests.size();

    pull();

    assertThat(requests).hasSize(before);
  }

  @Test
  void weightsBesideTheModelComeToo() throws Exception {
    external = true;

    Path file = pull();

    assertThat(Files.readAllBytes(file.resolveSibling("vision_model.onnx_data")))
        .isEqualTo(weights);
  }

  /** The connection ends after some bytes, again and again: each time it goes on where it was. */
  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 70_000, 150_000, 299_999})
  void aCutConnectionGoesOnWhereItWas(int offset) throws Exception {
    cdn =
        from ->
            from == 0
                ? Optional.of(aResponse().withBody(Arrays.copyOf(model, offset)))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(model);
    assertThat(requests)
        .anyMatch(
            request ->
                request.containsHeader("Range")
                    && request.getHeader("Range").equals("bytes=" + offset + "-"));
  }

  @Test
  void aServerThatDoesNotResumeIsReadFromTheStart() throws Exception {
    int[] answers = {0};
    cdn =
        from ->
            Optional.of(
                aResponse()
                    .withStatus(200)
                    .withBody(answers[0]++ == 0 ? Arrays.copyOf(model, 1_000) : model));

    assertThat(Files.readAllBytes(pull())).isEqualTo(model);
  }

  @Test
  void wrongBytesAreRemovedAndSaid() {
    byte[] wrong = model.clone();
    wrong[200_000]++;
    cdn = from -> Optional.of(aResponse().withBody(wrong));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vision_model.onnx of Xenova/clip-vit-base-patch32")
        .hasMessageContaining("the hub promised " + Sha256.of(model));
    assertThat(folder.resolve("clip/ViT-B-32/vision_model.onnx")).doesNotExist();
    assertThat(folder.resolve("clip/ViT-B-32/vision_model.onnx.part")).doesNotExist();
  }

  @Test
  void moreBytesThanPromisedAreNotTaken() {
    cdn = from -> Optional.of(aResponse().withBody(Arrays.copyOf(model, model.length + 10)));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than the 300,000 bytes that the hub promised");
  }

  @Test
  void aSlowDripIsTakenAndSilenceIsNot() throws Exception {
    cdn = from -> Optional.of(aResponse().withBody(model).withChunkedDribbleDelay(20, 1_500));
    assertThat(Files.readAllBytes(pull())).isEqualTo(model);
  }

  @Test
  void aHangingConnectionEnds() {
    int[] answers = {0};
    cdn =
        from ->
            answers[0]++ < 1
                ? Optional.of(aResponse().withBody(model).withFixedDelay(20_000))
                : Optional.empty();

    assertThat(pullQuietly()).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | the hub does not know the asker (401); it needs the token of HF_TOKEN",
        "403 | the hub does not allow it (403); accept the model's terms on its page",
        "418 | HTTP status 418",
      })
  void refusalsAreToldInWords(int status, String message) {
    head = Optional.of(aResponse().withStatus(status));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void whatIsNotThereIsSaid() {
    head = Optional.of(aResponse().withStatus(404).withHeader("X-Error-Code", "EntryNotFound"));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "Xenova/clip-vit-base-patch32 has no onnx/vision_model.onnx at main (404)");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aBusyHubIsAskedAgainLaterAndInTheEndGivenUp(int status) {
    head = Optional.of(aResponse().withStatus(status));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP status " + status + " (after 8 tries)");
    assertThat(waits).hasSize(7).isSorted();
  }

  @Test
  void aPartThatDoesNotFitIsThrownAway() throws Exception {
    Path part = folder.resolve("clip/ViT-B-32/vision_model.onnx.part");
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[1_000]);
    cdn = from -> from > 0 ? Optional.of(aResponse().withStatus(416)) : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(model);
  }

  @Test
  void aRedirectToPlainHttpIsNotFollowed() {
    cdn =
        from ->
            Optional.of(
                aResponse()
                    .withStatus(302)
                    .withHeader("Location", "http://localhost:%d/cdn/x".formatted(server.port())));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("redirected to http; expected https");
  }

  @Test
  void offlineNothingIsAsked() {
    EncoderPull offline =
        new EncoderPull(
            new HubSettings(endpoint(), Optional.empty(), true, Duration.ofSeconds(2)),
            client(),
            waits::add,
            new EncoderHome(folder),
            Progress.NONE);

    assertThatThrownBy(() -> offline.pull(ENTRY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("HF_HUB_OFFLINE forbids");
    assertThat(requests).isEmpty();
  }

  @Test
  void anEncoderWithoutAPublicExportIsAnsweredWithTheCallThatMakesOne() {
    assertThatThrownBy(
            () -> encoderPull().pull(Catalogue.ofStudy().find("convnext/tiny").orElseThrow()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tools/export_encoder.py timm:convnext_tiny");
  }

  @Test
  void twoPullsOfOneEncoderDoNotMeet() throws Exception {
    cdn = from -> Optional.of(aResponse().withBody(model).withChunkedDribbleDelay(10, 1_500));
    Thread first = new Thread(this::pullQuietly);
    first.start();
    while (requests.isEmpty()) {
      Thread.sleep(10);
    }

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another process is pulling it");
    first.join();
    assertThat(Files.readAllBytes(pull())).isEqualTo(model);
  }

  @Test
  void theEnvironmentIsReadAsHuggingFacesToolsReadIt() {
    HubSettings settings =
        HubSettings.of(
            Map.of(
                "HF_ENDPOINT",
                "https://mirror.example/hf/",
                "HF_TOKEN",
                "x",
                "HF_HUB_OFFLINE",
                "1"));

    assertThat(settings.endpoint()).isEqualTo(URI.create("https://mirror.example/hf"));
    assertThat(settings.token()).contains("x");
    assertThat(settings.offline()).isTrue();
    assertThat(HubSettings.of(Map.of()).endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "http://plain.example")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected https://");
  }

  private Path pull() throws IOException, InterruptedException {
    return encoderPull().pull(ENTRY);
  }

  private Path pullQuietly() {
    try {
      return pull();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private EncoderPull encoderPull() {
    return new EncoderPull(
        settings(), client(), waits::add, new EncoderHome(folder), Progress.NONE);
  }

  private HubSettings settings() {
    return new HubSettings(endpoint(), Optional.of(TOKEN), false, Duration.ofSeconds(3));
  }

  private URI endpoint() {
    return URI.create("https://localhost:" + server.httpsPort());
  }

  /** Trusts the stub's certificate, which no authority knows, under both of its names. */
  private static HttpClient client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
      return HttpClient.newBuilder()
          .sslContext(context)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static byte[] bytes(int count, int seed) {
    NumpyGenerator random = new NumpyGenerator(seed);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(0, 256);
    }
    return bytes;
  }
}
