package org.encodertraces.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.encodertraces.Progress;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.http.Arrival;
import org.encodertraces.http.Ask;
import org.encodertraces.http.HttpFault;
import org.encodertraces.http.Question;
import org.encodertraces.http.Redirects;

/** Asks for the bytes of a file that are not here yet, until all are. */
final class BytesQuestion implements Question<Boolean> {

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  /** Of a file whose size nobody tells. */
  private static final long LARGEST = 16L << 30;

  /** So much between two broken connections means that the file comes, if in pieces. */
  private static final long ADVANCE = 1 << 20;

  private final HubAddress hub;
  private final HubFile file;
  private final Promise promised;
  private final PartFile part;
  private final Progress.Task task;

  /** The tag of the answer that began the part: a changed file must not be continued. */
  private Optional<String> validator = Optional.empty();

  private long asked;
  private long sinceFault;

  BytesQuestion(HubAddress hub, HubFile file, Promise promised, PartFile part, Progress.Task task) {
    this.hub = hub;
    this.file = file;
    this.promised = promised;
    this.part = part;
    this.task = task;
  }

  @Override
  public Ask ask() throws IOException {
    asked = part.size();
    Ask ask = hub.ask("GET", file, Redirects.ANYWHERE);
    if (asked == 0) {
      return ask;
    }
    Ask rest = ask.with("Range", "bytes=" + asked + "-");
    return validator.map(tag -> rest.with("If-Range", tag)).orElse(rest);
  }

  @Override
  public boolean advanced() {
    boolean much = sinceFault >= ADVANCE;
    sinceFault = 0;
    return much;
  }

  /** Takes what comes; true when the part is whole. */
  @Override
  public Boolean read(Arrival arrival) throws IOException {
    switch (arrival.status()) {
      case 200, 206 -> {}
      case 416 -> throw restart(arrival, "the part that was here does not fit (416)");
      default -> throw hub.refusal(arrival);
    }
    if (arrival.isPage()) {
      throw HubAddress.page(arrival);
    }
    long from = arrival.status() == 206 ? continued(arrival) : begun(arrival);
    if (from < asked) {
      task.step(from - asked);
    }
    append(arrival, from);
    return true;
  }

  /** The whole file comes, whether or not it was asked for. */
  private long begun(Arrival arrival) throws IOException {
    requireLength(arrival, arrival.length());
    OptionalLong size = promised.size().isPresent() ? promised.size() : arrival.length();
    if (size.isPresent()) {
      part.requireSpace(size.getAsLong());
    }
    // A weak tag says that files mean the same, not that their bytes are.
    validator = arrival.header("ETag").filter(tag -> !tag.startsWith("W/") && arrival.isPlain());
    return 0;
  }

  private long continued(Arrival arrival) throws IOException {
    Matcher range = RANGE.matcher(arrival.header("Content-Range").orElse("").strip());
    boolean fits = arrival.isPlain() && range.matches() && Long.parseLong(range.group(1)) == asked;
    if (!fits) {
      throw asked == 0
          ? HttpFault.ending(206, "a part came where the whole was asked for")
          : restart(arrival, "another part came than was asked for");
    }
    boolean changed =
        validator.isPresent()
            && arrival.header("ETag").isPresent()
            && !validator.equals(arrival.header("ETag"));
    if (changed) {
      throw restart(arrival, "the file has changed meanwhile");
    }
    if (!range.group(2).equals("*")) {
      requireLength(arrival, OptionalLong.of(Long.parseLong(range.group(2))));
    }
    return asked;
  }

  private HttpFault restart(Arrival arrival, String why) throws IOException {
    if (asked == 0) {
      return HttpFault.ending(arrival.status(), why);
    }
    part.discard();
    validator = Optional.empty();
    task.step(-asked);
    return HttpFault.passing(arrival.status(), why);
  }

  private void requireLength(Arrival arrival, OptionalLong told) throws HttpFault {
    if (told.isPresent()
        && promised.size().isPresent()
        && told.getAsLong() != promised.size().getAsLong()) {
      throw HttpFault.ending(
          arrival.status(),
          "the answer is of a file of %,d bytes; the hub promised %,d"
              .formatted(told.getAsLong(), promised.size().getAsLong()));
    }
  }

  private void append(Arrival arrival, long from) throws IOException {
    long most = promised.size().orElse(LARGEST);
    byte[] block = new byte[1 << 16];
    long at = from;
    try (InputStream body = arrival.body();
        FileChannel out = part.openAt(from)) {
      for (int read = body.read(block); read >= 0; read = body.read(block)) {
        at += read;
        if (at > most) {
          throw HttpFault.ending(
              arrival.status(), "more than the %,d bytes that the hub promised".formatted(most));
        }
        part.write(out, block, read);
        sinceFault += read;
        task.step(read);
      }
    }
    if (promised.size().isPresent() && at < most) {
      String ended = "ended at %,d of %,d bytes".formatted(at, most);
      throw arrival.marksItsEnd()
          ? HttpFault.ending(arrival.status(), "the answer " + ended)
          : HttpFault.passing(arrival.status(), "the connection " + ended);
    }
  }
}
