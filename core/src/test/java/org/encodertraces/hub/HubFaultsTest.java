package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.RequestMethod.GET;
import static com.github.tomakehurst.wiremock.http.RequestMethod.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.encodertraces.InputException;
import org.encodertraces.io.GitBlob;
import org.encodertraces.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub, its storage and what stands between can do wrong with a file's bytes. */
class HubFaultsTest extends PullFixture {

  /**
   * Questions of a pull without faults: three files are promised or not, one comes by a redirect.
   */
  private static final int REQUESTS = 5;

  /** The connection ends after some bytes: it goes on where it was, if it is the same file. */
  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 150_000, 299_999})
  void aCutConnectionGoesOnWhereItWas(int offset) throws Exception {
    hub.cdn = from -> from == 0 ? hub.cutAt(offset) : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);

    Request second = hub.requests.get(hub.requests.size() - 1);
    assertThat(second.getHeader("Range")).isEqualTo("bytes=" + offset + "-");
    assertThat(second.getHeader("If-Range")).isEqualTo("\"one\"");
    assertThat(hub.requests).hasSize(REQUESTS + 2);
    assertThat(time.waits()).hasSize(1);
  }

  /** Whole answers to "the rest", rests of something else, rests of a changed file. */
  @ParameterizedTest
  @ValueSource(strings = {"whole", "elsewhere", "changed", "no range", "416"})
  void whatIsNoRestIsReadFromTheStart(String fault) throws Exception {
    int[] answers = {0};
    hub.cdn =
        from -> {
          answers[0]++;
          if (answers[0] == 1) {
            return hub.cutAt(1_000);
          }
          if (answers[0] > 2) {
            return Optional.empty();
          }
          ResponseDefinitionBuilder rest = HubStub.rest(hub.model, from);
          return Optional.of(
              switch (fault) {
                case "whole" -> HubStub.rest(hub.model, 0);
                case "elsewhere" -> HubStub.rest(hub.model, from + 7);
                case "changed" -> rest.withHeader("ETag", "\"two\"");
                case "no range" -> aResponse().withStatus(206).withBody(hub.model);
                default -> aResponse().withStatus(416);
              });
        };

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(answers[0]).isEqualTo(fault.equals("whole") ? 2 : 3);
  }

  @Test
  void whatCameIsKeptAndToldAndGoneOnWithByTheNextRun() throws Exception {
    hub.cdn = from -> hub.cutAt(from + 1_000);

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("given up after 5 tries")
        .hasMessageContaining(
            "; 5,000 of %,d bytes are kept, start again to go on".formatted(hub.model.length));
    assertThat(files()).containsExactly("vision_model.onnx.part");
    assertThat(partFile()).hasSize(5_000);
    assertThat(time.waits()).hasSize(4).isSorted();

    hub.cdn = from -> Optional.empty();
    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(hub.requests.get(hub.requests.size() - 1).getHeader("Range"))
        .isEqualTo("bytes=5000-");
    assertThat(files()).containsExactly("vision_model.json", "vision_model.onnx");
  }

  @Test
  void whereNothingCameNothingIsKeptAndNothingToldOfIt() throws Exception {
    hub.cdn = from -> Optional.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broke")
        .hasMessageContaining("given up after 5 tries")
        .hasMessageNotContaining("kept");
    assertNothingIsLeft();
  }

  /** Answers to HEAD that are neither a file's nor a refusal. */
  @ParameterizedTest
  @ValueSource(ints = {202, 204, 205, 300, 304, 400, 405})
  void whatTellsOfNoFileIsRefusedByItsStatus(int status) throws Exception {
    hub.head = Optional.of(aResponse().withStatus(status));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("HTTP status " + status);
    assertThat(time.waits()).isEmpty();
    assertThat(hub.requests).hasSize(1);
    assertNothingIsLeft();
  }

  /** Zero is what some servers tell of the body that HEAD does not have. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLengthOfZeroIsNoLength(boolean hash) throws Exception {
    ResponseDefinitionBuilder zero = aResponse().withHeader("Content-Length", "0");
    hub.head =
        Optional.of(hash ? zero.withHeader("ETag", "\"" + Sha256.of(hub.model) + "\"") : zero);

    if (hash) {
      assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    } else {
      assertThatThrownBy(this::pull)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("neither size nor hash");
      assertNothingIsLeft();
    }
  }

  /** A file that the hub itself calls empty is no model. */
  @Test
  void anEmptyFileIsNoModel() throws Exception {
    hub.head =
        Optional.of(hub.promise(new byte[0]).withHeader("X-Linked-ETag", Sha256.of(new byte[0])));
    hub.cdn = from -> Optional.of(HubStub.rest(new byte[0], 0));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vision_model.onnx")
        .hasMessageNotContaining("no such file");
    assertNothingIsLeft();
  }

  /** Of a file that nobody can check, a part is no use to the next run. */
  @Test
  void aPartWithoutAHashIsNotKept() throws Exception {
    hub.head =
        Optional.of(aResponse().withHeader("Content-Length", Integer.toString(hub.model.length)));
    hub.cdn = from -> hub.cutAt(from + 1_000);

    assertThatThrownBy(this::pull).isInstanceOf(IOException.class).hasMessageNotContaining("kept");
    assertNothingIsLeft();
  }

  @Test
  void aPartOfAnotherFileIsNoticedByItsHashAndThrownAway() throws Exception {
    Files.createDirectories(partFile().getParent());
    Files.write(partFile(), new byte[1_000]);

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(said)
        .anyMatch(line -> line.contains("what an earlier download left was of another file"));
  }

  @Test
  void wrongBytesAreRemovedAndSaid() throws Exception {
    byte[] wrong = hub.model.clone();
    wrong[200_000]++;
    hub.cdn = from -> Optional.of(HubStub.rest(wrong, from));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vision_model.onnx of Xenova/clip-vit-base-patch32")
        .hasMessageContaining("the hub promised " + Sha256.of(hub.model));
    assertThat(hub.requests).hasSize(REQUESTS);
    assertNothingIsLeft();
  }

  /** A file that lies in Git itself: its tag is Git's name of its bytes. */
  @Test
  void aWrongByteIsNoticedWhereThereIsNoHashOfLargeFileStorage() throws Exception {
    hub.override = request -> inGit(request, hub.model);
    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);

    Files.delete(modelFile());
    byte[] wrong = hub.model.clone();
    wrong[200_000]++;
    hub.override = request -> inGit(request, wrong);
    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("SHA-1 as Git's blob is");
    assertNothingIsLeft();
  }

  /** The hub sends on to its own cache, whose words have a length of their own. */
  private Optional<ResponseDefinitionBuilder> inGit(Request request, byte[] served) {
    if (request.getUrl().contains("_data") || request.getUrl().endsWith(".data")) {
      return Optional.empty();
    }
    if (!request.getUrl().startsWith("/api/resolve-cache/")) {
      return Optional.of(
          aResponse()
              .withStatus(307)
              .withHeader("Location", "/api/resolve-cache/models/x/abc123/vision_model.onnx")
              .withHeader("X-Repo-Commit", "abc123")
              .withHeader("Content-Length", "85")
              .withBody("x".repeat(85)));
    }
    return Optional.of(
        aResponse()
            .withHeader("Content-Length", Integer.toString(served.length))
            .withHeader("ETag", "\"" + blob(hub.model) + "\"")
            .withBody(request.getMethod().equals(HEAD) ? new byte[0] : served));
  }

  private String blob(byte[] bytes) {
    try {
      Path file = Files.createTempFile("blob", "");
      Files.write(file, bytes);
      String blob = GitBlob.of(file);
      Files.delete(file);
      return blob;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A page that claims to be bytes, from a hub that tells no hash. */
  @Test
  void whatIsNoModelIsNotNamedOne() throws Exception {
    byte[] page = "<html>Sign in</html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    hub.head = Optional.of(aResponse().withHeader("Content-Length", Integer.toString(page.length)));
    hub.cdn = from -> Optional.of(HubStub.rest(page, 0));

    assertThatThrownBy(this::pull)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("what came is a web page and not the model")
        .hasMessageNotContaining(".part");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shorter  | the answer is of a file of 85 bytes; the hub promised",
        "longer   | the answer is of a file of 300,",
        "chunked  | the answer ended at 85 of 300,",
        "too much | more than the 300,",
      })
  void aWrongLengthIsFinal(String fault, String message) throws Exception {
    byte[] longer = Arrays.copyOf(hub.model, hub.model.length + 10);
    hub.cdn =
        from ->
            Optional.of(
                switch (fault) {
                  case "shorter" -> HubStub.rest(new byte[85], 0);
                  case "longer" -> HubStub.rest(longer, 0);
                  case "chunked" ->
                      aResponse().withBody(new byte[85]).withChunkedDribbleDelay(2, 10);
                  default -> aResponse().withBody(longer).withChunkedDribbleDelay(2, 10);
                });

    assertThatThrownBy(this::pull).isInstanceOf(InputException.class).hasMessageContaining(message);
    assertThat(hub.requests).hasSize(REQUESTS);
    assertThat(time.waits()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void packedBytesAreUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(hub.model);
    }
    hub.cdn =
        from ->
            Optional.of(
                aResponse().withHeader("Content-Encoding", "gzip").withBody(packed.toByteArray()));

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(hub.requests)
        .allMatch(request -> request.getHeader("Accept-Encoding").equals("identity"));
  }

  /** A mirror that tells no length anywhere: the hash decides. */
  @Test
  void aFileWithoutALengthIsTakenByItsHash() throws Exception {
    hub.head =
        Optional.of(
            aResponse()
                .withStatus(302)
                .withHeader("Location", hub.elsewhere("/cdn/vision_model.onnx"))
                .withHeader("ETag", "\"" + Sha256.of(hub.model) + "\"")
                .withHeader("Content-Length", "85"));
    hub.cdn = from -> Optional.of(aResponse().withBody(hub.model).withChunkedDribbleDelay(3, 30));

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(said).anyMatch(line -> line.contains("of a size that the hub does not tell"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aBusyHubIsAskedAgainLaterAndInTheEndGivenUp(int status) throws Exception {
    hub.head = Optional.of(aResponse().withStatus(status));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP status " + status + " (given up after 5 tries in ");
    assertThat(hub.requests).hasSize(5);
    assertThat(time.waits()).hasSize(4).isSorted();
    assertThat(time.passed()).isLessThan(patience);
    assertNothingIsLeft();
  }

  @Test
  void aStorageThatIsBusyOnceIsAskedAgainAsItSays() throws Exception {
    int[] answers = {0};
    hub.cdn =
        from ->
            answers[0]++ == 0
                ? Optional.of(
                    aResponse().withStatus(429).withHeader("RateLimit", "\"resolvers\";r=0;t=55"))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(time.waits()).extracting(java.time.Duration::toSeconds).containsExactly(55L);
    assertThat(said).anyMatch(line -> line.matches(".*the server asks to wait until \\d\\d:02"));
    assertThat(hub.asked(GET, "/cdn/")).isEqualTo(2);
  }
}
