package org.encodertraces.flickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.flickr.HarvestState.License;
import org.encodertraces.http.HttpFault;
import org.encodertraces.io.DuckDb;

/**
 * Collects photos of chosen licenses with their Exif from Flickr: {@code photos/{id}.jpg} and
 * {@code photos.parquet}, a row a photo.
 *
 * <p>Labels come from {@code flickr.photos.getExif}: the pictures that Flickr resized have mostly
 * lost their own.
 */
public final class FlickrHarvest {

  /** Results of a query beyond which Flickr repeats itself. */
  private static final int CEILING = 4_000;

  private static final String OWNER_SALT = "owner salt";

  /** Words of licenses that ask for attribution at most. */
  private static final List<String> PERMISSIVE_URLS =
      List.of(
          "creativecommons.org/licenses/by/",
          "creativecommons.org/publicdomain/",
          "flickr.com/commons/usage",
          "usa.gov/copyright");

  /**
   * What to collect.
   *
   * @param out folder of everything, the state among it
   * @param window upload times
   * @param licenses names or ids; the permissive ones if empty
   * @param photosAtMost to find
   * @param plainOwners whether Flickr's owner ids are kept, and not their hashes
   */
  public record Settings(
      Path out,
      UploadWindow window,
      List<String> licenses,
      int photosAtMost,
      boolean plainOwners) {}

  /**
   * What a harvest came to.
   *
   * @param table the Parquet file
   * @param photos with labels and bytes
   * @param lines what is to be said, in order
   */
  public record Outcome(Path table, long photos, List<String> lines) {}

  private final FlickrApi api;
  private final Settings settings;
  private final int ceiling;
  private final HarvestState state;
  private final Progress progress;
  private String salt = "";

  private FlickrHarvest(
      FlickrApi api, Settings settings, int ceiling, HarvestState state, Progress progress) {
    this.ceiling = ceiling;
    this.api = api;
    this.settings = settings;
    this.state = state;
    this.progress = progress;
  }

  /**
   * Harvests, or goes on with what an earlier run in the same folder began.
   *
   * @throws InputException when the folder holds another harvest, or a license is not known
   */
  public static Outcome run(FlickrApi api, Settings settings, Progress progress)
      throws IOException, InterruptedException {
    return run(api, settings, CEILING, progress);
  }

  static Outcome run(FlickrApi api, Settings settings, int ceiling, Progress progress)
      throws IOException, InterruptedException {
    if (settings.photosAtMost() < 1) {
      throw new UsageException("photos %d: expected 1 or more".formatted(settings.photosAtMost()));
    }
    try (HarvestState state = HarvestState.open(settings.out().resolve("harvest.duckdb"))) {
      return new FlickrHarvest(api, settings, ceiling, state, progress).run();
    } catch (SQLException e) {
      throw new IOException(
          settings.out().resolve("harvest.duckdb") + ": " + DuckDb.firstLine(e), e);
    }
  }

  private Outcome run() throws IOException, InterruptedException, SQLException {
    claim();
    List<License> chosen = chosenLicenses();
    progress.say(
        "licenses: " + chosen.stream().map(License::name).collect(Collectors.joining(", ")));
    Optional<HttpFault> stopped =
        read(chosen.stream().map(License::id).collect(Collectors.joining(",")));
    Path table = settings.out().resolve("photos.parquet");
    HarvestTable.write(table, state);
    HarvestSummary summary = new HarvestSummary(state, ceiling);
    List<String> lines = summary.lines(api.calls());
    if (stopped.isPresent()) {
      lines.forEach(progress::say);
      throw new IOException(
          "%s; what came is in %s, start again to go on"
              .formatted(stopped.get().getMessage(), table),
          stopped.get());
    }
    return new Outcome(table, summary.photos(), lines);
  }

  /** Reads all that can be read; a fault that ends it comes back. */
  private Optional<HttpFault> read(String licenses)
      throws IOException, InterruptedException, SQLException {
    Optional<HttpFault> stopped = Optional.empty();
    try {
      new FlickrSearch(api, settings, ceiling, licenses, salt, state, progress).read();
    } catch (HttpFault e) {
      // A page that Flickr cannot give keeps nobody from the photos of those before it.
      boolean flickrAnswers = e.kind() == HttpFault.Kind.PASSING && e.status() == 200;
      if (!flickrAnswers) {
        return Optional.of(e);
      }
      stopped = Optional.of(e);
    }
    FlickrPhotos photos = new FlickrPhotos(api, settings.out().resolve("photos"), state, progress);
    try {
      photos.readLabels();
      photos.download();
    } catch (HttpFault e) {
      return Optional.of(stopped.orElse(e));
    }
    return stopped;
  }

  /** One harvest a folder: another would continue this one with other settings. */
  private void claim() throws SQLException {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("window", settings.window().from() + " to " + settings.window().to());
    own.put("licenses", String.join(", ", settings.licenses()));
    own.put("owners", settings.plainOwners() ? "plain" : "hashed");
    for (Map.Entry<String, String> setting : own.entrySet()) {
      Optional<String> earlier = state.setting(setting.getKey());
      if (earlier.isPresent() && !earlier.get().equals(setting.getValue())) {
        throw new InputException(
            "%s: holds a harvest with other %s (%s then, %s now); choose another folder"
                .formatted(settings.out(), setting.getKey(), earlier.get(), setting.getValue()));
      }
      state.set(setting.getKey(), setting.getValue());
    }
    if (state.setting(OWNER_SALT).isEmpty()) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      state.set(OWNER_SALT, HexFormat.of().formatHex(random));
    }
    salt = state.setting(OWNER_SALT).orElseThrow();
  }

  /** Asked from the API, which adds licenses now and then. */
  private List<License> chosenLicenses() throws IOException, InterruptedException, SQLException {
    if (state.licenses().isEmpty()) {
      JsonNode answer = api.call("flickr.photos.licenses.getInfo", Map.of());
      state.together(
          () -> {
            for (JsonNode license : answer.path("licenses").path("license")) {
              state.addLicense(
                  new License(
                      license.path("id").asText(),
                      license.path("name").asText(),
                      license.path("url").asText()));
            }
          });
    }
    List<License> known = state.licenses();
    List<License> chosen =
        settings.licenses().isEmpty()
            ? known.stream()
                .filter(license -> PERMISSIVE_URLS.stream().anyMatch(license.url()::contains))
                .toList()
            : settings.licenses().stream()
                .map(wanted -> license(wanted, known))
                .distinct()
                .toList();
    if (chosen.isEmpty()) {
      throw new InputException(
          "Flickr names no permissive license any more; choose by license of " + listed(known));
    }
    return chosen;
  }

  private static License license(String wanted, List<License> known) {
    return known.stream()
        .filter(one -> one.id().equals(wanted) || one.name().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException("license %s: Flickr knows %s".formatted(wanted, listed(known))));
  }

  private static String listed(List<License> licenses) {
    return licenses.stream()
        .map(license -> license.id() + " (" + license.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
