package org.encodertraces.flickr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.encodertraces.Progress;
import org.encodertraces.acquisition.Attribute;
import org.encodertraces.acquisition.Cameras;
import org.encodertraces.flickr.HarvestState.Address;
import org.encodertraces.flickr.Postponements.Part;
import org.encodertraces.http.HttpFault;
import org.encodertraces.image.PictureSize;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/** Asks for the labels and the picture of each photo that was found, and keeps each as it comes. */
final class FlickrPhotos {

  /** How reasons begin that go on with what came. */
  private static final List<String> DIFFERING =
      List.of(
          "no whole picture",
          "another picture",
          "the connection broke",
          "the answer is not whole JSON",
          "the answer lacks what was asked for",
          "the answer is not Flickr's");

  private final FlickrApi api;
  private final Path folder;
  private final HarvestState state;
  private final Progress progress;
  private final Cameras cameras = Cameras.known();
  private final Postponements postponements;

  /**
   * An asker.
   *
   * @param folder of the pictures
   */
  FlickrPhotos(FlickrApi api, Path folder, HarvestState state, Progress progress) {
    this.api = api;
    this.folder = folder;
    this.state = state;
    this.progress = progress;
    this.postponements = new Postponements(state);
  }

  /**
   * Reads labels.
   *
   * @throws HttpFault when the network fails for more than single photos
   */
  void readLabels() throws IOException, InterruptedException, SQLException {
    List<Long> ids = state.withoutExif();
    try (Progress.Task task = progress.start("exif", ids.size())) {
      for (long id : ids) {
        readLabels(id);
        task.step(1);
      }
    }
  }

  private void readLabels(long id) throws IOException, InterruptedException, SQLException {
    try {
      JsonNode answer = api.call("flickr.photos.getExif", Map.of("photo_id", Long.toString(id)));
      postponements.passed();
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
      postponements.passed();
      state.refuseExif(id, e.code() == 1 ? "photo not found" : "hidden by its owner");
    } catch (HttpFault e) {
      if (e.kind() == HttpFault.Kind.FINAL) {
        throw e; // the API itself cannot be asked
      }
      postponements.add(id, Part.LABELS, e, reason(e));
    }
  }

  /**
   * Downloads pictures of photos that have labels.
   *
   * @throws HttpFault when the network fails for more than single photos
   */
  void download() throws IOException, InterruptedException, SQLException {
    Map<Long, Address> addresses = state.withoutFile();
    try (Progress.Task task = progress.start("download", addresses.size())) {
      for (Map.Entry<Long, Address> photo : addresses.entrySet()) {
        download(photo.getKey(), photo.getValue());
        task.step(1);
      }
    }
  }

  private void download(long id, Address address)
      throws IOException, InterruptedException, SQLException {
    byte[] bytes;
    try {
      bytes = api.photo(URI.create(address.url()), address.size());
    } catch (IllegalArgumentException | FlickrException e) {
      state.refuseFile(id, String.valueOf(e.getMessage()).replace(address.url() + ": ", ""));
      return;
    } catch (HttpFault e) {
      if (isLastWord(e)) {
        // One photo that cannot be had does not end a harvest; its reason is counted.
        postponements.passed();
        state.refuseFile(id, reason(e));
      } else {
        postponements.add(id, Part.FILE, e, reason(e));
      }
      return;
    }
    postponements.passed();
    PictureSize size =
        PictureSize.of(bytes).orElseThrow(() -> new IllegalStateException("checked before"));
    WholeFile.writeStream(folder.resolve(id + ".jpg"), out -> out.write(bytes));
    state.addFile(id, bytes.length, Sha256.of(bytes), size.width(), size.height());
  }

  /** Whether Flickr itself has answered that there is no such photo for us. */
  private static boolean isLastWord(HttpFault fault) {
    boolean flickrs =
        fault.status() == 200
            || (fault.status() >= 400 && fault.status() < 500 && fault.status() != 407);
    return fault.kind() == HttpFault.Kind.FINAL && flickrs;
  }

  /** Without what differs from photo to photo, so that equal reasons are counted together. */
  private static String reason(HttpFault fault) {
    String reason = fault.reason();
    for (String kind : DIFFERING) {
      if (reason.startsWith(kind)) {
        return kind;
      }
    }
    return reason;
  }
}
