package org.encodertraces.hub;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.RequestMethod.GET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.encodertraces.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hubs that do not answer, or as good as not: every wait ends. */
class HubSilenceTest extends PullFixture {

  @BeforeEach
  void haveLittlePatience() {
    patience = Duration.ofSeconds(3);
  }

  /** With a minute's patience, two minutes in place of two seconds. */
  @Test
  void aHubThatNeverAnswersIsGivenUpWithinTwiceThePatience() throws Exception {
    hub.override = request -> Optional.of(aResponse().withFixedDelay(8_000));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer from localhost within 1.5 s (given up after ");
    assertThat(time.passed()).isBetween(patience, patience.multipliedBy(3));
    assertThat(hub.requests.size()).isBetween(2, 4);
    assertNothingIsLeft();
  }

  @Test
  void aHangingConnectionEndsAndIsTriedAgain() throws Exception {
    int[] answers = {0};
    hub.cdn =
        from ->
            answers[0]++ == 0
                ? Optional.of(aResponse().withBody(hub.model).withFixedDelay(8_000))
                : Optional.empty();

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
  }

  /** Some bytes a second are no download: 1 KiB a second is the least. */
  @Test
  void aDripIsGivenUpAfterFiveTriesAndWhatCameIsKept() throws Exception {
    hub.cdn =
        from -> Optional.of(HubStub.rest(hub.model, from).withChunkedDribbleDelay(3_000, 600_000));

    assertThatThrownBy(this::pull)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bytes in 3 s (given up after 5 tries")
        .hasMessageContaining("bytes are kept, start again to go on");
    assertThat(partFile()).isNotEmptyFile();
    assertThat(hub.asked(GET, "/cdn/")).isEqualTo(5);
    assertThat(time.passed()).isLessThan(Duration.ofSeconds(90));
  }

  /** As Ctrl-C does. */
  @Test
  void aPullThatIsStoppedLeavesWhatCameAndNoLock() throws Exception {
    patience = Duration.ofMinutes(1);
    hub.cdn =
        from -> Optional.of(HubStub.rest(hub.model, from).withChunkedDribbleDelay(3_000, 600_000));
    List<Throwable> ends = new CopyOnWriteArrayList<>();
    Thread pull = new Thread(() -> ends.add(catchThrowable(this::pull)));
    pull.start();
    while (!Files.exists(partFile()) || Files.size(partFile()) == 0) {
      Thread.sleep(20);
    }

    pull.interrupt();
    pull.join();

    assertThat(ends).hasSize(1);
    assertThat(ends.get(0))
        .isInstanceOfAny(InterruptedException.class, ClosedByInterruptException.class);
    assertThat(files()).containsExactly("vision_model.onnx.part");
  }

  @Test
  void aSlowConnectionIsNoDrip() throws Exception {
    hub.cdn =
        from -> Optional.of(aResponse().withBody(hub.model).withChunkedDribbleDelay(40, 5_000));

    assertThat(Files.readAllBytes(pull())).isEqualTo(hub.model);
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void whereNobodyListensIsAskedAFewTimes() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(() -> pull(URI.create("https://localhost:" + port)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("localhost takes no connection (given up after ");
    assertNothingIsLeft();
  }

  @Test
  void aHostThatIsNotFoundIsSaid() throws Exception {
    assertThatThrownBy(() -> pull(URI.create("https://no-such-host.invalid")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no host no-such-host.invalid is found");
    assertNothingIsLeft();
  }

  @Test
  void aPortThatSpeaksNoTlsIsFinal() throws Exception {
    assertThatThrownBy(() -> pull(URI.create("https://localhost:" + hub.plainPort())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no TLS with localhost");
    assertThat(time.waits()).isEmpty();
    assertNothingIsLeft();
  }
}
