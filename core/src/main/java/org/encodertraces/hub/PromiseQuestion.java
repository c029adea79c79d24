package org.encodertraces.hub;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.http.Arrival;
import org.encodertraces.http.Ask;
import org.encodertraces.http.HttpFault;
import org.encodertraces.http.Question;

/**
 * Asks a hub what it holds of a file; empty when there is no such file.
 *
 * <p>The hub answers with a redirect: to the new name of a renamed repository, to its own cache of
 * small files, or to the host that holds large ones. Only {@code X-Linked-Size} tells the file's
 * size in a redirect; its {@code Content-Length} is that of the few words it consists of. The hosts
 * that hold the bytes tag them in ways of their own, so only the hub's tags count.
 */
final class PromiseQuestion implements Question<Optional<Promise>> {

  private final HubAddress hub;
  private final HubFile file;
  private OptionalLong linkedSize = OptionalLong.empty();
  private Optional<String> tag = Optional.empty();
  private Optional<String> commit = Optional.empty();

  PromiseQuestion(HubAddress hub, HubFile file) {
    this.hub = hub;
    this.file = file;
  }

  @Override
  public Ask ask() {
    linkedSize = OptionalLong.empty();
    tag = Optional.empty();
    commit = Optional.empty();
    return hub.ask("HEAD", file, this::follow);
  }

  private boolean follow(URI from, URI to, HttpHeaders headers) {
    note(headers, Ask.sameOrigin(from, hub.settings().endpoint()));
    boolean leaves = !Ask.sameOrigin(from, to);
    boolean isHubsWord = commit.isPresent() || tag.isPresent();
    return linkedSize.isEmpty() && !(leaves && isHubsWord);
  }

  private void note(HttpHeaders headers, boolean home) {
    if (linkedSize.isEmpty()) {
      linkedSize = Arrival.number(headers, "X-Linked-Size");
    }
    Optional<String> saidCommit = headers.firstValue("X-Repo-Commit");
    if (tag.isEmpty()) {
      boolean hub = home || saidCommit.isPresent();
      tag =
          headers
              .firstValue("X-Linked-ETag")
              .or(() -> hub ? headers.firstValue("ETag") : Optional.empty())
              .map(text -> text.replaceAll("^W/|\"", ""))
              .filter(text -> text.matches("[0-9a-f]{40}|[0-9a-f]{64}"));
    }
    commit = commit.or(() -> saidCommit);
  }

  /** Some servers tell zero to HEAD, which stands for the body that it does not have. */
  private static OptionalLong told(Arrival arrival) {
    OptionalLong length = arrival.length();
    return length.orElse(0) == 0 ? OptionalLong.empty() : length;
  }

  @Override
  public Optional<Promise> read(Arrival arrival) throws HttpFault {
    int status = arrival.status();
    if (status == 404 && !arrival.header("X-Error-Code").orElse("").contains("Repo")) {
      return Optional.empty();
    }
    boolean redirect = arrival.isRedirect();
    if (status != 200 && !redirect) {
      throw hub.refusal(arrival); // neither "no content" nor "not modified" tells of a file
    }
    if (!redirect) {
      if (arrival.isPage()) {
        throw HubAddress.page(arrival);
      }
      note(arrival.headers(), arrival.atHome());
    }
    OptionalLong size = linkedSize.isPresent() || redirect ? linkedSize : told(arrival);
    if (size.isEmpty() && tag.isEmpty() && !redirect) {
      throw HttpFault.ending(
          status, "the hub tells neither size nor hash, so that nothing could be checked");
    }
    return Optional.of(
        new Promise(
            size,
            tag.filter(text -> text.length() == 64),
            tag.filter(text -> text.length() == 40),
            commit.orElse(file.revision())));
  }
}
