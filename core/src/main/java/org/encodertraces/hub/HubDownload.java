package org.encodertraces.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.http.HttpFault;
import org.encodertraces.http.Limits;
import org.encodertraces.http.Web;
import org.encodertraces.io.Sha256;

/**
 * Downloads single files of a hub: what the hub says of length and hash is asked first and held
 * against what arrives; a cut connection goes on where it was; a file gets its name when all is
 * well, and after a failure that will not pass nothing of it stays.
 */
final class HubDownload {

  private static final int TRIES = 5;

  /** Slower than this in the long run is given up. */
  private static final long SLOWEST_BYTES_PER_SECOND = 64 << 10;

  private static final Duration AT_LEAST = Duration.ofMinutes(15);
  private static final Duration SIZE_UNKNOWN = Duration.ofHours(6);

  private final HubAddress hub;
  private final Web web;
  private final Progress progress;

  /** What a file must be beside whole, before it gets its name. */
  interface Form {
    /**
     * Looks at a file.
     *
     * @throws InputException when it is not
     */
    void require(Path file) throws IOException;
  }

  HubDownload(HubSettings settings, Web web, Progress progress) {
    this.hub = new HubAddress(settings);
    this.web = web;
    this.progress = progress;
  }

  /**
   * Asks what the hub holds of a file; empty when there is no such file.
   *
   * @throws InputException when it refuses
   */
  Optional<Promise> promise(HubFile file) throws IOException, InterruptedException {
    Duration patience = hub.settings().patience();
    Limits limits =
        new Limits(
            TRIES,
            patience.dividedBy(2),
            patience.dividedBy(2),
            patience.multipliedBy(2),
            patience,
            1);
    try {
      return web.ask(hub.words(file), new PromiseQuestion(hub, file), limits);
    } catch (HttpFault e) {
      if (e.kind() == HttpFault.Kind.FINAL) {
        throw new InputException(e.getMessage(), e);
      }
      throw e;
    }
  }

  /**
   * Brings a file to {@code target}.
   *
   * @return its SHA-256
   * @throws InputException when the hub refuses, or what arrives is not what it promised
   */
  String fetch(HubFile file, Promise promised, Path target, Form form)
      throws IOException, InterruptedException {
    if (promised.isKeptBy(target) && complaint(target, form).isEmpty()) {
      return Sha256.of(target);
    }
    PartFile part = new PartFile(target);
    boolean fits = promised.hasHash() && part.size() <= promised.size().orElse(Long.MAX_VALUE);
    if (!fits) {
      part.discard(); // nobody could tell whether it is of the same file
    }
    boolean resumed = part.size() > 0;
    try {
      receive(file, promised, part);
      Optional<String> wrong = promised.broken(part.path(), Sha256.of(part.path()));
      if (wrong.isPresent() && resumed) {
        progress.say(
            "%s: what an earlier download left was of another file; from the start"
                .formatted(hub.words(file)));
        part.discard();
        receive(file, promised, part);
        wrong = promised.broken(part.path(), Sha256.of(part.path()));
      }
      wrong = wrong.isPresent() ? wrong : complaint(part.path(), form);
      if (wrong.isPresent()) {
        part.discard();
        throw new InputException(
            "%s: %s; the download was removed, try again".formatted(hub.words(file), wrong.get()));
      }
    } finally {
      part.discardIfEmpty();
    }
    String sha256 = Sha256.of(part.path());
    part.name();
    return sha256;
  }

  /** The complaint about a file's form, without its temporary name. */
  private static Optional<String> complaint(Path file, Form form) throws IOException {
    try {
      form.require(file);
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of("what came " + String.valueOf(e.getMessage()).replace(file + ": ", ""));
    }
  }

  private void receive(HubFile file, Promise promised, PartFile part)
      throws IOException, InterruptedException {
    long have = part.size();
    if (promised.size().isPresent()) {
      if (have > 0 && have == promised.size().getAsLong()) {
        return;
      }
      part.requireSpace(promised.size().getAsLong() - have);
    }
    Limits limits = limits(promised);
    progress.say(
        "%s: %s; given up after %s, or when less than %,d bytes come in %s"
            .formatted(
                hub.words(file),
                promised.size().isPresent()
                    ? "%,d bytes".formatted(promised.size().getAsLong())
                    : "of a size that the hub does not tell",
                Limits.words(limits.total()),
                limits.stallBytes(),
                Limits.words(limits.stall())));
    try (Progress.Task task = progress.start(file.file(), promised.size().orElse(0))) {
      task.step(have);
      web.ask(hub.words(file), new BytesQuestion(hub, file, promised, part, task), limits);
    } catch (HttpFault e) {
      throw settled(e, promised, part);
    }
  }

  /** A total for the file by its size, and a stall limit of 1 KiB a second. */
  private Limits limits(Promise promised) {
    Duration patience = hub.settings().patience();
    Duration total =
        promised.size().isPresent()
            ? AT_LEAST.plusSeconds(promised.size().getAsLong() / SLOWEST_BYTES_PER_SECOND)
            : SIZE_UNKNOWN;
    return new Limits(
        TRIES,
        patience.dividedBy(2),
        total,
        total,
        patience,
        Math.max(1, patience.toMillis() * 1_024 / 1_000));
  }

  /** What comes of a failure: the part stays where going on can help, and only then it is said. */
  private static IOException settled(HttpFault fault, Promise promised, PartFile part)
      throws IOException {
    if (fault.kind() == HttpFault.Kind.FINAL) {
      part.discard();
      throw new InputException(fault.getMessage(), fault);
    }
    long kept = part.size();
    if (kept == 0 || !promised.hasHash()) {
      part.discard();
      return fault;
    }
    return new IOException(
        "%s; %,d %sbytes are kept, start again to go on"
            .formatted(
                fault.getMessage(),
                kept,
                promised.size().isPresent()
                    ? "of %,d ".formatted(promised.size().getAsLong())
                    : ""),
        fault);
  }
}
