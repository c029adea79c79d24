package org.encodertraces.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.io.Sha256;

/**
 * Downloads single files of a hub: what the hub says of size and SHA-256 is asked first and held
 * against what arrives; a cut connection goes on where it was; the final name appears when all is
 * well.
 *
 * <p>The token goes to the endpoint's host and no other: redirects, to the machines that hold the
 * bytes, are followed here and without it.
 */
final class HubDownload {

  private static final int TRIES = 8;
  private static final int REDIRECTS = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** Left free beside the file, so that a full disk is not this program's doing. */
  private static final long SPARE_BYTES = 64L << 20;

  private final HubSettings settings;
  private final HttpClient http;
  private final Pause pause;

  /** How time passes, so that tests need not wait. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * What the hub says of a file.
   *
   * @param sha256 of its bytes; empty for small files, whose tag is Git's
   * @param commit that the revision stands for
   */
  record Metadata(long size, Optional<String> sha256, String commit) {}

  HubDownload(HubSettings settings, HttpClient http, Pause pause) {
    this.settings = settings;
    this.http = http;
    this.pause = pause;
  }

  /** Asks for a file's metadata; empty when there is no such file. */
  Optional<Metadata> metadata(HubFile file) throws IOException, InterruptedException {
    HttpResponse<Void> response =
        retried(
            file.toString(),
            () -> {
              HttpRequest request =
                  request(address(file))
                      .method("HEAD", HttpRequest.BodyPublishers.noBody())
                      .header("Accept-Encoding", "identity")
                      .timeout(settings.patience())
                      .build();
              return http.send(request, BodyHandlers.discarding());
            });
    int status = response.statusCode();
    if (status == 404
        && !response.headers().firstValue("X-Error-Code").orElse("").contains("Repo")) {
      return Optional.empty();
    }
    if (status >= 400) {
      throw refused(file, status);
    }
    long size =
        response
            .headers()
            .firstValue("X-Linked-Size")
            .or(() -> response.headers().firstValue("Content-Length"))
            .map(Long::parseLong)
            .orElseThrow(() -> new IOException("%s: the hub tells no size".formatted(words(file))));
    String tag =
        response
            .headers()
            .firstValue("X-Linked-ETag")
            .or(() -> response.headers().firstValue("ETag"))
            .orElse("")
            .replaceAll("^W/|\"", "");
    return Optional.of(
        new Metadata(
            size,
            tag.matches("[0-9a-f]{64}") ? Optional.of(tag) : Optional.empty(),
            response.headers().firstValue("X-Repo-Commit").orElse(file.revision())));
  }

