package org.encodertraces.acquisition;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
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
import org.encodertraces.acquisition.HarvestState.Found;
import org.encodertraces.acquisition.HarvestState.License;
import org.encodertraces.acquisition.HarvestState.WindowState;
import org.encodertraces.image.PictureSize;
import org.encodertraces.io.DuckDb;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

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

  private static final int PER_PAGE = 250;

  /** A window whose pages changed while they were read is read once more. */
  static final int PASSES = 2;

  private static final int BATCH = 200;

  /** So many photos that the network fails on are a network that fails. */
  private static final int FAILURES_IN_A_ROW = 10;

  /** Sizes of a picture as {@code extras} names them, the study's first. */
  private static final List<String> SIZES = List.of("url_l", "url_c", "url_z", "url_o");

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
  private final Cameras cameras = Cameras.known();
  private String salt = "";

  /** Photos that the network kept from this run, with reasons; the next run asks again. */
  private final Map<Long, String> postponed = new LinkedHashMap<>();

  private int failuresInARow;

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
      throw new UsageException(
          "--photos %d: expected 1 or more".formatted(settings.photosAtMost()));
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
    if (!state.hasWindows()) {
      state.addWindow(settings.window());
    }
    search(chosen.stream().map(License::id).collect(Collectors.joining(",")));
    readExif();
    download();
    Path table = settings.out().resolve("photos.parquet");
    HarvestTable.write(table, state);
    HarvestSummary summary = new HarvestSummary(state, ceiling);
    return new Outcome(table, summary.photos(), summary.lines(api.calls(), postponed.values()));
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
            "%s: holds a harvest with other %s (%s then, %s now); choose another --out"
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
          "Flickr names no permissive license any more; choose with --license of " + listed(known));
    }
    return chosen;
  }

  private static License license(String wanted, List<License> known) {
    return known.stream()
        .filter(one -> one.id().equals(wanted) || one.name().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--license %s: Flickr knows %s".formatted(wanted, listed(known))));
  }

  private static String listed(List<License> licenses) {
    return licenses.stream()
        .map(license -> license.id() + " (" + license.name() + ")")
        .collect(Collectors.joining(", "));
  }

  private void search(String licenses) throws IOException, InterruptedException, SQLException {
    try (Progress.Task task = progress.start("search", settings.photosAtMost())) {
      long found = state.count("SELECT count(*) FROM photos");
      task.step(Math.min(found, settings.photosAtMost()));
      Optional<WindowState> next = state.nextWindow();
      while (found < settings.photosAtMost() && next.isPresent()) {
        readPage(next.get(), licenses);
        long now = state.count("SELECT count(*) FROM photos");
        task.step(Math.max(0, Math.min(now, settings.photosAtMost()) - found));
        found = now;
        next = state.nextWindow();
      }
    }
  }

  /** Reads the next page of a window, or splits it when it holds too much for any page count. */
  private void readPage(WindowState read, String licenses)
      throws IOException, InterruptedException, SQLException {
    UploadWindow window = read.window();
    int page = read.pagesRead() + 1;
    JsonNode answer =
        api.call(
            "flickr.photos.search",
            Map.of(
                "license",
                licenses,
                "min_upload_date",
                Long.toString(window.from()),
                "max_upload_date",
                Long.toString(window.to()),
                "safe_search",
                "1",
                "content_types",
                "0",
                "media",
                "photos",
                "sort",
                "date-posted-asc",
                "extras",
                "license,date_upload,owner_name," + String.join(",", SIZES),
                "per_page",
                Integer.toString(Math.min(PER_PAGE, ceiling)),
                "page",
                Integer.toString(page)));
    JsonNode photos = answer.path("photos");
    long total = photos.path("total").asLong(0);
    int pages = Math.min(photos.path("pages").asInt(0), ceiling / Math.min(PER_PAGE, ceiling));
    if (total >= ceiling && window.canSplit()) {
      state.together(
          () -> {
            state.removeWindow(window);
            for (UploadWindow half : window.halves()) {
              state.addWindow(half);
            }
          });
      return;
    }
    state.together(
        () -> {
          for (JsonNode photo : photos.path("photo")) {
            Optional<Found> one = found(photo);
            if (one.isPresent()) {
              state.add(one.get(), window);
            }
          }
          state.progress(window, total, pages, page, read.passes());
          if (page >= pages) {
            endPass(window, total, pages, read.passes() + 1);
          }
        });
  }

  /** Pages that shift while they are read show some photos twice and others never. */
  private void endPass(UploadWindow window, long total, int pages, int passes) throws SQLException {
    boolean someNeverShown = state.photosOf(window) < Math.min(total, ceiling);
    if (someNeverShown && passes < PASSES) {
      state.progress(window, total, pages, 0, passes);
    } else {
      state.progress(window, total, pages, pages, passes);
      state.finish(window);
    }
  }

  private Optional<Found> found(JsonNode photo) {
    long id = photo.path("id").asLong(-1);
    Optional<String> address =
        SIZES.stream()
            .map(size -> photo.path(size).asText(""))
            .filter(text -> !text.isBlank())
            .findFirst();
    if (id < 0 || address.isEmpty()) {
      return Optional.empty();
    }
    String owner = photo.path("owner").asText();
    return Optional.of(
        new Found(
            id,
            settings.plainOwners() ? owner : Sha256.of(salt + owner).substring(0, 16),
            photo.path("license").asText(),
            photo.path("dateupload").asLong(0),
            address.get()));
  }

  private void readExif() throws IOException, InterruptedException, SQLException {
    long remaining =
        state.count("SELECT count(*) FROM photos WHERE id NOT IN (SELECT id FROM exif)");
    try (Progress.Task task = progress.start("exif", remaining)) {
      for (List<Long> ids = state.withoutExif(BATCH);
          !ids.isEmpty();
          ids = state.withoutExif(BATCH)) {
        for (long id : ids) {
          readExif(id);
          task.step(1);
        }
      }
    }
  }

  private void readExif(long id) throws IOException, InterruptedException, SQLException {
    try {
      JsonNode answer = api.call("flickr.photos.getExif", Map.of("photo_id", Long.toString(id)));
      Map<Attribute, String> labels = FlickrLabels.of(answer, cameras);
      if (labels.isEmpty()) {
        state.refuseExif(id, "no Exif");
      } else {
        state.together(() -> state.addLabels(id, labels));
      }
    } catch (FlickrException e) {
      // 1: photo not found, 2: its owner hides its Exif. All others concern the harvest.
      if (e.code() != 1 && e.code() != 2) {
        throw e;
      }
      state.refuseExif(id, e.code() == 1 ? "photo not found" : "hidden by its owner");
    }
  }

  private void download() throws IOException, InterruptedException, SQLException {
    long remaining =
        state.count("SELECT count(DISTINCT id) FROM labels WHERE id NOT IN (SELECT id FROM files)");
    try (Progress.Task task = progress.start("download", remaining)) {
      Map<Long, String> addresses = state.withoutFile(BATCH);
      while (!addresses.isEmpty()) {
        for (Map.Entry<Long, String> photo : addresses.entrySet()) {
          download(photo.getKey(), photo.getValue());
          task.step(1);
        }
        addresses = state.withoutFile(BATCH + postponed.size());
        addresses.keySet().removeAll(postponed.keySet());
      }
    }
  }

  private void download(long id, String address)
      throws IOException, InterruptedException, SQLException {
    byte[] bytes;
    try {
      bytes = api.photo(URI.create(address));
    } catch (IllegalArgumentException | FlickrException e) {
      // One photo that cannot be had does not end a harvest; its reason is counted.
      state.refuseFile(id, reason(e, address));
      return;
    } catch (IOException e) {
      postponed.put(id, reason(e, address));
      failuresInARow++;
      if (failuresInARow == FAILURES_IN_A_ROW) {
        throw new IOException(
            "%d photos in a row could not be had; start again to go on: %s"
                .formatted(failuresInARow, e.getMessage()),
            e);
      }
      return;
    }
    failuresInARow = 0;
    PictureSize size =
        PictureSize.of(bytes).orElseThrow(() -> new IllegalStateException("checked before"));
    WholeFile.writeStream(
        settings.out().resolve("photos").resolve(id + ".jpg"), out -> out.write(bytes));
    state.addFile(id, bytes.length, Sha256.of(bytes), size.width(), size.height());
  }

  /** The reason without the photo's address, so that equal reasons are counted together. */
  private static String reason(Exception e, String address) {
    String message = String.valueOf(e.getMessage()).replace(address + ": ", "");
    int details = message.indexOf(" (");
    return details > 0 && message.startsWith("no whole picture") ? "no whole picture" : message;
  }
}
