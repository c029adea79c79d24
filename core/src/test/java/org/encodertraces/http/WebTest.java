package org.encodertraces.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.encodertraces.http.HttpFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Limits LIMITS = new Limits(4, MINUTE, MINUTE, MINUTE, MINUTE, 1);

  private final TestTime time = new TestTime();
  private final List<String> said = new ArrayList<>();
  private WireMockServer server;

  @BeforeEach
  void start() {
    server = new WireMockServer(options().dynamicPort().dynamicHttpsPort().gzipDisabled(true));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void whatIsBusyOnceIsAskedAgain(int status) throws Exception {
    answers(aResponse().withStatus(status), aResponse().withBody("fine"));

    assertThat(ask()).isEqualTo("fine");
    assertThat(requests()).isEqualTo(2);
    assertThat(time.waits()).hasSize(1);
    assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_500));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 501, 505})
  void whatIsFinalIsAskedOnce(int status) {
    answers(aResponse().withStatus(status));

    HttpFault fault = failure();

    assertThat(fault.kind()).isEqualTo(Kind.FINAL);
    assertThat(fault.status()).isEqualTo(status);
    assertThat(requests()).isEqualTo(1);
    assertThat(time.waits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | Retry-After | 37                              | 37",
        "503 | Retry-After | 300                             | 300",
        "429 | Retry-After | Sun, 01 Mar 2026 12:02:00 GMT   | 120",
        "429 | RateLimit   | \"resolvers\";r=0;t=55          | 55",
        "429 | RateLimit   | \"api\";r=9;t=80, \"pages\";r=0;t=12 | 12",
      })
  void aShortWaitIsTakenAsTold(int status, String name, String value, long seconds)
      throws Exception {
    answers(
        aResponse()
            .withStatus(status)
            .withHeader("Date", "Sun, 01 Mar 2026 12:00:00 GMT")
            .withHeader(name, value),
        aResponse().withBody("fine"));

    assertThat(ask()).isEqualTo("fine");
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(seconds));
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("the question: HTTP status " + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After | 301                           | 301",
        "Retry-After | 7200                          | 7200",
        "Retry-After | Tue, 03 Mar 2026 12:00:00 GMT | 172800",
        "RateLimit   | \"resolvers\";r=0;t=900       | 900",
      })
  void aLongWaitEndsAtOnceWithTheTimeToComeBack(String name, String value, long seconds) {
    answers(
        aResponse()
            .withStatus(429)
            .withHeader("Date", "Sun, 01 Mar 2026 12:00:00 GMT")
            .withHeader(name, value));

    HttpFault fault = failure();

    // Half a minute past noon and the wait, up to the next full minute.
    Instant later = Instant.parse("2026-03-01T12:00:30Z").plusSeconds(seconds + 59);
    ZonedDateTime then = later.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneId.systemDefault());
    boolean today = then.toLocalDate().equals(time.now().atZone(then.getZone()).toLocalDate());
    assertThat(fault.getMessage())
        .isEqualTo(
            "the question: HTTP status 429; try again at "
                + then.format(DateTimeFormatter.ofPattern(today ? "HH:mm" : "yyyy-MM-dd HH:mm")));
    assertThat(fault.kind()).isEqualTo(Kind.LATER);
    assertThat(requests()).isEqualTo(1);
    assertThat(time.waits()).isEmpty();
  }

  /** A server that always asks for a little more is not waited for without end. */
  @Test
  void toldWaitsHaveAnEndTogether() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "200"));

    HttpFault fault = failure();

    assertThat(fault.kind()).isEqualTo(Kind.LATER);
    assertThat(requests()).isEqualTo(4);
    assertThat(time.passed()).isLessThan(Duration.ofMinutes(11));
  }

  @Test
  void aWaitOfNothingIsNoReasonToHammer() throws Exception {
    answers(
        aResponse().withStatus(503).withHeader("Retry-After", "0"), aResponse().withBody("fine"));

    assertThat(ask()).isEqualTo("fine");
    assertThat(time.waits().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "garbage"})
  void aBrokenConnectionIsTriedAgain(String fault) throws Exception {
    answers(
        switch (fault) {
          case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
          default -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
        },
        aResponse().withBody("fine"));

    assertThat(ask()).isEqualTo("fine");
    assertThat(time.waits()).hasSize(1);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsTriedAgain() {
    HttpFault fault;
    try (CutServer server = new CutServer(false, new byte[900])) {
      URI address = server.cutAt(500);
      fault =
          catchThrowableOfType(
              HttpFault.class,
              () -> web(Web.client()).ask("the question", question(address), LIMITS));
    }

    assertThat(fault.getMessage())
        .startsWith("the question: the connection broke after ")
        .contains("(given up after 4 tries in ");
    assertThat(fault.kind()).isEqualTo(Kind.PASSING);
    assertThat(time.waits()).hasSize(3).isSorted();
  }

  @Test
  void aPackedAnswerIsUnpackedAndADamagedOneIsPassing() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("fine".getBytes(StandardCharsets.US_ASCII));
    }
    byte[] whole = packed.toByteArray();
    answers(
        aResponse()
            .withHeader("Content-Encoding", "gzip")
            .withBody(Arrays.copyOf(whole, whole.length - 9)),
        aResponse().withHeader("Content-Encoding", "gzip").withBody("not packed"),
        aResponse().withHeader("Content-Encoding", "gzip").withBody(whole));

    assertThat(ask()).isEqualTo("fine");
    assertThat(requests()).isEqualTo(3);
  }

  /** Four kilobytes that expand to four megabytes. */
  @Test
  void anAnswerIsNotReadBeyondWhatWasExpected() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(new byte[4 << 20]);
    }
    answers(aResponse().withHeader("Content-Encoding", "gzip").withBody(packed.toByteArray()));

    assertThat(failure().getMessage()).isEqualTo("the question: larger than 1,000 bytes");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsFinal() {
    answers(aResponse().withBody("fine"));

    HttpFault fault =
        catchThrowableOfType(
            HttpFault.class,
            () -> web(Web.client()).ask("the question", question(address("https")), LIMITS));

    assertThat(fault.getMessage()).contains("the certificate that localhost shows is not trusted");
    assertThat(fault.kind()).isEqualTo(Kind.FINAL);
    assertThat(time.waits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | a redirect to nowhere",
        "https://               | a redirect to what is no address",
        "https://localhost:99999/x | a redirect to what is no address",
        "ftp://localhost/x      | redirected to ftp at localhost; expected https",
        "http://127.0.0.1/x     | redirected to http at 127.0.0.1; expected https",
        "/                      | redirects in a circle, at localhost",
      })
  void badRedirectsAreFinal(String location, String message) {
    answers(aResponse().withStatus(302).withHeader("Location", location));

    HttpFault fault = failure();

    assertThat(fault.getMessage()).isEqualTo("the question: " + message);
    assertThat(fault.kind()).isEqualTo(Kind.FINAL);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void spansAreSaidAsPeopleSayThem() {
    assertThat(Limits.words(Duration.ofMillis(1_500))).isEqualTo("1.5 s");
    assertThat(Limits.words(Duration.ofSeconds(45))).isEqualTo("45 s");
    assertThat(Limits.words(Duration.ofSeconds(127))).isEqualTo("2 min 7 s");
    assertThat(Limits.words(Duration.ofMinutes(15))).isEqualTo("15 min");
    assertThat(Limits.words(Duration.ofMinutes(108))).isEqualTo("1 h 48 min");
  }

  /** Each of these in turn, the last for ever. */
  private void answers(ResponseDefinitionBuilder... answers) {
    String state = Scenario.STARTED;
    for (int i = 0; i < answers.length; i++) {
      String next = i + 1 < answers.length ? "answer " + (i + 1) : state;
      server.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willReturn(answers[i])
              .willSetStateTo(next));
      state = next;
    }
  }

  private int requests() {
    return server.getAllServeEvents().size();
  }

  private String ask() throws IOException, InterruptedException {
    return web(StubTls.client()).ask("the question", question(address("http")), LIMITS);
  }

  private HttpFault failure() {
    return catchThrowableOfType(HttpFault.class, this::ask);
  }

  private Web web(HttpClient client) {
    return new Web(client, time, Rate.unlimited(time), said::add);
  }

  private URI address(String scheme) {
    int port = scheme.equals("http") ? server.port() : server.httpsPort();
    return URI.create("%s://localhost:%d/".formatted(scheme, port));
  }

  private static Question<String> question(URI address) {
    return new Question<>() {
      @Override
      public Ask ask() {
        return Ask.of("GET", address, Redirects.ANYWHERE);
      }

      @Override
      public String read(Arrival arrival) throws IOException {
        if (arrival.status() != 200) {
          throw HttpFault.ending(arrival.status(), "HTTP status " + arrival.status());
        }
        return new String(arrival.all(1_000), StandardCharsets.US_ASCII);
      }
    };
  }
}