  /**
   * Brings a file to {@code target}.
   *
   * @return its SHA-256
   * @throws InputException when the hub refuses, or what arrives is not what it promised
   */
  String fetch(HubFile file, Metadata promised, Path target, Progress progress)
      throws IOException, InterruptedException {
    if (Files.exists(target)) {
      String here = Sha256.of(target);
      if (Files.size(target) == promised.size()
          && promised.sha256().map(here::equals).orElse(true)) {
        return here;
      }
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have > promised.size()) {
      Files.delete(part);
      have = 0;
    }
    requireSpace(target, promised.size() - have);
    try (Progress.Task task = progress.start(file.file(), promised.size())) {
      task.step(have);
      receive(file, promised, part, task);
    }
    String sha256 = Sha256.of(part);
    if (promised.sha256().isPresent() && !promised.sha256().get().equals(sha256)) {
      Files.delete(part);
      throw new InputException(
          "%s: SHA-256 is %s; the hub promised %s; the download was removed, try again"
              .formatted(words(file), sha256, promised.sha256().get()));
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return sha256;
  }

  private static void requireSpace(Path target, long bytes) throws IOException {
    long free = Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
    if (free < bytes + SPARE_BYTES) {
      throw new InputException(
          "%s: needs %,d bytes; %,d are free on its disk".formatted(target, bytes, free));
    }
  }

  /** Goes on from what is there until all is there; progress made gives new tries. */
  private void receive(HubFile file, Metadata promised, Path part, Progress.Task task)
      throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      long before = Files.exists(part) ? Files.size(part) : 0;
      if (before == promised.size()) {
        return;
      }
      try {
        receiveOnce(file, promised, before, part, task);
      } catch (InputException e) {
        throw e;
      } catch (IOException e) {
        long after = Files.exists(part) ? Files.size(part) : 0;
        failures = after > before ? 1 : failures + 1;
        if (failures >= TRIES) {
          throw new IOException(
              "%s: %s (after %d tries; what came is kept, start again to go on)"
                  .formatted(words(file), e.getMessage(), failures),
              e);
        }
        pause.sleep(backoff(failures));
      }
    }
  }

  private void receiveOnce(
      HubFile file, Metadata promised, long from, Path part, Progress.Task task)
      throws IOException, InterruptedException {
    URI at = address(file);
    for (int redirect = 0; redirect <= REDIRECTS; redirect++) {
      HttpRequest.Builder request =
          request(at).header("Accept-Encoding", "identity").timeout(settings.patience());
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
      }
      HttpResponse<InputStream> response =
          http.send(request.GET().build(), BodyHandlers.ofInputStream());
      int status = response.statusCode();
      if (status / 100 == 3 && status != 304) {
        response.body().close();
        URI target =
            at.resolve(
                response
                    .headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("a redirect to nowhere")));
        if (!"https".equals(target.getScheme())) {
          throw new InputException(
              "%s: redirected to %s; expected https".formatted(words(file), target.getScheme()));
        }
        at = target;
        continue;
      }
      try (InputStream body = response.body()) {
        if (status == 416) {
          // What is here does not fit what is there: begin anew.
          Files.deleteIfExists(part);
          throw new IOException("HTTP status 416, the part that was here does not fit");
        }
        if (status == 429 || status >= 500) {
          throw new IOException("HTTP status " + status);
        }
        if (status >= 400) {
          throw refused(file, status);
        }
        if (status == 200 && from > 0) {
          Files.delete(part); // the server does not resume
          append(body, part, 0, promised.size(), task);
        } else {
          append(body, part, from, promised.size(), task);
        }
        return;
      }
    }
    throw new IOException("redirected more than " + REDIRECTS + " times");
  }

  private void append(InputStream body, Path part, long from, long size, Progress.Task task)
      throws IOException, InterruptedException {
    // A stream has no timeout of its own: a reader beside it gives up when no byte comes for long.
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            run -> {
              Thread thread = new Thread(run, "hub download");
              thread.setDaemon(true);
              return thread;
            });
    byte[] block = new byte[1 << 16];
    long at = from;
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.position(from);
      while (true) {
        int read = next(reader, body, block);
        if (read < 0) {
          break;
        }
        at += read;
        if (at > size) {
          out.truncate(0);
          throw new IOException("more than the %,d bytes that the hub promised".formatted(size));
        }
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        task.step(read);
      }
    } finally {
      reader.shutdownNow();
    }
    if (at < size) {
      throw new IOException("the connection ended at %,d of %,d bytes".formatted(at, size));
    }
  }

  private int next(ExecutorService reader, InputStream body, byte[] block)
      throws IOException, InterruptedException {
    try {
      return reader
          .submit(() -> body.read(block))
          .get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      body.close();
      throw new IOException("no byte for %d s".formatted(settings.patience().toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  /** A request that may carry the token: to the endpoint's own host, port and scheme alone. */
  private HttpRequest.Builder request(URI at) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).header("User-Agent", "encoder-traces");
    URI own = settings.endpoint();
    boolean home =
        own.getHost().equalsIgnoreCase(String.valueOf(at.getHost()))
            && own.getPort() == at.getPort()
            && own.getScheme().equals(at.getScheme());
    if (home) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return request;
  }

  private interface Sending {
    HttpResponse<Void> send() throws IOException, InterruptedException;
  }

  private HttpResponse<Void> retried(String what, Sending sending)
      throws IOException, InterruptedException {
    IOException last = new IOException(what);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        HttpResponse<Void> response = sending.send();
        if (response.statusCode() != 429 && response.statusCode() < 500) {
          return response;
        }
        last = new IOException("HTTP status " + response.statusCode());
      } catch (IOException e) {
        last = e;
      }
      if (attempt < TRIES) {
        pause.sleep(backoff(attempt));
      }
    }
    throw new IOException(
        "%s: %s (after %d tries)"
            .formatted(
                settings.endpoint(),
                last.getMessage() == null ? last.toString() : last.getMessage(),
                TRIES),
        last);
  }

  private static Duration backoff(int failures) {
    return FIRST_WAIT.multipliedBy(1L << Math.min(5, failures - 1));
  }

  private InputException refused(HubFile file, int status) {
    String token = settings.token().isPresent() ? "the token of HF_TOKEN" : "a token in HF_TOKEN";
    return new InputException(
        "%s: %s"
            .formatted(
                words(file),
                switch (status) {
                  case 401 -> "the hub does not know the asker (401); it needs " + token;
                  case 403 ->
                      "the hub does not allow it (403); accept the model's terms on its page, with "
                          + token;
                  case 404 -> "no such repository, revision or file (404), or a private one";
                  default -> "HTTP status " + status;
                }));
  }

  private URI address(HubFile file) {
    return URI.create(
        "%s/%s/resolve/%s/%s"
            .formatted(
                settings.endpoint(),
                encoded(file.repository()),
                encoded(file.revision()),
                encoded(file.file())));
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private String words(HubFile file) {
    return "%s of %s at %s"
        .formatted(
            file.file(), file.repository(), settings.endpoint().getHost().toLowerCase(Locale.ROOT));
  }
}
