package org.encodertraces.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.encodertraces.InputException;

/**
 * WebDataset shards: in each {@code .tar}, the files of one sample share the part of their name
 * before its first dot: {@code 000017.jpg}, {@code 000017.cls}, {@code 000017.json}.
 *
 * <p>Only headers, classes and JSON are read; a photo's bytes stay where they lie until it is
 * opened.
 */
final class WebDataset {

  /** JSON and class files are small; a larger one is no such file. */
  private static final long LARGEST_TEXT = 4 << 20;

  private WebDataset() {}

  /** A photo inside an uncompressed tar. */
  record InTar(Path tar, String name, long offset, int length) implements PhotoBytes {
    @Override
    public byte[] read() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
          read = channel.read(bytes, offset + bytes.position());
        }
      }
      if (bytes.hasRemaining()) {
        throw new IOException(
            "%s ends before %s, %d bytes are missing".formatted(tar, name, bytes.remaining()));
      }
      return bytes.array();
    }

    @Override
    public long size() {
      return length;
    }

    @Override
    public Path holder() {
      return tar;
    }

    @Override
    public String place() {
      return tar + ":" + name;
    }
  }

  /** One sample in the making. */
  private static final class Sample {
    private Optional<InTar> photo = Optional.empty();
    private Optional<String> ofClassFile = Optional.empty();
    private Optional<String> ofJson = Optional.empty();

    /** A file of its own says it more plainly than a key that may mean anything. */
    Optional<String> label(boolean columnChosen) {
      return columnChosen ? ofJson : ofClassFile.or(() -> ofJson);
    }
  }

  static ImageDataset read(Path root, List<Path> tars, Datasets.Reading reading)
      throws IOException {
    List<String> ids = new ArrayList<>();
    List<InTar> photos = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<Optional<Split>> splits = new ArrayList<>();
    for (Path tar : tars) {
      for (Map.Entry<String, Sample> entry : samples(tar, reading).entrySet()) {
        Sample sample = entry.getValue();
        if (sample.photo.isPresent()) {
          ids.add(tar.getFileName() + "/" + entry.getKey());
          photos.add(sample.photo.get());
          sample.label(reading.labelColumn().isPresent()).ifPresent(values::add);
          splits.add(Datasets.splitOf(tar));
        }
      }
    }
    if (photos.isEmpty()) {
      throw new InputException(root + ": no photo in its shards");
    }
    if (!values.isEmpty() && values.size() < photos.size()) {
      throw new InputException(
          "%s: %d of %d samples have a class; expected all or none"
              .formatted(root, values.size(), photos.size()));
    }
    if (values.isEmpty() && reading.labelColumn().isPresent()) {
      throw new InputException(
          "%s: no sample has a \"%s\" in its JSON"
              .formatted(root, reading.labelColumn().orElseThrow()));
    }
    Labels labels = values.isEmpty() ? Labels.none(photos.size()) : Labels.of(values, List.of());
    List<Photo> all = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      all.add(new Photo(ids.get(i), photos.get(i), labels.labels().get(i)));
    }
    return Datasets.splitByFiles(
        root, labels.classes(), all, splits, "names of the shards", reading);
  }

  private static Map<String, Sample> samples(Path tar, Datasets.Reading reading)
      throws IOException {
    Map<String, Sample> samples = new LinkedHashMap<>();
    try (TarFile file = new TarFile(tar)) {
      for (TarArchiveEntry entry : file.getEntries()) {
        String name = entry.getName();
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        if (entry.isFile() && dot > 0) {
          Sample sample = samples.computeIfAbsent(name.substring(0, dot), key -> new Sample());
          String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
          if (ending.equals("cls")) {
            sample.ofClassFile = Optional.of(text(file, entry, tar).strip());
          } else if (ending.equals("json")) {
            addJson(sample, text(file, entry, tar), tar, name, reading);
          } else if (PhotoFolder.isPhotoEnding(ending)) {
            sample.photo =
                Optional.of(
                    new InTar(tar, name, entry.getDataOffset(), Math.toIntExact(entry.getSize())));
          }
        }
      }
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new InputException(
          "%s: not a tar that can be read: %s".formatted(tar, e.getMessage()), e);
    }
    return samples;
  }

  private static void addJson(
      Sample sample, String text, Path tar, String name, Datasets.Reading reading) {
    try {
      JsonNode json = new ObjectMapper().readTree(text);
      JsonNode value = json.path(reading.labelColumn().orElse("label"));
      if (value.isValueNode() && !value.isNull()) {
        sample.ofJson = Optional.of(value.asText());
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s:%s: not valid JSON: %s".formatted(tar, name, e.getOriginalMessage()), e);
    }
  }

  private static String text(TarFile file, TarArchiveEntry entry, Path tar) throws IOException {
    if (entry.getSize() > LARGEST_TEXT) {
      throw new InputException(
          "%s:%s: %d bytes; expected a small text"
              .formatted(tar, entry.getName(), entry.getSize()));
    }
    try (InputStream in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
