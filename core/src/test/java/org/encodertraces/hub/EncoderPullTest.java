package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.encoder.Catalogue;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.http.StubTls;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a local HTTPS server that redirects to another host for the bytes, as the hub does. */
class EncoderPullTest extends PullFixture {

  @Test
  void anEncoderComesWithTheJsonOfTheStudysTransform() throws Exception {
    Path file = pull();

    assertThat(Files.readAllBytes(file)).isEqualTo(hub.model);
    JsonNode json = new ObjectMapper().readTree(file.resolveSibling("vision_model.json").toFile());
    assertThat(json.get("sha256").asText()).isEqualTo(Sha256.of(hub.model));
    assertThat(json.get("size").get("shortest_edge").asInt()).isEqualTo(224);
    assertThat((float) json.get("image_mean").get(0).asDouble()).isEqualTo((float) 0.48145466);
    assertThat(json.get("resample").asInt()).isEqualTo(3);
    assertThat(json.get("category").asText()).isEqualTo("CVL");
    assertThat(json.get("origin").get("commit").asText()).isEqualTo("abc123");
    assertThat(new EncoderHome(folder).find(ENTRY.id())).contains(file);
    assertThat(files()).containsExactly("vision_model.json", "vision_model.onnx");
    assertThat(said)
        .anyMatch(
            line -> line.contains("bytes; given up after 15 min 4 s, or when less than 61,440"));
  }

  @Test
  void theTokenGoesToTheHubAloneAndIntoNoMessage() throws Exception {
    pull();

    assertThat(hub.requests).anyMatch(request -> request.getUrl().startsWith("/cdn/"));
    for (Request request : hub.requests) {
      boolean own = !request.getUrl().startsWith("/cdn/");
      assertThat(request.containsHeader("Authorization")).as(request.getUrl()).isEqualTo(own);
    }
    assertThat(new HubSettings(hub.endpoint(), Optional.of(TOKEN), false, patience).toString())
        .doesNotContain(TOKEN)
        .contains("token=set");
    assertThat(said.toString()).doesNotContain(TOKEN);
  }

  @Test
  void whatIsHereIsNotAskedForAgain() throws Exception {
    pull();
    int before = hub.requests.size();

    pull();

    assertThat(hub.requests).hasSize(before);
  }

  /** Earlier versions kept a network's sign-in page as a model, with its hash in the JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"<!doctype html><html>Sign in</html>", "version https://git-lfs", ""})
  void whatAnEarlierVersionKeptAndIsNoModelIsPulledAgain(String kept) throws Exception {
    Files.createDirectories(modelFile().getParent());
    Files.writeString(modelFile(), kept);
    Path json = modelFile().resolveSibling("vision_model.json");
    Files.writeString(json, "{\"sha256\": \"%s\"}".formatted(Sha256.of(kept)));

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(said).anyMatch(line -> line.endsWith("; pulled again"));
    assertThat(Files.readString(json)).contains(Sha256.of(hub.model));
  }

  @Test
  void aModelThatItsJsonIsNotAboutIsPulledAgain() throws Exception {
    Path file = pull();
    byte[] other = hub.model.clone();
    other[200_000]++;
    Files.write(file, other);

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(said).anyMatch(line -> line.contains("not the file that its JSON is about"));
  }

  @Test
  void weightsBesideTheModelComeToo() throws Exception {
    hub.close();
    hub = new HubStub(true);

    Path file = pull();

    assertThat(Files.readAllBytes(file.resolveSibling("vision_model.onnx_data")))
        .isEqualTo(hub.weights);
    assertThat(files())
        .containsExactly("vision_model.json", "vision_model.onnx", "vision_model.onnx_data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 |             | the hub does not know the asker (401); it needs the token of HF_TOKEN",
        "401 | RepoNotFound| no such repository, or a private one that needs the token of HF_TOKEN",
        "401 | GatedRepo   | the hub does not allow it (401); accept the model's terms on its page",
        "403 | GatedRepo   | the hub does not allow it (403); accept the model's terms on its page",
        "404 | RepoNotFound| no such repository, revision or file (404), or a private one",
        "418 |             | HTTP status 418",
      })
  void refusalsAreToldInWordsAtOnce(int status, String code, String message) throws Exception {
    hub.head =
        Optional.of(
            code == null
                ? aResponse().withStatus(status)
                : aResponse().withStatus(status).withHeader("X-Error-Code", code.strip()));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(TOKEN);
    assertThat(hub.requests).hasSize(1);
    assertThat(time.waits()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    hub.head = Optional.of(aResponse().withStatus(404).withHeader("X-Error-Code", "EntryNotFound"));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "Xenova/clip-vit-base-patch32 has no onnx/vision_model.onnx at main (404)");
    assertNothingIsLeft();
  }

  @Test
  void offlineNothingIsAsked() {
    HubSettings offline = new HubSettings(hub.endpoint(), Optional.empty(), true, patience);

    assertThatThrownBy(() -> pull(offline))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not here, and HF_HUB_OFFLINE forbids");
    assertThat(hub.requests).isEmpty();
  }

  @Test
  void anEncoderWithoutAPublicExportIsAnsweredWithTheCallThatMakesOne() {
    EncoderPull pull =
        new EncoderPull(
            new HubSettings(hub.endpoint(), Optional.empty(), false, patience),
            StubTls.client(),
            time,
            new EncoderHome(folder),
            Progress.NONE);

    assertThatThrownBy(() -> pull.pull(Catalogue.ofStudy().find("convnext/tiny").orElseThrow()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tools/export_encoder.py timm:convnext_tiny");
  }

  @Test
  void twoPullsOfOneEncoderDoNotMeet() throws Exception {
    hub.cdn =
        from -> Optional.of(aResponse().withBody(hub.model).withChunkedDribbleDelay(10, 1_500));
    Thread first =
        new Thread(
            () -> {
              try {
                pull();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    first.start();
    while (hub.requests.isEmpty()) {
      Thread.sleep(10);
    }

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another process is pulling it");
    first.join();
    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(files()).containsExactly("vision_model.json", "vision_model.onnx");
  }

  /** A process that died leaves the file, but not the lock. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\u0001"})
  void aLockFileThatADeadProcessLeftKeepsNobodyOut(String content) throws Exception {
    Files.createDirectories(modelFile().getParent());
    Files.write(modelFile().resolveSibling(".lock"), content.getBytes(StandardCharsets.US_ASCII));

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(files()).containsExactly("vision_model.json", "vision_model.onnx");
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
    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(HubSettings.of(Map.of()).endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(Arrays.asList(settings.toString().split(" ", -1))).noneMatch("x"::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://plain.example",
        "localhost:8080",
        "https://",
        "https://localhost:99999",
        "https://mirror.example?x=1",
        "https://mirror.example/#x",
        "https://me:secret@mirror.example",
      })
  void anEndpointThatCannotBeAskedIsRefusedByItsVariable(String endpoint) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("HF_ENDPOINT")
        .hasMessageNotContaining("secret");
  }

  /** The JDK would repeat it in its complaint. */
  @ParameterizedTest
  @ValueSource(
      strings = {"hf_se\ncret", "\u201chf_secret\u201d", "Bearer hf_secret", "hf_s\u00e9cret"})
  void aTokenThatNoHeaderCanHoldIsRefusedWithoutRepeatingIt(String token) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", token)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("HF_TOKEN: ")
        .hasMessageNotContaining("cret");
  }
}
