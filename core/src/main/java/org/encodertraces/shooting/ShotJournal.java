package org.encodertraces.shooting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.encodertraces.io.FullWrite;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * What of a plan's photos is there: {@code shots.jsonl} in the run's folder, a line of JSON a
 * photo, appended once all its files have their names, so that a stopped run goes on with what is
 * missing. A line is believed only where the files that it names have the bytes that it tells. At
 * the end the lines are put into the order of the photos, so that the file does not tell how often
 * a run was stopped.
 */
final class ShotJournal implements AutoCloseable {

  /** The file's name. */
  static final String FILE = "shots.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, Entry> before;
  private final FileChannel channel;

  /**
   * A photo that is there.
   *
   * @param photo names its JPEG below the folder of photos
   * @param source SHA-256 of the picture that was shot; empty for a scene
   * @param files SHA-256 of each file that it consists of, by path in the run's folder
   * @param label its row of {@code labels.csv}
   */
  record Entry(String photo, String source, Map<String, String> files, String label) {

    private String line() {
      ObjectNode node = JSON.createObjectNode();
      node.put("photo", photo);
      node.put("source", source);
      ObjectNode hashes = node.putObject("files");
      files.forEach(hashes::put);
      node.put("label", label);
      return node + "\n";
    }

    private static Optional<Entry> read(String line) {
      JsonNode node;
      try {
        node = JSON.readTree(line);
      } catch (JsonProcessingException e) {
        return Optional.empty(); // what a kill left of a line
      }
      if (node == null || !node.path("label").isTextual() || node.path("files").isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> files = new LinkedHashMap<>();
      node.path("files")
          .properties()
          .forEach(one -> files.put(one.getKey(), one.getValue().asText()));
      return Optional.of(
          new Entry(
              node.path("photo").asText(),
              node.path("source").asText(),
              files,
              node.path("label").asText()));
    }
  }

  private ShotJournal(Path folder, Map<String, Entry> before, FileChannel channel) {
    this.folder = folder;
    this.before = before;
    this.channel = channel;
  }

  /** Opens the journal of a run's folder, which belongs to this run alone. */
  static ShotJournal open(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, Entry> before = new HashMap<>();
    String start = "";
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines().forEach(line -> Entry.read(line).ifPresent(one -> before.put(one.photo(), one)));
      start = text.isEmpty() || text.endsWith("\n") ? "" : "\n"; // a torn line gets its end
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    FullWrite.of(channel, ByteBuffer.wrap(start.getBytes(StandardCharsets.UTF_8)));
    return new ShotJournal(folder, before, channel);
  }

  /** What an earlier run said of a photo, checked by nothing yet. */
  Optional<Entry> told(String photo) {
    return Optional.ofNullable(before.get(photo));
  }

  /**
   * Whether these files, and no others, are what the photo consists of, and have the bytes that
   * were written.
   */
  boolean whole(Entry entry, List<String> files) throws IOException {
    if (!List.copyOf(entry.files().keySet()).equals(files)) {
      return false;
    }
    for (Map.Entry<String, String> one : entry.files().entrySet()) {
      Path file = folder.resolve(one.getKey());
      if (!Files.isRegularFile(file) || !Sha256.of(file).equals(one.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Notes a photo whose files all have their names. */
  synchronized void add(Entry entry) throws IOException {
    FullWrite.of(channel, ByteBuffer.wrap(entry.line().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the photos of the whole plan into their order, and deletes those of earlier runs that it
   * no longer has, as of a picture that cannot be read any more.
   */
  void finish(List<Entry> photos) throws IOException {
    Map<String, Entry> stale = new HashMap<>(before);
    StringBuilder lines = new StringBuilder();
    for (Entry entry : photos) {
      stale.remove(entry.photo());
      lines.append(entry.line());
    }
    for (Entry entry : new ArrayList<>(stale.values())) {
      for (String file : entry.files().keySet()) {
        Path path = folder.resolve(file).normalize();
        if (path.startsWith(folder.normalize())) {
          Files.deleteIfExists(path);
        }
      }
    }
    channel.close();
    WholeFile.writeString(folder.resolve(FILE), lines);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
