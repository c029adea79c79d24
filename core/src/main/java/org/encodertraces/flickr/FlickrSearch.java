package org.encodertraces.flickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.Progress;
import org.encodertraces.flickr.HarvestState.Found;
import org.encodertraces.flickr.HarvestState.WindowState;
import org.encodertraces.image.PictureSize;
import org.encodertraces.io.Sha256;

/**
 * Finds photos by windows of upload time, page by page; each page is in the state before the next
 * is asked for.
 *
 * @param ceiling results of a query beyond which Flickr repeats itself
 * @param licenses ids, with commas between
 * @param salt of the owners' hashes
 */
record FlickrSearch(
    FlickrApi api,
    FlickrHarvest.Settings settings,
    int ceiling,
    String licenses,
    String salt,
    HarvestState state,
    Progress progress) {

  private static final int PER_PAGE = 250;

  /** A window whose pages changed while they were read is read once more. */
  static final int PASSES = 2;

  /** Sizes of a picture as {@code extras} names them, the study's first. */
  private static final List<String> SIZES = List.of("url_l", "url_c", "url_z", "url_o");

  void read() throws IOException, InterruptedException, SQLException {
    try (Progress.Task task = progress.start("search", settings.photosAtMost())) {
      long found = state.count("SELECT count(*) FROM photos");
      task.step(Math.min(found, settings.photosAtMost()));
      if (!state.hasWindows()) {
        state.addWindow(settings.window());
      }
      Optional<WindowState> next = state.nextWindow();
      while (found < settings.photosAtMost() && next.isPresent()) {
        readPage(next.get());
        long now = state.count("SELECT count(*) FROM photos");
        task.step(Math.max(0, Math.min(now, settings.photosAtMost()) - found));
        found = now;
        next = state.nextWindow();
      }
    }
  }

  /** Reads the next page of a window, or splits it when it holds too much for any page count. */
  private void readPage(WindowState read) throws IOException, InterruptedException, SQLException {
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
    Optional<String> key =
        SIZES.stream().filter(size -> !photo.path(size).asText("").isBlank()).findFirst();
    if (id < 0 || key.isEmpty()) {
      return Optional.empty();
    }
    String owner = photo.path("owner").asText();
    String size = key.get().substring("url_".length());
    return Optional.of(
        new Found(
            id,
            settings.plainOwners() ? owner : Sha256.of(salt + owner).substring(0, 16),
            photo.path("license").asText(),
            photo.path("dateupload").asLong(0),
            photo.path(key.get()).asText(),
            size(photo.path("width_" + size), photo.path("height_" + size))));
  }

  /** Flickr writes sizes as numbers and as texts. */
  private static Optional<PictureSize> size(JsonNode width, JsonNode height) {
    return width.asInt(0) > 0 && height.asInt(0) > 0
        ? Optional.of(new PictureSize(width.asInt(), height.asInt()))
        : Optional.empty();
  }
}
