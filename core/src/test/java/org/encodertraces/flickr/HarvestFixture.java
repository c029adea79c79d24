package org.encodertraces.flickr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.encodertraces.Progress;
import org.encodertraces.http.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Harvests a year from a stub, on a clock that does not wait. */
abstract class HarvestFixture {

  static final UploadWindow YEAR = new UploadWindow(1_262_304_000L, 1_293_839_999L);
  static final String EXIF = "flickr.photos.getExif";
  static final String SEARCH = "flickr.photos.search";

  @TempDir Path folder;
  final TestTime time = new TestTime();
  final List<String> said = new ArrayList<>();
  final FlickrStub flickr = new FlickrStub();
  Duration timeout = Duration.ofMinutes(1);

  @AfterEach
  void stop() {
    flickr.close();
  }

  FlickrHarvest.Outcome harvest() throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public Task start(String name, long total) {
            return Progress.NONE.start(name, total);
          }

          @Override
          public void say(String line) {
            said.add(line);
          }
        };
    return FlickrHarvest.run(
        api(),
        new FlickrHarvest.Settings(folder.resolve("harvest"), YEAR, List.of(), 1_000, false),
        progress);
  }

  FlickrApi api() {
    return new FlickrApi(
        new FlickrApi.Settings(flickr.endpoint(), 100_000_000, timeout),
        FlickrStub.KEY,
        time,
        said::add);
  }

  /** Waits between tries; those that keep the rate are far shorter here. */
  long backoffs() {
    return time.waits().stream().filter(wait -> wait.toMillis() >= 1_000).count();
  }

  void addPhotos(int count) {
    for (int i = 0; i < count; i++) {
      flickr.add(new FlickrStub.Photo(1000 + i, "owner" + i, YEAR.from() + 1_000L * i, "4"));
    }
  }
}
